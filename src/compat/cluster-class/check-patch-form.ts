import type { ClassPatch, JsonPatch, ValueSource } from './model.ts';
import type { Template } from './template/index.ts';

/** Why Cluster API's webhook refuses a patch. */
export interface FormProblem {
  readonly part: 'patch' | 'enabledIf' | 'operation';
  /** The path of the operation. */
  readonly pointer: string | undefined;
  readonly message: string;
}

/** The mistakes in a patch's form, its name aside. */
export function listFormProblems({ enabledIf, definitions, external, extensions }: ClassPatch): FormProblem[] {
  const whole = [
    ...(definitions === undefined && !external ? ['it has no definitions'] : []),
    ...(definitions !== undefined && external ? ['it has both definitions and external'] : []),
    ...(external && extensions.length === 0 ? ['its external names no extension'] : []),
    ...(definitions?.length === 0 && !external ? ['its definitions are empty, with which no cluster can be made'] : []),
  ];
  const operations = (definitions ?? []).flatMap(({ jsonPatches }) => jsonPatches);
  return [
    ...whole.map((message) => ({ part: 'patch', pointer: undefined, message }) as const),
    ...checkTemplate('enabledIf', enabledIf).map((message) => ({ part: 'enabledIf', pointer: undefined, message }) as const),
    ...operations.flatMap((operation) =>
      checkJsonPatch(operation).map((message) => ({ part: 'operation', pointer: operation.path, message }) as const),
    ),
  ];
}

function checkJsonPatch({ op, path, value, from }: JsonPatch): string[] {
  const valued = op === 'add' || op === 'replace';
  const at = `${op} ${path}`;
  return [
    ...(valued || op === 'remove' ? [] : [`the op ${op || 'nothing'} of ${path} is not one of add, replace, remove`]),
    ...(path === '/spec' || path.startsWith('/spec/') ? [] : [`${at}: the path must begin with /spec/`]),
    ...checkIndexes(op, path),
    ...(valued && value === undefined && from === undefined ? [`${at} has neither value nor valueFrom`] : []),
    ...(valued && value !== undefined && from !== undefined ? [`${at} has both value and valueFrom`] : []),
    ...(valued && from !== undefined ? checkSource(at, from) : []),
  ];
}

function checkSource(at: string, { variable, template }: ValueSource): string[] {
  if (variable === undefined && template === undefined) return [`${at}: valueFrom has neither variable nor template`];
  if (variable !== undefined && template !== undefined) return [`${at}: valueFrom has both variable and template`];
  return checkTemplate(`${at}: valueFrom.template`, template);
}

/** A number anywhere in a path is taken for an index of a list. */
function checkIndexes(op: string, path: string): string[] {
  const numbers = path.split('/').filter((part) => /^[+-]?\d+$/.test(part));
  if (op === 'add' && numbers.some((part) => Number(part) !== 0)) return [`${op} ${path}: lists take an item at 0 or at - only`];
  if ((op === 'replace' || op === 'remove') && numbers.length > 0)
    return [`${op} ${path}: an item of a list cannot be reached; replace the list`];
  return [];
}

function checkTemplate(what: string, template: Template | undefined): string[] {
  const parsed = template?.parsed();
  return parsed?.kind === 'invalid' ? [`${what} is not a valid template: ${parsed.message}`] : [];
}
