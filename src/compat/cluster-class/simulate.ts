import type { RenderedObject } from '../../chart/index.ts';
import type { Facts } from '../facts.ts';
import { joinOutcome, type Outcome, patchTarget, type Target } from './apply.ts';
import { type ClassVariable, type ClusterClass, listObjects, readClasses, type TemplateRef } from './model.ts';
import { createRenderer } from './render-value.ts';
import { defaultOf, listSamples } from './samples.ts';
import { isSame } from './schema-value.ts';
import { UNKNOWN } from './template/index.ts';

/** The patches applied with one variable set by a user. */
export interface Scenario {
  readonly variable: ClassVariable;
  readonly value: unknown;
  readonly outcome: Outcome;
}

export interface Simulation {
  readonly clusterClass: ClusterClass;
  readonly targets: readonly Target[];
  /** Nothing set but what must be. */
  readonly base: Outcome;
  readonly scenarios: readonly Scenario[];
  /** Variables that the base sets to a made-up value. */
  readonly invented: readonly string[];
}

const simulations = new WeakMap<Facts, readonly Simulation[]>();

/** Tries the patches of each ClusterClass with the defaults, and with each variable set. Computed once for the same facts. */
export function simulate(facts: Facts): readonly Simulation[] {
  const known = simulations.get(facts);
  if (known !== undefined) return known;
  const templates = indexTemplates(listObjects(facts));
  const result = readClasses(facts).map((clusterClass) => simulateClass(facts, clusterClass, templates));
  simulations.set(facts, result);
  return result;
}

export function keyOf({ apiVersion, kind, name }: Pick<TemplateRef, 'apiVersion' | 'kind' | 'name'>): string {
  return `${apiVersion} ${kind} ${name}`;
}

export function indexTemplates(objects: readonly RenderedObject[]): ReadonlyMap<string, RenderedObject> {
  return new Map(objects.map((object) => [keyOf(object), object]));
}

function simulateClass(facts: Facts, clusterClass: ClusterClass, templates: ReadonlyMap<string, RenderedObject>): Simulation {
  const targets = clusterClass.refs.flatMap((ref): Target[] => {
    const object = templates.get(keyOf(ref));
    return object === undefined ? [] : [{ ref, object }];
  });
  const invented: string[] = [];
  const values: Record<string, unknown> = Object.create(null);
  for (const variable of clusterClass.variables) {
    const value = defaultOf(variable);
    if (value !== undefined) values[variable.name] = value;
    else if (variable.required) {
      invented.push(variable.name);
      const samples = listSamples(variable);
      values[variable.name] = samples.length === 0 ? UNKNOWN : samples[0];
    }
  }
  const render = createRenderer();
  const patch = (target: Target, more: Readonly<Record<string, unknown>>) =>
    patchTarget(facts, clusterClass, target, { ...values, ...more }, render);
  const base = targets.map((target) => patch(target, {}));
  const scenarios = clusterClass.variables.flatMap((variable) =>
    listSamples(variable)
      .filter((value) => !isSame(value, values[variable.name]))
      .map((value) => ({
        variable,
        value,
        // Most variables have a say in few templates; the others stay as they are.
        outcome: joinOutcome(
          clusterClass,
          base.map((known) => (known.dependsOn(variable.name) ? patch(known.target, { [variable.name]: value }) : known)),
        ),
      })),
  );
  return { clusterClass, targets, base: joinOutcome(clusterClass, base), scenarios, invented };
}
