import { type ClusterClass, readClasses } from '../../cluster-class/model.ts';
import { placeOfName } from '../../cluster-class/places.ts';
import { createSchemaBudget, listIgnoredKeys, validateSchema } from '../../cluster-class/schema.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_VARIABLE_SCHEMA: Rule = {
  code: 'class-variable-schema',
  title: 'the variables of the ClusterClass have names and schemas that Cluster API accepts, and defaults that fit them',
  why: 'The webhook of Cluster API refuses the whole ClusterClass, so the release can never be used.',
  source: 'the webhook of Cluster API, ClusterClass variables',
  verdicts: ['ok', 'refuse', 'warn'],
  passes: { files: exampleClass() },
  fails: { files: exampleClass(['{type: string, default: ""}', '{type: integer, default: ""}']) },
  check: (facts) =>
    readClasses(facts).flatMap((clusterClass) =>
      clusterClass.variables.map((variable, index): Judgement => {
        const problems = [...checkName(clusterClass, index), ...validateSchema(variable.schema, createSchemaBudget()).problems];
        const place = placeOfName(facts, clusterClass.object, 'variables', variable.name);
        const subject = `variable ${variable.name}`;
        if (problems.length > 0) {
          return { verdict: 'refuse', subject, message: `Cluster API refuses its declaration: ${problems.slice(0, 5).join('; ')}`, place };
        }
        const ignored = listIgnoredKeys(variable.schema);
        if (ignored.length > 0) {
          return {
            verdict: 'warn',
            subject,
            message: `Cluster API does not know ${ignored.join(', ')} in a schema, so it has no effect`,
            place,
          };
        }
        return { verdict: 'ok', subject, message: 'has a valid schema, and its default and examples fit it', place };
      }),
    ),
};

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
