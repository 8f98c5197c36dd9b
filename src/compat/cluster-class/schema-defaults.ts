import { isObject } from '../../data.ts';
import type { Budget } from '../budget.ts';

/** OpenAPI's, as Cluster API has it. */
export type Schema = Readonly<Record<string, unknown>>;

/** Keys that the schema does not declare, and that Kubernetes would drop. */
export function findUnknownKeys(budget: Budget, schema: Schema, value: unknown, path = ''): string[] {
  budget.spend('steps');
  if (Array.isArray(value)) {
    const items = schema['items'];
    return isObject(items) ? value.flatMap((item, index) => findUnknownKeys(budget, items, item, `${path}[${index}]`)) : [];
  }
  if (!isObject(value)) return [];
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const others = schema['additionalProperties'];
  return Object.entries(value).flatMap(([key, item]) => {
    const known = Object.hasOwn(properties, key) ? properties[key] : others;
    if (isObject(known)) return findUnknownKeys(budget, known, item, `${path}.${key}`);
    return schema['x-kubernetes-preserve-unknown-fields'] === true ? [] : [`${path}.${key}`.slice(1)];
  });
}

/** A copy with the defaults of nested keys filled in, as Kubernetes does. @throws OverBudget */
export function applyDefaults(budget: Budget, schema: Schema, value: unknown): unknown {
  return budget.deeper(() => defaultHere(budget, schema, value));
}

function defaultHere(budget: Budget, schema: Schema, value: unknown): unknown {
  budget.spend('steps');
  const filled = value === undefined && schema['default'] !== undefined && schema['default'] !== null ? schema['default'] : value;
  if (Array.isArray(filled)) {
    const items = schema['items'];
    return isObject(items) ? filled.map((item) => applyDefaults(budget, items, item)) : filled;
  }
  if (!isObject(filled)) return filled;
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const others = schema['additionalProperties'];
  const known = Object.entries(filled).map(([key, item]) => {
    const below = Object.hasOwn(properties, key) ? properties[key] : others;
    return [key, isObject(below) ? applyDefaults(budget, below, item) : item];
  });
  const missing = Object.entries(properties).flatMap(([key, below]) => {
    const item = isObject(below) && !Object.hasOwn(filled, key) ? applyDefaults(budget, below, undefined) : undefined;
    return item === undefined ? [] : [[key, item]];
  });
  return Object.fromEntries([...known, ...missing]);
}
