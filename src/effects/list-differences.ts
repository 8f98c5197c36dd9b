import { formatPath } from '../chart/index.ts';
import { UNKNOWN } from '../compat/index.ts';
import { getOwn, isObject, isSame } from '../data.ts';

export type Path = readonly (string | number)[];

/** A place where two values differ. */
export interface Difference {
  readonly path: Path;
  /** What tells an item of a list on the way from its neighbours: `/etc/containerd/config.toml`. */
  readonly label: string | undefined;
  /** Undefined where there is nothing, as for `to`; either may be UNKNOWN. */
  readonly from: unknown;
  readonly to: unknown;
}

/** By which items of lists are told apart, the first that fits. */
const KEYS = ['path', 'name', 'key', 'class', 'cidr', 'mountPath', 'device', 'containerPort', 'topic', 'level'];

/** The deepest places at which two values differ; null counts as absent. Items of lists are paired by a key that all have. */
export function listDifferences(from: unknown, to: unknown, path: Path = [], label?: string): Difference[] {
  const [a, b] = [from ?? undefined, to ?? undefined];
  if (a === b || (a !== UNKNOWN && b !== UNKNOWN && isSame(a, b))) return [];
  if (isObject(a) && isObject(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.flatMap((key) => listDifferences(getOwn(a, key), getOwn(b, key), [...path, key], label));
  }
  if (Array.isArray(a) && Array.isArray(b) && a.length > 0 && b.length > 0) return compareLists(a, b, path, label);
  return [{ path, label, from: a, to: b }];
}

function compareLists(a: readonly unknown[], b: readonly unknown[], path: Path, label: string | undefined): Difference[] {
  const key = KEYS.find((candidate) => isKey(a, candidate) && isKey(b, candidate));
  if (key === undefined) {
    if (a.length !== b.length) return [{ path, label, from: a, to: b }];
    return a.flatMap((item, index) => listDifferences(item, b[index], [...path, index], label));
  }
  const name = (item: unknown) => String(isObject(item) ? item[key] : '');
  const [old, now] = [new Map(a.map((item) => [name(item), item])), new Map(b.map((item) => [name(item), item]))];
  // Of an item that is gone its place in the older list.
  const places = new Map([old, now].flatMap((items) => [...items.keys()].map((item, index) => [item, index])));
  const found = [...places].flatMap(([item, index]) => listDifferences(old.get(item), now.get(item), [...path, index], item));
  if (found.length > 0) return found;
  // The same items in another order.
  return [{ path, label, from: a, to: b }];
}

/** Whether all items have the key, each with another value. */
function isKey(items: readonly unknown[], key: string): boolean {
  const values = items.map((item) => (isObject(item) ? getOwn(item, key) : undefined));
  return values.every((value) => typeof value === 'string' || typeof value === 'number') && new Set(values).size === values.length;
}

/** `spec.template.spec.files[3].content (/etc/containerd/config.toml)` */
export function formatField({ path, label }: Pick<Difference, 'path' | 'label'>): string {
  return label === undefined ? formatPath(path) : `${formatPath(path)} (${shorten(label)})`;
}

/** A value in few words, without what is not known in it; undefined for none. */
export function formatValue(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (value === UNKNOWN) return 'unknown';
  return shorten(typeof value === 'string' ? value : JSON.stringify(value, (_, item: unknown) => (item === UNKNOWN ? undefined : item)));
}

const LONGEST = 120;

function shorten(text: string): string {
  const [line = ''] = text.split('\n', 1);
  const short = line.length > LONGEST ? line.slice(0, LONGEST) : line;
  return short.length < text.length ? `${short}…` : short;
}
