import { isObject } from '../../data.ts';
import { UNKNOWN } from './template/index.ts';

export interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
}

/** `uncertain`: something on the way is not known. */
export type Applied = { readonly kind: 'applied' } | { readonly kind: 'uncertain' } | { readonly kind: 'failed'; readonly message: string };

const APPLIED: Applied = { kind: 'applied' };
const UNCERTAIN: Applied = { kind: 'uncertain' };

/** Patches can nest a document deeper and deeper, until no walk through it comes back. */
const DEEPEST = 200;

export function splitPointer(path: string): string[] {
  return path.split('/').slice(1).map(unescapePointer);
}

/** Changes the document in place as the library of Cluster API does. Source: RFC 6902, https://github.com/evanphx/json-patch/tree/v5.9.11/v5 */
export function applyOperation(document: unknown, { op, path, value }: Operation): Applied {
  const keys = splitPointer(path);
  const last = keys.pop();
  if (last === undefined) return fail(`${op} without a path`);
  if (keys.length > DEEPEST) return UNCERTAIN;
  let parent = document;
  for (const [index, key] of keys.entries()) {
    // The library takes an empty key for the whole.
    if (key === '') return UNCERTAIN;
    parent = getChild(parent, key);
    if (parent === UNKNOWN) return UNCERTAIN;
    if (!isObject(parent) && !Array.isArray(parent)) {
      const at = `/${keys.slice(0, index + 1).join('/')}`;
      return fail(parent === undefined || parent === null ? `${at} does not exist` : `${at} is ${typeof parent}, nothing can be below it`);
    }
  }
  if (parent === UNKNOWN || last === '') return UNCERTAIN;
  if (Array.isArray(parent)) return applyToList(parent, last, op, value, path);
  if (!isObject(parent)) return fail('the document is no object');
  if (op !== 'add' && !Object.hasOwn(parent, last)) return fail(`${path} does not exist`);
  if (op === 'remove') delete parent[last];
  else setKey(parent, last, value);
  return APPLIED;
}

/** Makes what an operation may or may not have done unknown. */
export function blur(document: unknown, path: string): void {
  const keys = splitPointer(path);
  let parent = document;
  for (const [index, key] of keys.entries()) {
    const child = getChild(parent, key);
    const below = index < keys.length - 1;
    if (below && isObject(child)) parent = child;
    else {
      if (isObject(parent)) setKey(parent, key, UNKNOWN);
      return;
    }
  }
}

function applyToList(list: unknown[], key: string, op: string, value: unknown, path: string): Applied {
  if (op === 'add' && key === '-') {
    list.push(value);
    return APPLIED;
  }
  if (!/^(?:0|[1-9]\d{0,8})$/.test(key))
    return /^[+-]?\d+$/.test(key) ? UNCERTAIN : fail(`${path} ends in a list, where ${key} is no index`);
  const index = Number(key);
  if (index >= list.length + (op === 'add' ? 1 : 0)) return fail(`${path} is beyond the list's ${list.length} items`);
  if (op === 'replace') list[index] = value;
  else list.splice(index, op === 'remove' ? 1 : 0, ...(op === 'add' ? [value] : []));
  return APPLIED;
}

function getChild(parent: unknown, key: string): unknown {
  if (Array.isArray(parent)) return /^\d+$/.test(key) ? parent[Number(key)] : undefined;
  return isObject(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
}

/** `__proto__` is a key like any other. */
function setKey(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function fail(message: string): Applied {
  return { kind: 'failed', message };
}
