import { carryValues, findInvalid } from '../compat/index.ts';
import { ReleaseError } from '../errors.ts';
import { formatSuggestion } from '../suggest.ts';
import type { Variables } from './objects.ts';
import type { ClassFacts } from './subject.ts';

/**
 * Holds the values that a Cluster is to set against the classes that it has in turn.
 * @throws ReleaseError `usage` for what Cluster API would reject, which is minutes into a run
 */
export function requireVariables(all: readonly ClassFacts[], variables: Variables): void {
  for (const one of all) requireSet(one, variables);
  refuseUnknown(all, variables);
  for (const one of all) refuseInvalid(one, variables);
}

function requireSet({ name, required }: ClassFacts, variables: Variables): void {
  const missing = required.filter((variable) => !Object.hasOwn(variables, variable));
  if (missing.length === 0) return;
  throw new ReleaseError(
    'usage',
    `Clusters of ${name} must set ${missing.join(', ')}: put values, by the variables’ names, into a YAML file and name it with --variables`,
  );
}

/** A value for nothing is most likely misspelt. */
function refuseUnknown(all: readonly ClassFacts[], variables: Variables): void {
  const unknown = Object.keys(variables).find((name) => all.every(({ variables: known }) => known?.has(name) === false));
  if (unknown === undefined) return;
  const known = all.flatMap((one) => [...(one.variables ?? [])]);
  const hint = formatSuggestion(unknown, known);
  throw new ReleaseError(
    'usage',
    `Clusters of ${all[0]?.name} have no variable ${JSON.stringify(unknown)}${hint || `; they have ${known.join(', ') || 'none'}`}`,
  );
}

/** What the class has defaults for inside of a value is filled in before it is judged. */
function refuseInvalid({ name: release, clusterClass }: ClassFacts, variables: Variables): void {
  const { after: values } = carryValues(clusterClass, clusterClass, variables);
  const problems = clusterClass.variables.flatMap(({ name, schema }) => {
    const validity = Object.hasOwn(variables, name) ? findInvalid(schema, values[name]) : undefined;
    return validity?.kind === 'invalid' ? validity.problems.slice(0, 3).map((problem) => `${name}: ${problem}`) : [];
  });
  if (problems.length === 0) return;
  throw new ReleaseError(
    'usage',
    `Cluster API rejects Clusters of ${release} with these values (${problems.join('; ')}); correct them in the file that --variables names`,
  );
}
