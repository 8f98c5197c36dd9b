import type { Rule } from '../../rule.js';
/** Rules on rendered charts: what CSO and the API server do with them. */
export declare const OBJECTS: readonly Rule[];
