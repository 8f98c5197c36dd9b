import type { RenderedObject } from '../../chart/index.ts';
import { groupOf } from '../../compat/index.ts';
import { isObject } from '../../data.ts';

/** An object of a release, and the chart that it comes from. */
export interface Entry {
  /** The addon, or `cluster-class`. */
  readonly part: string;
  readonly object: RenderedObject;
  /** Equal for the same object of both releases. */
  readonly identity: string;
}

export interface ObjectPair {
  readonly relation: 'same' | 'moved' | 'renamed';
  readonly before: Entry;
  readonly after: Entry;
}

export interface PairedObjects {
  readonly pairs: readonly ObjectPair[];
  readonly removed: readonly Entry[];
  readonly added: readonly Entry[];
}

/** Pairs the objects of two releases: of the same name in the same part, then in another part, then of another name and half equal. */
export function pairObjects(before: readonly Entry[], after: readonly Entry[]): PairedObjects {
  const same = pairBy(({ part, identity }) => `${part}\n${identity}`, 'same', before, after);
  const moved = pairBy(({ identity }) => identity, 'moved', same.removed, same.added);
  const renamed = pairAlike(moved.removed, moved.added);
  return { ...renamed, pairs: [...same.pairs, ...moved.pairs, ...renamed.pairs] };
}

/** An object that a release has twice is paired by order. */
function pairBy(
  keyOf: (entry: Entry) => string,
  relation: ObjectPair['relation'],
  before: readonly Entry[],
  after: readonly Entry[],
): PairedObjects {
  const waiting = new Map<string, Entry[]>();
  for (const entry of before) waiting.set(keyOf(entry), [...(waiting.get(keyOf(entry)) ?? []), entry]);
  const pairs: ObjectPair[] = [];
  const added: Entry[] = [];
  const taken = new Set<Entry>();
  for (const entry of after) {
    const partner = waiting.get(keyOf(entry))?.shift();
    if (partner === undefined) added.push(entry);
    else {
      taken.add(partner);
      pairs.push({ relation, before: partner, after: entry });
    }
  }
  return { pairs, removed: before.filter((entry) => !taken.has(entry)), added };
}

/** Objects of one kind in one part that are looked at: each is held against each. */
const MOST_ALIKE = 100;

/** Whoever renames an object changes little else. */
function pairAlike(before: readonly Entry[], after: readonly Entry[]): PairedObjects {
  const kindOf = ({ part, object }: Entry) => `${part}\n${groupOf(object.apiVersion)}\n${object.kind}`;
  const pairs: ObjectPair[] = [];
  for (const kind of new Set(before.map(kindOf))) {
    const [old, now] = [before, after].map((entries) => entries.filter((entry) => kindOf(entry) === kind).map(listLeaves));
    if (old === undefined || now === undefined || old.length > MOST_ALIKE || now.length > MOST_ALIKE) continue;
    const scores = old.flatMap((from) => now.map((to) => ({ from, to, score: compareLeaves(from.leaves, to.leaves) })));
    const taken = new Set<Entry>();
    for (const { from, to, score } of scores.sort((a, b) => b.score - a.score)) {
      if (score < 0.5 || taken.has(from.entry) || taken.has(to.entry)) continue;
      taken.add(from.entry).add(to.entry);
      pairs.push({ relation: 'renamed', before: from.entry, after: to.entry });
    }
  }
  const taken = new Set(pairs.flatMap((pair) => [pair.before, pair.after]));
  const isLeft = (entry: Entry) => !taken.has(entry);
  return { pairs, removed: before.filter(isLeft), added: after.filter(isLeft) };
}

/** All that an object says besides its name, as texts. */
function listLeaves(entry: Entry): { readonly entry: Entry; readonly leaves: ReadonlySet<string> } {
  const leaves = new Set<string>();
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, `${path}[]`);
    else if (isObject(value)) for (const [key, item] of Object.entries(value)) visit(item, `${path}.${key}`);
    else leaves.add(`${path}=${String(value)}`);
  };
  for (const [key, value] of Object.entries(entry.object.data)) {
    if (!['apiVersion', 'kind', 'metadata'].includes(key)) visit(value, key);
  }
  return { entry, leaves };
}

/** The share of what both have in what the larger has. */
function compareLeaves(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const larger = Math.max(a.size, b.size);
  if (larger === 0 || Math.min(a.size, b.size) * 2 < larger) return 0;
  let shared = 0;
  for (const leaf of a) if (b.has(leaf)) shared++;
  return shared / larger;
}
