import { exampleClass } from '../../src/compat/rules/cluster-class/examples.ts';

export type Replacement = readonly [from: string, to: string];

/** Replaces each text once; one that is not there is a mistake of the test. */
export function replaceAll(text: string, replacements: readonly Replacement[]): string {
  return replacements.reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`not in the class: ${from}`);
    return result.replace(from, () => to);
  }, text);
}

/** The ClusterClass of the rules' own examples, with an example for its variable. */
export const CLASS: string = replaceAll(exampleClass()['cluster-class/templates/cluster-class.yaml'] ?? '', [
  ['{type: string, default: ""}', '{type: string, default: "", example: "kindest/node:v1.32.5"}'],
]);
