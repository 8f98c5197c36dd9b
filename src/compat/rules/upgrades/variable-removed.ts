import type { Judgement, Rule } from '../../rule.ts';
import type { Variable } from './class-shape.ts';
import { type ClassPair, judgeChanges, judgeClasses, rejects, verdictFor, WEBHOOK } from './compare-classes.ts';
import { formatClass } from './examples.ts';
import { isSameSchema, slotOf } from './schema.ts';

const CONSEQUENCE = { some: 'that set it', edit: 'deletes the value' };

/** Values of variables that a class does not define are errors. */
export const VARIABLE_REMOVED: Rule<'variable-removed'> = {
  code: 'variable-removed',
  title: 'the ClusterClass keeps the variables that clusters may have set',
  why: 'Cluster API writes default values into clusters. A cluster with a value for a variable that the new class does not define cannot move to that class. Its owner has to delete the value in the same edit that names the class.',
  source: WEBHOOK,
  verdicts: ['refuse', 'warn', 'ok', 'unknown'],
  passes: {
    files: formatClass('mtu: {type: integer, default: 1500}', 'dns: {type: string}'),
    earlier: formatClass('mtu: {type: integer, default: 1500}'),
  },
  fails: {
    files: formatClass('dns: {type: string}'),
    earlier: formatClass('mtu: {type: integer, default: 1500}', 'dns: {type: string}'),
  },
  check: (facts) =>
    judgeClasses(facts, 'all variables that its clusters may have set are still there', (pair) => [
      ...judgeVariables(pair),
      ...judgeChanges(pair, 'removed', CONSEQUENCE, 'keep the property, unused if need be'),
    ]),
};

function judgeVariables(pair: ClassPair): Judgement[] {
  const { now, before, earlier } = pair;
  const removed = [...before.variables].filter(([name]) => !now.variables.has(name));
  return removed.map(([name, variable]) => {
    if (now.discoversVariables) {
      const message = `is no longer among the class's own variables; whether its runtime extension defines it is not known, and clusters of ${earlier.name} may have it set`;
      return { verdict: 'unknown', subject: name, message, place: now.place };
    }
    const { everywhere } = slotOf(name, variable.schema, variable.required);
    const twin = findTwin(pair, variable);
    const found = twin === undefined ? 'is gone' : `is gone, and ${twin} with the same schema is new`;
    const what = variable.schema['default'] === undefined ? found : `${found}, and its default stands in every cluster`;
    return {
      verdict: verdictFor(earlier, everywhere),
      subject: name,
      message: `${what}; ${rejects(earlier, everywhere, CONSEQUENCE)}; keep the variable, unused if need be`,
      place: now.place,
    };
  });
}

/** The variable's likely new name: the only new one of its schema. */
function findTwin({ now, before }: ClassPair, { schema }: Variable): string | undefined {
  const twins = [...now.variables].filter(([name, variable]) => !before.variables.has(name) && isSameSchema(variable.schema, schema));
  return twins.length === 1 ? twins[0]?.[0] : undefined;
}
