import type { Budget } from '../../budget.ts';
import type { ClusterClass } from '../../cluster-class/model.ts';
import type { Schema } from '../../cluster-class/schema/apply-defaults.ts';
import {
  createSchemaBudget,
  hasRules,
  listIgnoredKeys,
  type SchemaVerdict,
  validateSchema,
} from '../../cluster-class/schema/validate-schema.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_VARIABLE_SCHEMA: Rule<'class-variable-schema'> = {
  code: 'class-variable-schema',
  title: 'the ClusterClass’s variables have names and schemas that Cluster API accepts, and defaults that match them',
  why: 'Otherwise Cluster API’s webhook rejects the whole ClusterClass, and the release can never be used.',
  source: 'Cluster API’s webhook for ClusterClass, variables',
  verdicts: ['ok', 'refuse', 'warn', 'unknown'],
  passes: { files: exampleClass() },
  fails: { files: exampleClass(['{type: string, default: ""}', '{type: integer, default: ""}']) },
  check: async (facts) => (await Promise.all(facts.clusterClass.classes().map(checkClass))).flat(),
};

async function checkClass(clusterClass: ClusterClass): Promise<Judgement[]> {
  const budget = createSchemaBudget();
  const judgements: Judgement[] = [];
  for (const [index, variable] of clusterClass.variables.entries()) {
    const place = clusterClass.placeOf('variables', variable.name);
    const { problems, unsure } = await judge(variable.schema, budget);
    const subject = `variable ${variable.name}`;
    judgements.push({ ...describe([...checkName(clusterClass, index), ...problems], unsure, variable.schema), subject, place });
  }
  return judgements;
}

async function judge(schema: Schema, budget: Budget): Promise<SchemaVerdict> {
  const verdict = validateSchema(schema, budget);
  if (verdict.problems.length > 0 || !hasRules(schema)) return verdict;
  // Most classes have no rules, and CEL takes as long to load as all else.
  const { validateRules } = await import('../../cluster-class/schema/validate-rules.ts');
  const rules = validateRules(schema, budget);
  return { problems: rules.problems, unsure: [...verdict.unsure, ...rules.unsure] };
}

function describe(problems: readonly string[], unsure: readonly string[], schema: Schema): Pick<Judgement, 'verdict' | 'message'> {
  if (problems.length > 0) return { verdict: 'refuse', message: `Cluster API refuses its declaration: ${list(problems)}` };
  if (unsure.length > 0) return { verdict: 'unknown', message: `its schema was not compared in full: ${list([...new Set(unsure)])}` };
  const ignored = listIgnoredKeys(schema);
  if (ignored.length > 0) {
    return { verdict: 'warn', message: `Cluster API does not know ${ignored.join(', ')} in a schema, so it has no effect` };
  }
  return { verdict: 'ok', message: 'has a valid schema, and its default and examples fit it' };
}

function list(reasons: readonly string[]): string {
  return `${reasons.slice(0, 5).join('; ')}${reasons.length > 5 ? `; and ${reasons.length - 5} more` : ''}`;
}

function checkName({ variables }: ClusterClass, index: number): string[] {
  const name = variables[index]?.name ?? '';
  const first = variables.findIndex((variable) => variable.name === name);
  return [
    ...(name === '' ? ['it has no name'] : []),
    ...(name === 'builtin' ? ['builtin is reserved'] : []),
    ...(name.includes('.') ? ['its name has a dot'] : []),
    ...(first < index ? ['it is declared twice'] : []),
  ];
}
