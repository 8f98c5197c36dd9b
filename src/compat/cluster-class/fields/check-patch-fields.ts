import { CRD_FIELDS } from '../../knowledge/crd-fields.ts';
import type { ClassPatch, Selector } from '../model.ts';
import { splitPointer } from '../simulation/json-patch.ts';
import { checkPointer, checkSpec, type FieldProblem, type Fields, findFields } from './check-fields.ts';

/** The fields of an operation, as written, that the kind which the patch selects does not take. */
export interface PatchFieldProblem extends FieldProblem {
  readonly selector: Pick<Selector, 'apiVersion' | 'kind'>;
  /** The path of the operation. */
  readonly pointer: string;
}

/** Holds the operations of a patch against the fields of the kinds that it selects; `looked` where one of them is known. */
export function checkPatchFields(
  { definitions }: ClassPatch,
  ignored?: ReadonlySet<string>,
): { readonly problems: readonly PatchFieldProblem[]; readonly looked: boolean } {
  const problems: PatchFieldProblem[] = [];
  let looked = false;
  for (const { selector, jsonPatches } of definitions ?? []) {
    const lookup = findFields(CRD_FIELDS, selector.apiVersion, selector.kind, ignored);
    if (lookup.kind !== 'known') continue;
    looked = true;
    for (const { op, path: pointer, value } of jsonPatches) {
      const keys = splitPointer(pointer);
      const found = [checkPointer(lookup.fields, keys), ...(op === 'remove' ? [] : checkValue(lookup.fields, keys, value))];
      problems.push(...found.flatMap((problem) => (problem === undefined ? [] : [{ ...problem, selector, pointer }])));
    }
  }
  return { problems, looked };
}

/** The same for problems of one field, in whatever item of a list: `spec.files.-.path` and `spec.files[2].path`. */
export function nameField(
  { apiVersion, kind }: Pick<Selector, 'apiVersion' | 'kind'>,
  problem: Pick<FieldProblem, 'kind' | 'path'>,
): string {
  return [apiVersion, kind, problem.kind, problem.path.replaceAll(/\[\d+\]|\.(?:-|\d+)(?=\.|$)/g, '[]')].join(' ');
}

/** A written-out value is looked at in its place: what else is missing there, the template may have. */
function checkValue(fields: Fields, keys: readonly string[], value: unknown): readonly FieldProblem[] {
  if (value === undefined || keys[0] !== 'spec') return [];
  const wrapped = keys.slice(1).reduceRight<unknown>((inner, key) => (/^(?:-|0)$/.test(key) ? [inner] : { [key]: inner }), value);
  const place = keys.reduce((path, key) => (/^(?:-|0)$/.test(key) ? `${path}[0]` : path === '' ? key : `${path}.${key}`), '');
  // Other patches may add what is required, and the path itself is judged already.
  return checkSpec(fields, wrapped).filter(
    ({ kind, path }) =>
      kind !== 'missing' &&
      kind !== 'few' &&
      (path === place
        ? kind === 'type' || kind === 'enum' || kind === 'bound'
        : path.startsWith(`${place}.`) || path.startsWith(`${place}[`)),
  );
}
