import type { Shipped } from '../../shipped.js';
import { type ClassVariable, type ClusterClass } from '../model.js';
import { type Outcome, type Target } from './apply-patches.js';
import { type Assignment } from './assignments.js';
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
/** Tries the patches of each ClusterClass with the defaults, and with each variable set. */
export declare function simulate(shipped: Shipped): readonly Simulation[];
