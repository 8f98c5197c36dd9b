import { listIgnored } from '../../cluster-class/fields/check-fields.ts';
import { checkPatchFields, type PatchFieldProblem } from '../../cluster-class/fields/check-patch-fields.ts';
import { CRD_FIELDS } from '../../knowledge/crd-fields.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_PATCH_FIELD: Rule<'class-patch-field'> = {
  code: 'class-patch-field',
  title: 'the paths of patches lead to fields that the selected kind has in its apiVersion',
  why: 'Patches are not converted between API versions. The API server rejects an object with an unknown field, so every cluster with the patch breaks.',
  source: CRD_FIELDS.source,
  verdicts: ['ok', 'refuse', 'warn'],
  passes: { files: exampleClass() },
  fails: { files: exampleClass(['/spec/template/spec/customImage', '/spec/template/spec/image']) },
  check: (facts) =>
    facts.simulations().flatMap(({ clusterClass: { patches, placeOf }, base }) =>
      patches.flatMap((patch): Judgement[] => {
        const { problems: found, looked } = checkPatchFields(patch, listIgnored(facts));
        const problems = [...new Map(found.map(judge).map((problem) => [problem.message, problem])).values()];
        const named = { subject: `patch ${patch.name}`, place: placeOf('patches', patch.name) };
        // One that must be switched on breaks the clusters that do so.
        const isOff = patch.enabledIf !== undefined && !base.applied.has(patch.name);
        if (problems.length > 0) return problems.map((problem) => ({ ...named, ...(isOff ? soften(problem) : problem) }));
        return looked ? [{ ...named, verdict: 'ok', message: 'all its paths are fields of the kinds that it selects' }] : [];
      }),
    ),
};

type Problem = Pick<Judgement, 'verdict' | 'message'>;

function soften(problem: Problem): Problem {
  if (problem.verdict !== 'refuse') return problem;
  const { message } = problem;
  return { verdict: 'warn', message: `${message}; the patch is off by default, and breaks the clusters that switch it on` };
}

function judge({ selector, pointer, kind, path, message }: PatchFieldProblem): Problem {
  const text = `${pointer} is for ${selector.kind} of ${selector.apiVersion}, where ${path} ${message}`;
  return kind === 'partial' ? { verdict: 'warn', message: text } : { verdict: 'refuse', message: text };
}
