import { type Budget } from '../../budget.js';
import type { ClassVariable } from '../model.js';
export declare function createSampleBudget(): Budget;
/** The value of a variable that nobody sets; undefined without a default, UNKNOWN for one that is too large. */
export declare function defaultOf({ schema }: ClassVariable, budget?: Budget): unknown;
/** Valid values that a user could set, the likeliest first. Empty where none can be made up, within the budget. */
export declare function listSamples({ schema }: ClassVariable, budget?: Budget): readonly unknown[];
