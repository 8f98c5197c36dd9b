import { getOwn, isObject, isSame } from '../../data.ts';
import type { MaskNames } from './own-names.ts';
import { pairItems, type Side } from './pair-items.ts';
import { lastKey, type Path } from './path.ts';

/** A place where two values differ. */
export interface Difference {
  readonly path: Path;
  readonly change: 'added' | 'removed' | 'changed' | 'reordered';
  readonly from: unknown;
  readonly to: unknown;
  /** The same place by keys and indexes in either value, as far as it is there. */
  readonly at: Readonly<Record<Side, readonly (string | number)[]>>;
}

/** Both releases' names, which tell no items apart. */
export type Masks = Readonly<Record<Side, MaskNames>>;

/** The deepest places at which two values differ. Items of lists are paired by what tells them apart. */
export function compareValues(before: unknown, after: unknown, masks: Masks): Difference[] {
  const found: Difference[] = [];
  const text = (side: Side, item: unknown) => (typeof item === 'string' ? masks[side](item) : stableText(item));
  const visit = (from: unknown, to: unknown, path: Path, at: Difference['at']): void => {
    if (isObject(from) && isObject(to)) {
      for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
        const next = { before: [...at.before, key], after: [...at.after, key] };
        const [old, now] = [getOwn(from, key), getOwn(to, key)];
        if (!Object.hasOwn(from, key)) found.push({ path: [...path, key], change: 'added', from: undefined, to: now, at: next });
        else if (!Object.hasOwn(to, key)) found.push({ path: [...path, key], change: 'removed', from: old, to: undefined, at: next });
        else visit(old, now, [...path, key], next);
      }
    } else if (Array.isArray(from) && Array.isArray(to)) {
      if (!isSame(from, to)) compareLists(from, to, path, at);
    } else if (from !== to) found.push({ path, change: 'changed', from, to, at });
  };
  const compareLists = (from: readonly unknown[], to: readonly unknown[], path: Path, at: Difference['at']): void => {
    const { pairs, isReordered } = pairItems(lastKey(path), from, to, text);
    if (isReordered) found.push({ path, change: 'reordered', from: undefined, to: undefined, at });
    for (const { before, after, step } of pairs) {
      const next = { before: [...at.before, before ?? -1], after: [...at.after, after ?? -1] };
      const inside = [...path, step];
      if (before === undefined) found.push({ path: inside, change: 'added', from: undefined, to: to[after ?? -1], at: next });
      else if (after === undefined) found.push({ path: inside, change: 'removed', from: from[before], to: undefined, at: next });
      else visit(from[before], to[after], inside, next);
    }
  };
  visit(before, after, [], { before: [], after: [] });
  return found;
}

/** Equal texts for equal data: the order of keys does not count. */
function stableText(value: unknown): string {
  return (
    JSON.stringify(value, (_, item: unknown) =>
      isObject(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
    ) ?? ''
  );
}
