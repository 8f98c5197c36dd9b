import { listFormProblems } from '../../cluster-class/check-patch-form.ts';
import type { ClassPatch } from '../../cluster-class/model.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_PATCH_FORM: Rule<'class-patch-form'> = {
  code: 'class-patch-form',
  title: 'the ClusterClass’s patches have the form that Cluster API accepts',
  why: 'Otherwise Cluster API’s webhook rejects the whole ClusterClass.',
  source: 'Cluster API’s webhook for ClusterClass, patches',
  verdicts: ['ok', 'refuse', 'warn', 'unknown'],
  passes: { files: exampleClass() },
  fails: { files: exampleClass(['/spec/template/spec/customImage', '/template/spec/customImage']) },
  check: (facts) =>
    facts.clusterClass.classes().flatMap(({ patches, placeOf }) =>
      patches.map((patch, index): Judgement => {
        const named = { subject: `patch ${patch.name}`, place: placeOf('patches', patch.name) };
        const problems = [...checkName(patches, index), ...listFormProblems(patch).map(({ message }) => message)];
        if (problems.length > 0) return { ...named, verdict: 'refuse', message: problems.slice(0, 5).join('; ') };
        const whole = listWhole(patch);
        if (whole.length > 0) return { ...named, verdict: 'warn', message: `${whole.join('; ')}; ${WHOLE}` };
        if (isNever(patch)) {
          const found = `its enabledIf is ${JSON.stringify(patch.enabledIf?.source)}`;
          return { ...named, verdict: 'warn', message: `${found}, and true alone switches a patch on: it is never applied` };
        }
        if (!patch.external) return { ...named, verdict: 'ok', message: 'is written as Cluster API takes it' };
        const message =
          'is made by an extension of Cluster API when clusters are made: what it does, and whether later patches meet it, is not checked';
        return { ...named, verdict: 'unknown', message };
      }),
    ),
};

/** Without a template it is the same in every cluster; false is meant. */
function isNever({ enabledIf }: ClassPatch): boolean {
  const text = enabledIf?.source;
  return text !== undefined && !text.includes('{{') && text !== 'true' && text !== 'false';
}

function checkName(patches: readonly ClassPatch[], index: number): string[] {
  const name = patches[index]?.name ?? '';
  return [
    ...(name === '' ? ['it has no name'] : []),
    ...(name === 'inline' ? ['the name inline is reserved'] : []),
    ...(patches.findIndex((patch) => patch.name === name) < index ? ['two patches have this name'] : []),
  ];
}

const WHOLE =
  'Cluster API takes the path /spec since 1.11.5, 1.12.2 and 1.13.0, and older releases refuse the class: write /spec/template and below';

function listWhole({ definitions }: ClassPatch): string[] {
  return (definitions ?? []).flatMap(({ jsonPatches }) =>
    jsonPatches.flatMap(({ op, path }) => (path === '/spec' ? [`${op} ${path} is for the whole spec`] : [])),
  );
}
