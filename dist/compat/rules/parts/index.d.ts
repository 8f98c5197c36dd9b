import type { Rule } from '../../rule.js';
/** Parts that must agree with each other. */
export declare const PARTS: readonly Rule[];
