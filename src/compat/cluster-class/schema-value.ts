import { isObject } from '../../json.ts';
import { toGoRegExp } from './go-regexp.ts';
import { UNKNOWN } from './template/index.ts';

export type Schema = Readonly<Record<string, unknown>>;

/** What is wrong with a value; empty for one that fits. Only what is certain: unusual formats and expressions pass. */
export function validateValue(schema: Schema, value: unknown, path = ''): string[] {
  if (value === UNKNOWN) return [];
  const problems = [...validateType(schema, value, path)];
  if (problems.length > 0) return problems;
  const add = (message: string) => problems.push(at(path, message));
  const allowed = schema['enum'];
  if (Array.isArray(allowed) && allowed.length > 0 && !allowed.some((item) => isSame(item, value))) {
    add(`${show(value)} is none of ${allowed.map(show).join(', ')}`);
  }
  if (typeof value === 'string') problems.push(...validateText(schema, value, path));
  if (typeof value === 'number') problems.push(...validateNumber(schema, value, path));
  if (Array.isArray(value)) problems.push(...validateList(schema, value, path));
  if (isObject(value)) problems.push(...validateObject(schema, value, path));
  const fits = (part: unknown) => !isObject(part) || validateValue(part, value, path).length === 0;
  const [all, any, one] = [listOf(schema['allOf']), listOf(schema['anyOf']), listOf(schema['oneOf'])];
  for (const part of all) if (isObject(part)) problems.push(...validateValue(part, value, path));
  if (any.length > 0 && !any.some(fits)) add(`${show(value)} fits none of anyOf`);
  if (one.length > 0 && one.filter(fits).length !== 1) add(`${show(value)} does not fit exactly one of oneOf`);
  if (isObject(schema['not']) && validateValue(schema['not'], value, path).length === 0) add(`${show(value)} fits what it must not`);
  return problems;
}

function validateType(schema: Schema, value: unknown, path: string): string[] {
  const type = schema['type'];
  if (schema['x-kubernetes-int-or-string'] === true) {
    return typeof value === 'string' || Number.isInteger(value) ? [] : [at(path, `${show(value)} is neither integer nor string`)];
  }
  if (typeof type !== 'string' || type === '') return [];
  const found = typeName(value);
  const fits = found === type || (type === 'number' && found === 'integer');
  return fits ? [] : [at(path, `${show(value)} is ${found}, not ${type}`)];
}

function validateText(schema: Schema, value: string, path: string): string[] {
  const length = [...value].length;
  const pattern = schema['pattern'];
  const expression = typeof pattern === 'string' && pattern !== '' ? toGoRegExp(pattern) : undefined;
  const format = typeof schema['format'] === 'string' ? FORMATS[schema['format']] : undefined;
  return [
    ...(isBelow(length, schema['minLength']) ? [`is shorter than minLength ${schema['minLength']}`] : []),
    ...(isAbove(length, schema['maxLength']) ? [`is longer than maxLength ${schema['maxLength']}`] : []),
    ...(expression?.kind === 'usable' && !expression.regexp.test(value) ? [`does not match the pattern ${pattern}`] : []),
    ...(format && !format.test(value) ? [`is no ${schema['format']}`] : []),
  ].map((message) => at(path, `${show(value)} ${message}`));
}

/** Of the many formats of Kubernetes those that tell plainly. */
const UUID = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}|\{[0-9a-f-]{36}\}|urn:uuid:[0-9a-f-]{36})$/i;
const FORMATS: Readonly<Record<string, RegExp>> = {
  uuid: UUID,
  uuid3: UUID,
  uuid4: UUID,
  uuid5: UUID,
  ipv4: /^\d{1,3}(?:\.\d{1,3}){3}$/,
  cidr: /^[0-9a-fA-F:.]+\/\d{1,3}$/,
};

function validateNumber(schema: Schema, value: number, path: string): string[] {
  const { minimum, maximum } = schema;
  return [
    ...(isBelow(value, minimum) || (schema['exclusiveMinimum'] === true && value === minimum) ? [`is below minimum ${minimum}`] : []),
    ...(isAbove(value, maximum) || (schema['exclusiveMaximum'] === true && value === maximum) ? [`is above maximum ${maximum}`] : []),
  ].map((message) => at(path, `${value} ${message}`));
}

function validateList(schema: Schema, value: readonly unknown[], path: string): string[] {
  const items = schema['items'];
  return [
    ...(isBelow(value.length, schema['minItems']) ? [at(path, `has fewer than ${schema['minItems']} items`)] : []),
    ...(isAbove(value.length, schema['maxItems']) ? [at(path, `has more than ${schema['maxItems']} items`)] : []),
    ...(schema['uniqueItems'] === true && new Set(value.map((item) => JSON.stringify(item))).size < value.length
      ? [at(path, 'has an item twice')]
      : []),
    ...(isObject(items) ? value.flatMap((item, index) => validateValue(items, item, `${path}[${index}]`)) : []),
  ];
}

function validateObject(schema: Schema, value: Readonly<Record<string, unknown>>, path: string): string[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const others = schema['additionalProperties'];
  const count = Object.keys(value).length;
  return [
    ...listOf(schema['required'])
      .filter((key) => typeof key === 'string' && !Object.hasOwn(value, key))
      .map((key) => at(path, `has no ${key}, which is required`)),
    ...(isBelow(count, schema['minProperties']) ? [at(path, `has fewer than ${schema['minProperties']} keys`)] : []),
    ...(isAbove(count, schema['maxProperties']) ? [at(path, `has more than ${schema['maxProperties']} keys`)] : []),
    ...Object.entries(value).flatMap(([key, item]) => {
      const known = Object.hasOwn(properties, key) ? properties[key] : others;
      return isObject(known) ? validateValue(known, item, `${path}.${key}`) : [];
    }),
  ];
}

/** Keys that the schema does not declare, and that Kubernetes would drop. */
export function findUnknownKeys(schema: Schema, value: unknown, path = ''): string[] {
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) return [];
  if (Array.isArray(value)) {
    const items = schema['items'];
    return isObject(items) ? value.flatMap((item, index) => findUnknownKeys(items, item, `${path}[${index}]`)) : [];
  }
  if (!isObject(value)) return [];
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const others = schema['additionalProperties'];
  return Object.entries(value).flatMap(([key, item]) => {
    const known = Object.hasOwn(properties, key) ? properties[key] : others;
    return isObject(known) ? findUnknownKeys(known, item, `${path}.${key}`) : [`${path}.${key}`.slice(1)];
  });
}

/** A copy with the defaults of nested keys filled in, as Kubernetes does. */
export function applyDefaults(schema: Schema, value: unknown): unknown {
  const filled = value === undefined && schema['default'] !== undefined && schema['default'] !== null ? schema['default'] : value;
  if (Array.isArray(filled)) {
    const items = schema['items'];
    return isObject(items) ? filled.map((item) => applyDefaults(items, item)) : filled;
  }
  if (!isObject(filled)) return filled;
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const others = schema['additionalProperties'];
  const known = Object.entries(filled).map(([key, item]) => {
    const below = Object.hasOwn(properties, key) ? properties[key] : others;
    return [key, isObject(below) ? applyDefaults(below, item) : item];
  });
  const missing = Object.entries(properties).flatMap(([key, below]) => {
    const item = isObject(below) && !Object.hasOwn(filled, key) ? applyDefaults(below, undefined) : undefined;
    return item === undefined ? [] : [[key, item]];
  });
  return Object.fromEntries([...known, ...missing]);
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

export function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function isBelow(value: number, limit: unknown): boolean {
  return typeof limit === 'number' && value < limit;
}

function isAbove(value: number, limit: unknown): boolean {
  return typeof limit === 'number' && value > limit;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function at(path: string, message: string): string {
  return path === '' ? message : `${path.replace(/^\./, '')}: ${message}`;
}
