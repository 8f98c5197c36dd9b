import { isObject } from '../../json.ts';
import { toGoRegExp } from './go-regexp.ts';
import { findUnknownKeys, type Schema, validateValue } from './schema-value.ts';

/**
 * Why Cluster API's webhook refuses a variable's schema; empty for a valid one.
 * Source: `validateRootSchema` of Cluster API 1.10, and the structural schemas of Kubernetes.
 */
export function validateSchema(schema: Schema): string[] {
  const malformed = findMalformed(schema, '');
  if (malformed.length > 0) return malformed;
  const shape = validateShape(schema, '');
  return shape.length > 0 ? shape : validateSamples(schema, '');
}

const TEXTS = ['type', 'format', 'pattern', 'description'];
const INTEGERS = 'maxProperties minProperties maxItems minItems maxLength minLength maximum minimum'.split(' ');
const BOOLEANS = 'uniqueItems exclusiveMaximum exclusiveMinimum x-kubernetes-preserve-unknown-fields x-kubernetes-int-or-string'.split(' ');
const SCHEMAS = ['items', 'additionalProperties', 'not'];
const SCHEMA_LISTS = ['allOf', 'anyOf', 'oneOf'];

/** What Go cannot read into its types. */
function findMalformed(schema: Schema, path: string): string[] {
  const wrong = (key: string, expected: string) => `${join(path, key)} is no ${expected}`;
  const present = (keys: readonly string[]) => keys.filter((key) => schema[key] !== undefined && schema[key] !== null);
  const { properties, required } = schema;
  return [
    ...present(TEXTS).flatMap((key) => (typeof schema[key] === 'string' ? [] : [wrong(key, 'text')])),
    ...present(INTEGERS).flatMap((key) => (Number.isInteger(schema[key]) ? [] : [wrong(key, 'integer')])),
    ...present(BOOLEANS).flatMap((key) => (typeof schema[key] === 'boolean' ? [] : [wrong(key, 'boolean')])),
    ...present(SCHEMAS).flatMap((key) => (isObject(schema[key]) ? [] : [wrong(key, 'schema')])),
    ...present([...SCHEMA_LISTS, 'enum']).flatMap((key) => (Array.isArray(schema[key]) ? [] : [wrong(key, 'list')])),
    ...(required === undefined || required === null || (Array.isArray(required) && required.every((key) => typeof key === 'string'))
      ? []
      : [wrong('required', 'list of names')]),
    ...(properties === undefined || properties === null || isObject(properties) ? [] : [wrong('properties', 'map of schemas')]),
    ...(isObject(properties)
      ? Object.entries(properties).flatMap(([key, value]) =>
          isObject(value) || value === null ? [] : [wrong(`properties.${key}`, 'schema')],
        )
      : []),
    ...below(schema, path).flatMap(([next, at]) => findMalformed(next, at)),
    ...logical(schema, path).flatMap(([next, at]) => findMalformed(next, at)),
  ];
}

const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean'];

/** Keys below the root that Cluster API does not read, `patern` for instance: they have no effect. At the root the API server refuses them. */
export function listIgnoredKeys(schema: Schema): string[] {
  return [...below(schema, ''), ...logical(schema, '')].flatMap(([next, path]) => [
    ...Object.keys(next).flatMap((key) => (KEYS.has(key) ? [] : [join(path, key)])),
    ...listIgnoredKeys(next).map((key) => join(path, key)),
  ]);
}

const KEYS: ReadonlySet<string> = new Set([
  ...[...TEXTS, ...INTEGERS, ...BOOLEANS, ...SCHEMAS, ...SCHEMA_LISTS],
  ...['properties', 'required', 'enum', 'default', 'example', 'x-kubernetes-validations', 'x-metadata'],
]);

/** What makes a schema structural. */
function validateShape(schema: Schema, path: string): string[] {
  const problems: string[] = [];
  const type = typeof schema['type'] === 'string' ? schema['type'] : '';
  const free = schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (type === '' && !free) problems.push(`${path === '' ? 'the schema' : path} has no type`);
  if (type !== '' && !TYPES.includes(type)) problems.push(`${join(path, 'type')} is ${type}; there are ${TYPES.join(', ')}`);
  if (type === 'array' && !isObject(schema['items'])) problems.push(`${path === '' ? 'the schema' : path} is an array without items`);
  if (isObject(schema['additionalProperties']) && Object.keys(isObject(schema['properties']) ? schema['properties'] : {}).length > 0) {
    problems.push(`${path === '' ? 'the schema' : path} has both properties and additionalProperties`);
  }
  return [
    ...problems,
    ...validatePattern(schema, path),
    ...logical(schema, path).flatMap(([next, at, key]) => (isIntOrString(schema, key) ? [] : validateNested(next, schema, at))),
    ...below(schema, path).flatMap(([next, at]) => validateShape(next, at)),
  ];
}

/** Below anyOf and the like only values may be restricted. */
function validateNested(nested: Schema, schema: Schema, path: string): string[] {
  const forbidden = [
    'type',
    'default',
    'description',
    'additionalProperties',
    'x-kubernetes-preserve-unknown-fields',
    'x-kubernetes-int-or-string',
  ];
  const outside = isObject(schema['properties']) ? schema['properties'] : {};
  const inside = Object.entries(isObject(nested['properties']) ? nested['properties'] : {});
  return [
    ...forbidden
      .filter((key) => nested[key] !== undefined && nested[key] !== '' && nested[key] !== false)
      .map((key) => `${join(path, key)} must stand outside`),
    ...validatePattern(nested, path),
    ...inside.flatMap(([key, value]) => {
      if (!Object.hasOwn(outside, key)) return [`${join(path, `properties.${key}`)} is not declared outside`];
      const known = outside[key];
      return isObject(value) && isObject(known) ? validateNested(value, known, join(path, `properties.${key}`)) : [];
    }),
    ...logical(nested, path).flatMap(([next, at]) => validateNested(next, schema, at)),
  ];
}

function isIntOrString(schema: Schema, key: string): boolean {
  return schema['x-kubernetes-int-or-string'] === true && (key === 'anyOf' || key === 'allOf');
}

function validatePattern(schema: Schema, path: string): string[] {
  const pattern = schema['pattern'];
  const expression = typeof pattern === 'string' ? toGoRegExp(pattern) : undefined;
  return expression?.kind === 'invalid' ? [`${join(path, 'pattern')} is no regular expression of Go: ${expression.why}`] : [];
}

/** Defaults, examples and enums must fit themselves. */
function validateSamples(schema: Schema, path: string): string[] {
  const check = (key: string, value: unknown) => validateValue(schema, value).map((problem) => `${join(path, key)}: ${problem}`);
  const fallback = schema['default'];
  const unknown = fallback === undefined ? [] : findUnknownKeys(schema, fallback);
  return [
    ...(fallback === undefined || fallback === null ? [] : check('default', fallback)),
    ...unknown.map((key) => `${join(path, 'default')} has ${key}, which the schema does not declare`),
    ...(schema['example'] === undefined || schema['example'] === null ? [] : check('example', schema['example'])),
    ...(Array.isArray(schema['enum']) ? schema['enum'].filter((value) => value !== null).flatMap((value) => check('enum', value)) : []),
    // Kubernetes looks at no default of additional properties.
    ...below(schema, path).flatMap(([next, at]) =>
      validateSamples(next === schema['additionalProperties'] ? { ...next, default: undefined } : next, at),
    ),
  ];
}

type Step = readonly [schema: Schema, path: string, key: string];

function below(schema: Schema, path: string): Step[] {
  const properties = Object.entries(isObject(schema['properties']) ? schema['properties'] : {});
  return [
    ...properties.map(([key, value]) => [isObject(value) ? value : {}, join(path, `properties.${key}`), key] as const),
    ...['items', 'additionalProperties'].flatMap((key) => {
      const next = schema[key];
      return isObject(next) ? [[next, join(path, key), key] as const] : [];
    }),
  ];
}

function logical(schema: Schema, path: string): Step[] {
  const lists = SCHEMA_LISTS.flatMap((key) =>
    Array.isArray(schema[key]) ? schema[key].map((next, index) => [next, `${key}[${index}]`, key] as const) : [],
  );
  return [...lists, ['not' in schema ? schema['not'] : undefined, 'not', 'not'] as const].flatMap(([next, at, key]) =>
    isObject(next) ? [[next, join(path, at), key] as const] : [],
  );
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
