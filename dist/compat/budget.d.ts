import { type GoRegExp } from './go-regexp.js';
/** How much work a text from outside may cause. Counts, not time: the same input gets the same answer everywhere. */
export interface Limits {
    readonly steps: number;
    /** Of texts, in UTF-16 units. */
    readonly bytes: number;
    readonly depth: number;
}
export interface Budget {
    /** @throws OverBudget once the limit is passed */
    spend(what: 'steps' | 'bytes', amount?: number): void;
    /** Runs one level deeper. @throws OverBudget */
    deeper<T>(run: () => T): T;
    /** Compiles a regular expression, once within the whole. */
    compile(pattern: string): GoRegExp;
}
/** More work than is done for a text. Caught where an answer can be `unknown`. */
export declare class OverBudget extends Error {
}
/** A part of a budget: spending it also spends the whole. */
export declare function createBudget(limits: Limits, whole?: Budget): Budget;
/**
 * Sees to it that data can be walked by what comes after, without a budget: printed, compared, cloned.
 * @throws OverBudget
 */
export declare function spendValue(budget: Budget, value: unknown): void;
/** Pays for matching before it is done, and gives what to match with. @throws OverBudget */
export declare function spendMatch(budget: Budget, pattern: string, text: string): GoRegExp;
