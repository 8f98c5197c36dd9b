import type { EffectCause } from '../effect.ts';
import type { Place } from '../finding.ts';
import { formatValue } from './list-differences.ts';

/** The field behind an effect and its place, with the values, if any, in few words. */
export function createCause(
  { file, line }: Place,
  field: string,
  values: { readonly from?: unknown; readonly to?: unknown } = {},
): EffectCause {
  const [from, to] = [formatValue(values.from), formatValue(values.to)];
  return {
    file,
    ...(line !== undefined && { line }),
    field,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}
