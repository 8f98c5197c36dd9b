import {
  getScalar,
  hasSyntaxError,
  isInline,
  type Node,
  parseYaml,
  readItems,
  readMap,
  replaceRanges,
  type YamlScalar,
} from '../yaml/index.ts';

/** A new value for the scalar that begins at a place. */
export interface ScalarEdit {
  readonly line: number;
  readonly column: number;
  readonly replace: (before: string) => string;
}

/** Replaces scalars of a YAML file and nothing else; each stays quoted as it is. Undefined where one is not there, or not on one line. */
export function editScalars(file: string, bytes: Buffer, edits: readonly ScalarEdit[]): Buffer | undefined {
  const yaml = parseYaml(file, bytes);
  if (hasSyntaxError(yaml)) return undefined;
  const scalars: YamlScalar[] = [];
  const visit = (node: Node | undefined | null): void => {
    const scalar = getScalar(yaml, node ?? undefined);
    if (scalar !== undefined) scalars.push(scalar);
    for (const { value } of readMap(node) ?? []) visit(value);
    for (const item of readItems(node)) visit(item);
  };
  visit(yaml.root);
  const ranges = edits.map(({ line, column, replace }) => {
    const scalar = scalars.find(({ place }) => place.line === line && place.column === column);
    if (scalar === undefined || !isInline(yaml, scalar)) return undefined;
    const quote = /^["']/.exec(yaml.text.slice(...scalar.range))?.[0] ?? '';
    return { range: scalar.range, text: `${quote}${replace(scalar.source)}${quote}` };
  });
  return ranges.includes(undefined)
    ? undefined
    : replaceRanges(
        yaml,
        ranges.filter((range) => range !== undefined),
      );
}
