import type { Rule } from '../rule.js';
/** All rules, in the order in which they are documented. */
export declare const RULES: readonly Rule[];
