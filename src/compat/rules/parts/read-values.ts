import type { ValuesTemplate } from '../../../chart/index.ts';
import { getNode, getScalar, hasSyntaxError, parseYaml, readMap, type YamlFile } from '../../../yaml/index.ts';

/** Stands where an action of a template was: no key that contains it is known. */
export const ACTION = '\u2026';

/**
 * The values that a template yields, as far as its text alone tells: actions on lines of their own are left out, and
 * others are a placeholder. Undefined where that is not YAML. Lines are those of the file.
 */
export function readValuesTemplate({ file, bytes }: ValuesTemplate): YamlFile | undefined {
  const source = bytes.toString('utf8');
  // Behind the last end no beginning has one, and each would be looked for to the end of the file.
  const end = source.lastIndexOf('}}') + 2;
  const replaced = source.slice(0, end).replaceAll(/\{\{[\s\S]*?\}\}/g, (action) => ACTION + action.replaceAll(/[^\n]/g, ''));
  const text = (replaced + source.slice(end)).replaceAll(new RegExp(`^[ \\t]*(?:${ACTION}[ \\t]*)+$`, 'gm'), '');
  const yaml = parse(file, text);
  if (yaml === undefined || readMap(yaml.root) === undefined) return undefined;
  const inner = getScalar(yaml, getNode(yaml.root, 'values'));
  if (typeof inner?.value !== 'string') return yaml;
  // CSO takes the text below `values` for the values themselves.
  const [line = 1] = [inner.place.line];
  const lines = text.split('\n');
  const below = lines
    .slice(line)
    .join('\n')
    .replaceAll(/^[^\s#][\s\S]*/gm, '');
  return parse(file, '\n'.repeat(line) + below);
}

function parse(file: string, text: string): YamlFile | undefined {
  const yaml = parseYaml(file, Buffer.from(text));
  return hasSyntaxError(yaml) ? undefined : yaml;
}
