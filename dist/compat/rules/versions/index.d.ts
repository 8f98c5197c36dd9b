import type { Rule } from '../../rule.js';
export declare const VERSIONS: readonly Rule[];
