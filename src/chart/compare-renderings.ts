import { isObject } from '../data.ts';
import type { RenderedObject, Rendering } from './rendering.ts';

/** A field of a rendered object that came out otherwise when its chart was rendered once more. */
export interface FieldDifference {
  /** As it was rendered first. */
  readonly object: Pick<RenderedObject, 'apiVersion' | 'kind' | 'name' | 'place'>;
  /** Keys and indexes; empty where the object is in one of the renderings alone. */
  readonly path: readonly (string | number)[];
}

/** Two renderings of one chart, held against each other. */
export type Comparison =
  | { readonly kind: 'compared'; readonly differences: readonly FieldDifference[] }
  | { readonly kind: 'unknown'; readonly message: string };

export const SAME: Comparison = { kind: 'compared', differences: [] };

/** The differences between two renderings. Objects are paired by template, kind and order: names may be what differs. */
export function compareRenderings(first: Rendering, second: Rendering): Comparison {
  if (first.kind !== 'rendered') return { kind: 'unknown', message: first.message };
  if (second.kind !== 'rendered') return { kind: 'unknown', message: second.message };
  const others = groupObjects(second.objects);
  const differences = [...groupObjects(first.objects)].flatMap(([key, objects]) => {
    const partners = others.get(key) ?? [];
    others.delete(key);
    return pairObjects(objects, partners);
  });
  const added = [...others.values()].flatMap((objects) => pairObjects(objects, []));
  return { kind: 'compared', differences: [...differences, ...added] };
}

function groupObjects(objects: readonly RenderedObject[]): Map<string, RenderedObject[]> {
  const groups = new Map<string, RenderedObject[]>();
  for (const object of objects) {
    const key = JSON.stringify([object.template, object.kind]);
    groups.set(key, [...(groups.get(key) ?? []), object]);
  }
  return groups;
}

function pairObjects(left: readonly RenderedObject[], right: readonly RenderedObject[]): FieldDifference[] {
  const longer = left.length >= right.length ? left : right;
  return longer.flatMap((object, index) => {
    const [a, b] = [left[index], right[index]];
    const { apiVersion, kind, name, place } = a ?? object;
    const paths = a === undefined || b === undefined ? [[]] : comparePaths(a.data, b.data);
    return paths.map((path) => ({ object: { apiVersion, kind, name, place }, path }));
  });
}

/** The deepest paths at which two values differ. Lists of unequal length differ as a whole. */
function comparePaths(a: unknown, b: unknown): (string | number)[][] {
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    return a.flatMap((item, index) => comparePaths(item, b[index]).map((path) => [index, ...path]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].flatMap((key) => comparePaths(a[key], b[key]).map((path) => [key, ...path]));
  }
  return Object.is(a, b) ? [] : [[]];
}

/** `spec.files[3].content`, `data["ca.crt"]` */
export function formatPath(path: readonly (string | number)[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`))
    .join('')
    .replace(/^\./, '');
}
