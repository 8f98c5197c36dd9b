import type { RenderedObject } from '../../../chart/index.ts';
import { isSame } from '../../../data.ts';
import { once } from '../../../once.ts';
import type { Shipped } from '../../shipped.ts';
import { type ClassVariable, type ClusterClass, listObjects } from '../model.ts';
import { joinOutcome, type Outcome, type Target } from './apply-patches.ts';
import { type Assignment, createBase, createOpen, listAdditions, listTogether } from './assignments.ts';
import { indexTemplates } from './index-templates.ts';
import { openPatches } from './patch-class.ts';
import { createSampleBudget, listSamples } from './samples.ts';

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
  /** Nothing set at all, not even what must be. */
  readonly defaults: () => Outcome;
  /** With all that a user may add to the defaults unknown: what fails here fails whatever is added. */
  readonly open: Outcome;
  readonly scenarios: readonly Scenario[];
  /** Variables that no value, or not every one, was tried of: none could be made up, or there are too many. */
  readonly untried: readonly string[];
  /** Ways of adding to the defaults, computed when first asked for. */
  readonly trials: () => Trials;
  /** Variables that the base sets to a made-up value. */
  readonly invented: readonly string[];
}

/** Patches times templates, for all values of variables together, of all classes: a class of 60 variables and 40 patches takes about 100,000. */
const MOST_PATCHED = 1_000_000;

/** Tries the patches of each ClusterClass with the defaults, and with each variable set. */
export function simulate(shipped: Shipped): readonly Simulation[] {
  const templates = indexTemplates(listObjects(shipped));
  const budget = { samples: MOST_PATCHED, additions: MOST_PATCHED };
  return shipped.clusterClass.classes().map((clusterClass) => simulateClass(shipped, clusterClass, templates, budget));
}

/** How much may still be patched, which the classes share. */
interface PatchBudget {
  samples: number;
  additions: number;
}

function simulateClass(
  shipped: Shipped,
  clusterClass: ClusterClass,
  templates: ReadonlyMap<string, RenderedObject>,
  left: PatchBudget,
): Simulation {
  const { targets, patch } = openPatches(shipped, clusterClass, templates);
  const budget = createSampleBudget();
  const { values, invented } = createBase(clusterClass, budget);
  const patchAll = (variables: Assignment) => targets.map((target) => patch(target, variables));
  const base = patchAll(values);
  const joined = joinOutcome(clusterClass, base);
  // Most variables have a say in few templates; the others stay as they are.
  const change = (more: Assignment) =>
    joinOutcome(
      clusterClass,
      base.map((known) => (Object.keys(more).some(known.dependsOn) ? patch(known.target, { ...values, ...more }) : known)),
    );
  /** Whether there is time to apply all patches once more. */
  const mayChange = (what: keyof PatchBudget): boolean => {
    left[what] -= targets.length * clusterClass.patches.length;
    return left[what] >= 0;
  };
  const untried: string[] = [];
  const scenarios = clusterClass.variables.flatMap((variable) => {
    const samples = listSamples(variable, budget);
    const others = samples.filter((value) => !isSame(value, values[variable.name])).filter(() => mayChange('samples'));
    if (samples.length === 0 || left.samples < 0) untried.push(variable.name);
    return others.map((value) => ({ variable, value, outcome: change({ [variable.name]: value }) }));
  });
  const tryAdditions = (): Trials => {
    const all = listAdditions(clusterClass, createSampleBudget());
    const additions = all.filter(() => mayChange('additions'));
    const names = new Set(additions.map(({ variable }) => variable.name));
    return {
      tried: [
        ...additions.map(({ variable, value }) => ({ variable, outcome: change({ [variable.name]: value }) })),
        ...listTogether(additions).map((more) => ({ variable: undefined, outcome: change(more) })),
      ],
      incomplete:
        left.additions < 0 || clusterClass.variables.some((variable) => !Object.hasOwn(values, variable.name) && !names.has(variable.name)),
    };
  };
  return {
    clusterClass,
    targets,
    values,
    base: joined,
    defaults: once(() => (invented.length === 0 ? joined : joinOutcome(clusterClass, patchAll(omit(values, invented))))),
    open: joinOutcome(clusterClass, patchAll(createOpen(clusterClass, createSampleBudget()))),
    scenarios,
    untried,
    trials: once(tryAdditions),
    invented,
  };
}

function omit(values: Assignment, names: readonly string[]): Assignment {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}
