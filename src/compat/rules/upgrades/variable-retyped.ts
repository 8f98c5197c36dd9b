import type { Rule } from '../../rule.ts';
import { judgeChanges, judgeClasses, WEBHOOK } from './compare-classes.ts';
import { formatClass } from './examples.ts';

export const VARIABLE_RETYPED: Rule<'variable-retyped'> = {
  code: 'variable-retyped',
  title: 'the ClusterClass’s variables keep their types',
  why: 'A value of the old type is invalid under the new class. A cluster that has one cannot move to the class until its owner changes it.',
  source: WEBHOOK,
  verdicts: ['refuse', 'warn', 'ok'],
  passes: {
    files: formatClass('ratio: {type: number, default: 2}'),
    earlier: formatClass('ratio: {type: integer, default: 2}'),
    note: 'every integer is a number',
  },
  fails: {
    files: formatClass('mtu: {type: integer, default: 1500}'),
    earlier: formatClass('mtu: {type: string, default: "1500"}'),
  },
  check: (facts) =>
    judgeClasses(facts, 'all variables that both classes have are of the same types', (pair) =>
      judgeChanges(
        pair,
        'retyped',
        { some: 'that set it', edit: 'sets a value of the new type' },
        'add a variable of another name for the new type',
      ),
    ),
};
