import type { Rule } from '../../rule.js';
export { judgeLines } from './judge-lines.js';
export declare const AGE: readonly Rule[];
