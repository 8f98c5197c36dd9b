import type { Rule } from '../../rule.ts';
import { judgeChanges, judgeClasses, WEBHOOK } from './compare-classes.ts';
import { formatClass } from './examples.ts';

export const VARIABLE_NARROWED: Rule<'variable-narrowed'> = {
  code: 'variable-narrowed',
  title: 'variables of the ClusterClass take the values that they took before',
  why: 'A value that the new schema does not take is an error under the new class, and a cluster that has it cannot take the class until its owner changes it.',
  source: WEBHOOK,
  verdicts: ['refuse', 'warn', 'ok'],
  passes: {
    files: formatClass('cri: {type: string, enum: [containerd, crio], default: containerd}'),
    earlier: formatClass('cri: {type: string, enum: [containerd], default: containerd}'),
  },
  fails: {
    files: formatClass('cri: {type: string, enum: [crio], default: crio}'),
    earlier: formatClass('cri: {type: string, enum: [containerd, crio], default: containerd}'),
    note: 'containerd was the default, so it stands in the clusters',
  },
  check: (facts) =>
    judgeClasses(facts, 'all variables that both classes have take what they took before', (pair) =>
      judgeChanges(pair, 'narrowed', { some: 'whose value does not fit', edit: 'sets one that fits' }, 'let it take what it took before'),
    ),
};
