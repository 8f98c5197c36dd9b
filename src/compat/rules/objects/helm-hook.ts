import { getIn } from '../../../data.ts';
import { nameObject } from '../../identify-object.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { listAppliedObjects } from './list-applied.ts';

const JOB = 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: cni\n';

export const HELM_HOOK: Rule<'helm-hook'> = {
  code: 'helm-hook',
  title: 'no object is a Helm hook or a Helm test',
  why: 'CSO does not create a Helm release. It applies hooks and tests together with everything else, and never deletes them.',
  source: 'how CSO renders charts',
  verdicts: ['warn'],
  passes: { files: { 'cluster-addon/cni/templates/cni.yaml': JOB } },
  fails: { files: { 'cluster-addon/cni/templates/cni.yaml': `${JOB}  annotations: {helm.sh/hook: post-install}\n` } },
  check: (facts) =>
    listAppliedObjects(facts).flatMap(({ objects }) =>
      objects.flatMap((object): Judgement[] => {
        const hook = getIn(object.data, 'metadata', 'annotations', 'helm.sh/hook');
        if (typeof hook !== 'string' || hook === '') return [];
        const message = `is a hook of Helm (${hook}), but CSO applies it at once, with all other objects; turn it off by the chart's values`;
        return [{ verdict: 'warn', subject: nameObject(object), place: object.place, message }];
      }),
    ),
};
