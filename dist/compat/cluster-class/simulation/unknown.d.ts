export { UNKNOWN } from '../template/index.js';
/** A copy of plain data, for which structuredClone takes far longer. */
export declare function clone(value: unknown): unknown;
