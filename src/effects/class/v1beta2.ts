import { readSeconds } from '../../compat/index.ts';
import { asText, type DataMap } from '../../data.ts';

// What v1beta1 says in other words than v1beta2.

/** Times that v1beta2 has below `deletion`. */
export const DELETION_TIMES = ['nodeDrainTimeout', 'nodeVolumeDetachTimeout', 'nodeDeletionTimeout'];

/** `10m` as 600; what is no text stays. */
export function toSeconds(value: unknown): unknown {
  const text = asText(value);
  return text === undefined ? value : Math.trunc(readSeconds(text));
}

/** Without the keys that have no value. */
export function present(map: DataMap): DataMap {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
}
