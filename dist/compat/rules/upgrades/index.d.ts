import type { Rule } from '../../rule.js';
/** Rules on what happens to clusters of earlier releases when they take this one. Without earlier releases they say nothing. */
export declare const UPGRADES: readonly Rule[];
