import { isObject } from '../data.ts';
import type { TemplateWord } from './template-actions.ts';

export interface ValuesContext {
  readonly data: Readonly<Record<string, unknown>>;
  /** Whether all fields that the template asks for are known here: what it makes of others is a guess. */
  readonly complete: boolean;
}

/**
 * The data that a values template is given. Go lets `.a.b` be empty where there is no `a`, unless told otherwise, as Helm tells
 * it; an empty map in the place of each such `a` makes them agree.
 * @param standIn what fields have that are not known here; undefined leaves them out
 */
export function completeContext(
  cluster: Readonly<Record<string, unknown>>,
  words: readonly TemplateWord[],
  standIn?: string,
): ValuesContext {
  const data = structuredClone(cluster) as Record<string, unknown>;
  let complete = true;
  for (const { kind, text } of words) {
    const path = kind === 'fields' && /^\$?\./.test(text) ? text.replace(/^\$?\./, '').split('.') : [];
    // One field alone is most often one of what a loop goes over.
    if (path.length < 2) continue;
    let node: unknown = data;
    let known: unknown = cluster;
    for (const [index, key] of path.entries()) {
      if (!isObject(node)) break;
      const isLast = index === path.length - 1;
      if (!Object.hasOwn(node, key) && !(isLast && standIn === undefined)) node[key] = isLast ? standIn : {};
      if (isObject(known) && !Object.hasOwn(known, key)) complete = false;
      node = node[key];
      known = isObject(known) ? known[key] : undefined;
    }
  }
  return { data, complete };
}

/** Data as an expression of Go's templates. Through Helm's values whole numbers would become fractions. */
export function formatLiteral(value: unknown): string {
  if (Array.isArray(value)) return `(list ${value.map(formatLiteral).join(' ')})`;
  if (isObject(value)) {
    return `(dict ${Object.entries(value)
      .map(([key, item]) => `${formatLiteral(key)} ${formatLiteral(item)}`)
      .join(' ')})`;
  }
  if (typeof value === 'string') return JSON.stringify(Buffer.from(value).toString());
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'nil';
}
