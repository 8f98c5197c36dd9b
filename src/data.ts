/**
 * The one way into nested data of unknown form, such as the contents of a YAML or JSON document. What has another form
 * than the caller asks for is treated as absent. Only an object's own keys count: a document that has no `constructor`
 * must not get JavaScript's.
 */

/** A map of unknown data. */
export type DataMap = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a map's own key; undefined where it has no such key. */
export function getOwn<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** The value at a path of keys; undefined where there is none. Items of lists are not entered. */
export function getIn(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((found, key) => (isObject(found) ? getOwn(found, key) : undefined), value);
}

export function asMap(value: unknown): DataMap | undefined {
  return isObject(value) ? value : undefined;
}

/** The items of a list; none where the value is not a list. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Whether two values are equal as data: the order of a list's items counts, that of a map's keys does not. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}
