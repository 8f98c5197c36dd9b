import { isObject } from '../../data.ts';

export { UNKNOWN } from './template/index.ts';

/** A copy of plain data, for which structuredClone takes far longer. */
export function clone(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clone);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clone(item)])) : value;
}
