import { asList, getOwn, isObject } from '../../../data.ts';
import { type Budget, spendMatch, spendValue } from '../../budget.ts';
import { UNKNOWN } from '../template/index.ts';
import type { Schema } from './apply-defaults.ts';
import { FORMATS, formatOf, isCompared } from './formats.ts';

/** The context in which values are compared with schemas. */
export interface Comparing {
  readonly budget: Budget;
  /** Takes down what could not be compared, formats and large expressions. */
  readonly unsure: string[];
}

export function createComparing(budget: Budget): Comparing {
  return { budget, unsure: [] };
}

/**
 * The certain problems of a value; empty for one that fits as far as could be compared.
 * @throws OverBudget
 */
export function validateValue(comparing: Comparing, schema: Schema, value: unknown, path = ''): string[] {
  return comparing.budget.deeper(() => validateHere(comparing, schema, value, path));
}

function validateHere(comparing: Comparing, schema: Schema, value: unknown, path: string): string[] {
  const { budget, unsure } = comparing;
  budget.spend('steps');
  if (value === UNKNOWN) return [];
  if (Array.isArray(value) && schema['type'] === 'string' && formatOf(schema) !== '' && !isCompared(formatOf(schema))) {
    unsure.push(at(path, `a list is compared with the format ${schema['format']}`));
    return [];
  }
  const problems = [...validateType(schema, value, path)];
  if (problems.length > 0) return problems;
  const add = (message: string) => problems.push(at(path, message));
  const allowed = asList(schema['enum']).filter((item) => item !== null);
  if (allowed.length > 0 && !isAmong(budget, allowed, value)) {
    add(`${formatValue(value)} is not one of ${listSome(allowed)}`);
  }
  if (
    typeof value !== 'string' &&
    !Array.isArray(value) &&
    formatOf(schema) !== '' &&
    !schema['type'] &&
    schema['x-kubernetes-int-or-string'] !== true
  ) {
    // Where no type is asked for, the format is one.
    if (isCompared(formatOf(schema))) add(`${formatValue(value)} is ${typeName(value)}, not ${schema['format']}`);
    else unsure.push(at(path, `the format ${schema['format']} is not compared`));
  }
  if (typeof value === 'string') problems.push(...validateText(comparing, schema, value, path));
  if (typeof value === 'number') problems.push(...validateNumber(schema, value, path));
  if (Array.isArray(value)) problems.push(...validateList(comparing, schema, value, path));
  if (isObject(value)) problems.push(...validateObject(comparing, schema, value, path));
  /** Undefined where it is not known. */
  const fits = (part: unknown): boolean | undefined => {
    const before = unsure.length;
    const fitting = !isObject(part) || validateValue(comparing, part, value, path).length === 0;
    return fitting && unsure.length > before ? undefined : fitting;
  };
  for (const part of asList(schema['allOf'])) if (isObject(part)) problems.push(...validateValue(comparing, part, value, path));
  const [any, one] = [asList(schema['anyOf']).map(fits), asList(schema['oneOf']).map(fits)];
  if (any.length > 0 && any.every((fitting) => fitting === false)) add(`${formatValue(value)} fits none of anyOf`);
  if (one.length > 0 && !one.includes(undefined) && one.filter(Boolean).length !== 1)
    add(`${formatValue(value)} does not fit exactly one of oneOf`);
  if (isObject(schema['not']) && fits(schema['not'])) add(`${formatValue(value)} fits what it must not`);
  return problems;
}

function validateType(schema: Schema, value: unknown, path: string): string[] {
  const type = schema['type'];
  if (schema['x-kubernetes-int-or-string'] === true) {
    return typeof value === 'string' || Number.isInteger(value) ? [] : [at(path, `${formatValue(value)} is neither integer nor string`)];
  }
  if (typeof type !== 'string' || type === '') return [];
  const found = typeName(value);
  // kube-openapi takes a list for the bytes of a text with a format.
  const fits =
    found === type ||
    (found === 'array' && type === 'string' && isCompared(formatOf(schema))) ||
    (type === 'number' && found === 'integer');
  return fits ? [] : [at(path, `${formatValue(value)} is ${found}, not ${type}`)];
}

function validateText(comparing: Comparing, schema: Schema, value: string, path: string): string[] {
  const length = [...value].length;
  const pattern = schema['pattern'];
  const { budget, unsure } = comparing;
  budget.spend('bytes', value.length);
  const expression = typeof pattern === 'string' ? spendMatch(budget, pattern, value) : undefined;
  const name = formatOf(schema);
  const format = getOwn(FORMATS, name);
  if (expression?.kind === 'unknown') unsure.push(at(path, `the pattern ${formatValue(pattern)} is too large`));
  if (format === undefined && isCompared(name)) unsure.push(at(path, `the format ${name} is not compared`));
  return [
    ...(isBelow(length, schema['minLength']) ? [`is shorter than minLength ${schema['minLength']}`] : []),
    ...(isAbove(length, schema['maxLength']) ? [`is longer than maxLength ${schema['maxLength']}`] : []),
    ...(expression?.kind === 'usable' && !expression.test(value) ? [`does not match the pattern ${pattern}`] : []),
    ...(format && !format(value) ? [`is not of the format ${schema['format']}`] : []),
  ].map((message) => at(path, `${formatValue(value)} ${message}`));
}

function validateNumber(schema: Schema, value: number, path: string): string[] {
  const { minimum, maximum } = schema;
  return [
    ...(isBelow(value, minimum) || (schema['exclusiveMinimum'] === true && value === minimum) ? [`is below minimum ${minimum}`] : []),
    ...(isAbove(value, maximum) || (schema['exclusiveMaximum'] === true && value === maximum) ? [`is above maximum ${maximum}`] : []),
  ].map((message) => at(path, `${value} ${message}`));
}

function validateList(comparing: Comparing, schema: Schema, value: readonly unknown[], path: string): string[] {
  const items = schema['items'];
  if (schema['uniqueItems'] === true) spendValue(comparing.budget, value);
  return [
    ...(isBelow(value.length, schema['minItems']) ? [at(path, `has fewer than ${schema['minItems']} items`)] : []),
    ...(isAbove(value.length, schema['maxItems']) ? [at(path, `has more than ${schema['maxItems']} items`)] : []),
    ...(schema['uniqueItems'] === true && new Set(value.map((item) => JSON.stringify(item))).size < value.length
      ? [at(path, 'has an item twice')]
      : []),
    ...(isObject(items) ? value.flatMap((item, index) => validateValue(comparing, items, item, `${path}[${index}]`)) : []),
  ];
}

function validateObject(comparing: Comparing, schema: Schema, value: Readonly<Record<string, unknown>>, path: string): string[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const others = schema['additionalProperties'];
  const count = Object.keys(value).length;
  return [
    ...asList(schema['required'])
      .filter((key) => typeof key === 'string' && !Object.hasOwn(value, key))
      .map((key) => at(path, `has no ${key}, which is required`)),
    ...(isBelow(count, schema['minProperties']) ? [at(path, `has fewer than ${schema['minProperties']} keys`)] : []),
    ...(isAbove(count, schema['maxProperties']) ? [at(path, `has more than ${schema['maxProperties']} keys`)] : []),
    ...Object.entries(value).flatMap(([key, item]) => {
      const known = Object.hasOwn(properties, key) ? properties[key] : others;
      return isObject(known) ? validateValue(comparing, known, item, `${path}.${key}`) : [];
    }),
  ];
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function isAmong(budget: Budget, allowed: readonly unknown[], value: unknown): boolean {
  budget.spend('steps', allowed.length);
  // kube-openapi makes the value an integer where the enum has one.
  if (typeof value === 'number') return allowed.some((item) => item === (Number.isInteger(item) ? Math.trunc(value) : value));
  if (typeof value !== 'object' || value === null) return allowed.includes(value);
  spendValue(budget, value);
  spendValue(budget, allowed);
  const text = JSON.stringify(value);
  return allowed.some((item) => JSON.stringify(item) === text);
}

function listSome(values: readonly unknown[]): string {
  return `${values.slice(0, 12).map(formatValue).join(', ')}${values.length > 12 ? ', …' : ''}`;
}

function isBelow(value: number, limit: unknown): boolean {
  return typeof limit === 'number' && value < limit;
}

function isAbove(value: number, limit: unknown): boolean {
  return typeof limit === 'number' && value > limit;
}

/** Short, however large the value is. */
function formatValue(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    const items = Object.values(value);
    if (items.length > 8 || items.some((item) => typeof item === 'object' && item !== null)) {
      return Array.isArray(value) ? `a list of ${items.length}` : `an object of ${items.length} keys`;
    }
  }
  const text = JSON.stringify(typeof value === 'string' ? value.slice(0, 60) : value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function at(path: string, message: string): string {
  return path === '' ? message : `${path.replace(/^\./, '')}: ${message}`;
}
