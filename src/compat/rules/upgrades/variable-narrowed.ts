import type { Rule } from '../../rule.ts';
import { judgeChanges, judgeClasses, WEBHOOK } from './compare-classes.ts';
import { formatClass } from './examples.ts';

export const VARIABLE_NARROWED: Rule<'variable-narrowed'> = {
  code: 'variable-narrowed',
  title: 'the ClusterClass’s variables accept every value that they accepted before',
  why: 'A value that the new schema does not accept is invalid under the new class. A cluster that has it cannot move to the class until its owner changes it.',
  source: WEBHOOK,
  verdicts: ['refuse', 'warn', 'ok'],
  passes: {
    files: formatClass('cri: {type: string, enum: [containerd, crio], default: containerd}'),
    earlier: formatClass('cri: {type: string, enum: [containerd], default: containerd}'),
  },
  fails: {
    files: formatClass('cri: {type: string, enum: [crio], default: crio}'),
    earlier: formatClass('cri: {type: string, enum: [containerd, crio], default: containerd}'),
    note: 'containerd was the default, so clusters have it',
  },
  check: (facts) =>
    judgeClasses(facts, 'all variables that both classes have take what they took before', (pair) =>
      judgeChanges(pair, 'narrowed', { some: 'whose value does not fit', edit: 'sets one that fits' }, 'let it take what it took before'),
    ),
};
