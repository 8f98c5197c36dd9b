import { getOwn, isObject } from '../../data.ts';
import type { Step } from './path.ts';
import { alignItems } from './text-lines.ts';

/** An item of one list or of both; undefined where there is none. */
export interface Pair {
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly step: Step;
}

export interface Paired {
  /** In the order of the newer list, then what is gone. */
  readonly pairs: readonly Pair[];
  /** Whether items that both lists have stand in another order. */
  readonly isReordered: boolean;
}

/** What items of lists are told apart by, the first that all items have and that differs for each. */
const KEYS: readonly (readonly string[])[] = [
  ['mountPath'],
  ['devicePath'],
  ['name'],
  ['containerPort', 'protocol'],
  ['containerPort'],
  ['port', 'protocol'],
  ['port'],
  ['class'],
  ['path'],
  ['topologyKey', 'whenUnsatisfiable'],
  ['ip'],
  ['cidr'],
  ['type'],
  ['key'],
  ['id'],
];

/** Lists that Kubernetes takes for sets or maps: the order of their items means nothing. */
const UNORDERED: ReadonlySet<string> = new Set(
  `accessModes additionalPrinterColumns apiGroups categories containers enum env ephemeralContainers finalizers hostAliases imagePullSecrets
  machineDeployments machinePools nonResourceURLs ports required resourceNames resources rules shortNames subjects tolerations
  topologySpreadConstraints variables verbs versions volumeDevices volumeMounts volumes webhooks`.split(/\s+/),
);

/** Whether the order of a list's items means nothing, by the list's name. */
export function isUnordered(list: string): boolean {
  return UNORDERED.has(list);
}

/**
 * Pairs the items of two lists: by what tells them apart, else equal ones with each other and then those that stand
 * between the same two.
 * @param list the list's name
 * @param text how an item is compared: equal texts, equal items
 */
export function pairItems(
  list: string,
  before: readonly unknown[],
  after: readonly unknown[],
  text: (side: Side, item: unknown) => string,
): Paired {
  const keyed = KEYS.map((keys) => keyAll(keys, before, after, text)).find((found) => found !== undefined);
  if (keyed !== undefined) return pairByKey(keyed.before, keyed.after);
  const [old, now] = [before.map((item) => text('before', item)), after.map((item) => text('after', item))];
  if (isUnordered(list)) {
    const { pairs, isReordered } = pairByKey(countAll(old), countAll(now));
    const isEqual = ({ before, after }: Pair) => before !== undefined && after !== undefined;
    const equalFirst = [...pairs.filter(isEqual), ...pairs.filter((pair) => !isEqual(pair))];
    return { pairs: joinLeftOver(equalFirst.map(({ before, after }) => [before, after])), isReordered };
  }
  const stretches = alignItems(old, now) ?? [...old.map(() => 'before' as const), ...now.map(() => 'after' as const)];
  let [left, right] = [0, 0];
  const found = stretches.map((stretch): [number | undefined, number | undefined] => [
    stretch === 'after' ? undefined : left++,
    stretch === 'before' ? undefined : right++,
  ]);
  return { pairs: joinLeftOver(splitFlags(found, before, after)), isReordered: false };
}

export type Side = 'before' | 'after';

/** The keys of all items of both lists; undefined where two have the same or one has none. */
function keyAll(
  keys: readonly string[],
  before: readonly unknown[],
  after: readonly unknown[],
  text: (side: Side, item: unknown) => string,
) {
  const read = (side: Side, items: readonly unknown[]): string[] | undefined => {
    const found = items.map((item) => {
      const values = keys.map((key) => (isObject(item) ? getOwn(item, key) : undefined));
      if (!values.every((value) => typeof value === 'string' || typeof value === 'number')) return undefined;
      return values.map((value) => (typeof value === 'string' ? text(side, value) : String(value))).join('/');
    });
    const known = found.filter((key) => key !== undefined);
    return known.length === items.length && new Set(known).size === items.length ? known : undefined;
  };
  if (before.length + after.length === 0) return undefined;
  const [old, now] = [read('before', before), read('after', after)];
  return old && now && { before: old, after: now };
}

/** Several equal texts, each with its number, so that all of them are different. */
function countAll(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return texts.map((text) => {
    const count = counts.get(text) ?? 0;
    counts.set(text, count + 1);
    return `${count} ${text}`;
  });
}

function pairByKey(before: readonly string[], after: readonly string[]): Paired {
  const old = new Map(before.map((key, index) => [key, index]));
  const now = new Set(after);
  const pairs = [
    ...after.map((key, index): Pair => ({ before: old.get(key), after: index, step: { item: key } })),
    ...before.flatMap((key, index): Pair[] => (now.has(key) ? [] : [{ before: index, after: undefined, step: { item: key } }])),
  ];
  const order = pairs.flatMap(({ before, after }) => (before === undefined || after === undefined ? [] : [before]));
  return { pairs, isReordered: order.some((index, at) => index < (order[at - 1] ?? -1)) };
}

/** Items that only one list has become the same item, changed, in the order in which they stand in one gap. */
function joinLeftOver(found: readonly (readonly [number | undefined, number | undefined])[]): Pair[] {
  const pairs: Pair[] = [];
  const waiting: { before: number[]; after: number[] } = { before: [], after: [] };
  const flush = () => {
    for (let at = 0; at < Math.max(waiting.before.length, waiting.after.length); at++) {
      pairs.push(byIndex(waiting.before[at], waiting.after[at]));
    }
    waiting.before = [];
    waiting.after = [];
  };
  for (const [before, after] of found) {
    if (before !== undefined && after !== undefined) {
      flush();
      pairs.push(byIndex(before, after));
    } else if (before !== undefined) waiting.before.push(before);
    else if (after !== undefined) waiting.after.push(after);
  }
  flush();
  return pairs;
}

function byIndex(before: number | undefined, after: number | undefined): Pair {
  return { before, after, step: after ?? before ?? 0 };
}

/** `--flag=value` is the same flag with another value, wherever in the list it stands. */
function splitFlags(
  found: readonly (readonly [number | undefined, number | undefined])[],
  before: readonly unknown[],
  after: readonly unknown[],
): (readonly [number | undefined, number | undefined])[] {
  const flagOf = (item: unknown) => (typeof item === 'string' ? /^--?[\w.-]+(?==)/.exec(item)?.[0] : undefined);
  const gone = new Map<string, number>();
  for (const [old, now] of found) {
    const flag = old !== undefined && now === undefined ? flagOf(before[old]) : undefined;
    if (old !== undefined && flag !== undefined) gone.set(flag, old);
  }
  const joined = new Set<number>();
  const result = found.map(([old, now]): readonly [number | undefined, number | undefined] => {
    const flag = old === undefined && now !== undefined ? flagOf(after[now]) : undefined;
    const partner = flag === undefined ? undefined : gone.get(flag);
    if (flag === undefined || partner === undefined) return [old, now];
    gone.delete(flag);
    joined.add(partner);
    return [partner, now];
  });
  return result.filter(([old, now]) => !(now === undefined && old !== undefined && joined.has(old)));
}
