import type { Judgement, Rule } from '../../rule.ts';
import { type ClassPair, judgeChanges, judgeClasses, rejects, verdictFor, WEBHOOK } from './compare-classes.ts';
import { formatClass } from './examples.ts';

const CONSEQUENCE = { some: 'that leave it out', edit: 'sets a value' };
const REMEDY = 'give it a default';

export const VARIABLE_REQUIRED: Rule<'variable-required'> = {
  code: 'variable-required',
  title: 'no variable of the ClusterClass becomes required without a default',
  why: 'A cluster without a value for a required variable cannot move to the class until its owner sets one in the same edit.',
  source: WEBHOOK,
  verdicts: ['refuse', 'warn', 'ok'],
  passes: {
    files: formatClass('mtu!: {type: integer, default: 1500}'),
    earlier: formatClass('mtu: {type: integer}'),
  },
  fails: {
    files: formatClass('mtu!: {type: integer}'),
    earlier: formatClass(),
    note: 'mtu is new and required, and has no default',
  },
  check: (facts) =>
    judgeClasses(facts, 'nothing that its clusters may lack is required', (pair) => [
      ...judgeVariables(pair),
      ...judgeChanges(pair, 'required', CONSEQUENCE, REMEDY),
    ]),
};

function judgeVariables({ now, before, earlier }: ClassPair): Judgement[] {
  return [...now.variables].flatMap(([name, { required, schema }]): Judgement[] => {
    const old = before.variables.get(name);
    // A default of the older class was written into the clusters and stays there.
    const isSet = old?.required === true || old?.schema['default'] !== undefined;
    if (!required || schema['default'] !== undefined || isSet || (old === undefined && before.discoversVariables)) return [];
    const what = old === undefined ? 'is new, required and without a default' : 'is required now and has no default';
    const message = `${what}; ${rejects(earlier, old === undefined, CONSEQUENCE)}; ${REMEDY}`;
    // To leave an optional variable out is the rule, not the exception.
    return [{ verdict: verdictFor(earlier, true), subject: name, message, place: now.place }];
  });
}
