import { getIn } from '../../../data.ts';
import { nameObject } from '../../identify-object.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { listAppliedObjects } from './list-applied.ts';

const JOB = 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: cni\n';

export const HELM_HOOK: Rule = {
  code: 'helm-hook',
  title: 'no object is a hook or a test of Helm',
  why: 'CSO makes no Helm release: it applies hooks and tests together with everything else, at once, and never deletes them.',
  source: "Cluster Stack Operator's contract: how it renders",
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
