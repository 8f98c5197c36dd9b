import { type Budget } from '../../budget.js';
import type { ClassVariable, ClusterClass } from '../model.js';
export type Assignment = Readonly<Record<string, unknown>>;
/** The variables of a cluster that sets none but those that it must. */
export interface Base {
    readonly values: Assignment;
    /** Those that must be set: their values are made up. */
    readonly invented: readonly string[];
}
export declare function createBase({ variables }: ClusterClass, budget: Budget): Base;
/** The defaults, with UNKNOWN for all that a user may add to them: what fails with these fails whatever is added. */
export declare function createOpen({ variables }: ClusterClass, budget: Budget): Assignment;
/** One variable given a value that keeps its default, which it may lack or be only a part of. */
export interface Addition {
    readonly variable: ClassVariable;
    readonly value: unknown;
}
/** Values that a user may add to the defaults: samples, and those that the class's templates compare with. */
export declare function listAdditions({ variables, patches }: ClusterClass, budget: Budget): readonly Addition[];
/** Many at once: the first addition of each variable, then the second. */
export declare function listTogether(additions: readonly Addition[]): readonly Assignment[];
