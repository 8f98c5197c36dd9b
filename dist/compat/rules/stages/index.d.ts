import type { Rule } from '../../rule.js';
/** Stages as CSO runs them. */
export declare const STAGES: readonly Rule[];
