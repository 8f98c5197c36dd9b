import type { RenderedObject } from '../../chart/index.ts';
import type { Facts } from '../facts.ts';
import { joinOutcome, type Outcome, patchTarget, type Target } from './apply.ts';
import { type Assignment, createBase, createOpen, listAdditions, listTogether } from './assignments.ts';
import { fillDefaults } from './defaults.ts';
import { type ClassVariable, type ClusterClass, listObjects, readClasses, type TemplateRef } from './model.ts';
import { createRenderer } from './render-value.ts';
import { defaultOf, listSamples } from './samples.ts';
import { isSame } from './schema-value.ts';

/** The patches applied with one variable set by a user. */
export interface Scenario {
  readonly variable: ClassVariable;
  readonly value: unknown;
  readonly outcome: Outcome;
}

/** The patches applied with something added to the defaults; undefined stands for many variables at once. */
export interface Trial {
  readonly variable: ClassVariable | undefined;
  readonly outcome: Outcome;
}

export interface Trials {
  readonly tried: readonly Trial[];
  /** Whether no value could be made up of some variable. */
  readonly incomplete: boolean;
}

export interface Simulation {
  readonly clusterClass: ClusterClass;
  readonly targets: readonly Target[];
  /** The variables of the base. */
  readonly values: Assignment;
  /** Nothing set but what must be. */
  readonly base: Outcome;
  /** With all that a user may add to the defaults unknown: what fails here fails whatever is added. */
  readonly open: Outcome;
  readonly scenarios: readonly Scenario[];
  /** Ways of adding to the defaults, computed when first asked for. */
  readonly trials: () => Trials;
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
    return object === undefined ? [] : [{ ref, object, stored: fillDefaults(object) }];
  });
  const { values, invented } = createBase(clusterClass);
  const render = createRenderer();
  const patch = (target: Target, variables: Assignment) => patchTarget(facts, clusterClass, target, variables, render);
  const patchAll = (variables: Assignment) => targets.map((target) => patch(target, variables));
  const base = patchAll(values);
  // Most variables have a say in few templates; the others stay as they are.
  const change = (more: Assignment) =>
    joinOutcome(
      clusterClass,
      base.map((known) => (Object.keys(more).some(known.dependsOn) ? patch(known.target, { ...values, ...more }) : known)),
    );
  const scenarios = clusterClass.variables.flatMap((variable) =>
    listSamples(variable)
      .filter((value) => !isSame(value, values[variable.name]))
      .map((value) => ({ variable, value, outcome: change({ [variable.name]: value }) })),
  );
  const tryAdditions = (): Trials => {
    const additions = listAdditions(clusterClass);
    const names = new Set(additions.map(({ variable }) => variable.name));
    return {
      tried: [
        ...additions.map(({ variable, value }) => ({ variable, outcome: change({ [variable.name]: value }) })),
        ...listTogether(additions).map((more) => ({ variable: undefined, outcome: change(more) })),
      ],
      incomplete: clusterClass.variables.some((variable) => defaultOf(variable) === undefined && !names.has(variable.name)),
    };
  };
  let trials: Trials | undefined;
  return {
    clusterClass,
    targets,
    values,
    base: joinOutcome(clusterClass, base),
    open: joinOutcome(clusterClass, patchAll(createOpen(clusterClass))),
    scenarios,
    trials: () => {
      trials ??= tryAdditions();
      return trials;
    },
    invented,
  };
}
