import { checkPointer, checkSpec, type FieldProblem, type Fields, findFields, listIgnored } from '../../cluster-class/fields.ts';
import { splitPointer } from '../../cluster-class/json-patch.ts';
import type { ClassPatch } from '../../cluster-class/model.ts';
import { CRD_FIELDS } from '../../knowledge/crd-fields.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_PATCH_FIELD: Rule = {
  code: 'class-patch-field',
  title: 'the paths of patches meet fields that the selected kind has at its apiVersion',
  why: 'Patches are not converted between versions of an API. The API server refuses an object with a field that it does not know, so every cluster with the patch breaks.',
  source: CRD_FIELDS.source,
  verdicts: ['ok', 'refuse', 'warn'],
  passes: { files: exampleClass() },
  fails: { files: exampleClass(['/spec/template/spec/customImage', '/spec/template/spec/image']) },
  check: (facts) =>
    facts.simulations().flatMap(({ clusterClass: { patches, placeOf }, base }) =>
      patches.flatMap((patch): Judgement[] => {
        const { problems, looked } = checkPatch(patch, listIgnored(facts));
        const named = { subject: `patch ${patch.name}`, place: placeOf('patches', patch.name) };
        // One that must be switched on breaks the clusters that do so.
        const isOff = patch.enabledIf !== undefined && !base.applied.has(patch.name);
        if (problems.length > 0) return problems.map((problem) => ({ ...named, ...(isOff ? soften(problem) : problem) }));
        return looked ? [{ ...named, verdict: 'ok', message: 'all its paths are fields of the kinds that it selects' }] : [];
      }),
    ),
};

type Problem = Pick<Judgement, 'verdict' | 'message'>;

function checkPatch({ definitions }: ClassPatch, ignored: ReadonlySet<string>): { problems: readonly Problem[]; looked: boolean } {
  const problems = new Map<string, Problem>();
  let looked = false;
  for (const { selector, jsonPatches } of definitions ?? []) {
    const lookup = findFields(CRD_FIELDS, selector.apiVersion, selector.kind, ignored);
    if (lookup.kind !== 'known') continue;
    looked = true;
    for (const { op, path, value } of jsonPatches) {
      const keys = splitPointer(path);
      const found = [checkPointer(lookup.fields, keys), ...(op === 'remove' ? [] : checkValue(lookup.fields, keys, value))];
      for (const problem of found) {
        if (problem === undefined) continue;
        const judged = judge(`${selector.kind} of ${selector.apiVersion}`, path, problem);
        problems.set(judged.message, judged);
      }
    }
  }
  return { problems: [...problems.values()], looked };
}

function soften(problem: Problem): Problem {
  if (problem.verdict !== 'refuse') return problem;
  const { message } = problem;
  return { verdict: 'warn', message: `${message}; the patch is off by default, and breaks the clusters that switch it on` };
}

function judge(kind: string, path: string, { kind: problem, path: field, message }: FieldProblem): Problem {
  const text = `${path} is for ${kind}, where ${field} ${message}`;
  return problem === 'partial' ? { verdict: 'warn', message: text } : { verdict: 'refuse', message: text };
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
