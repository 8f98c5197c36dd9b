import { isObject } from '../../../data.ts';
import { type Budget, createBudget, OverBudget } from '../../budget.ts';
import { findUnknownKeys, type Schema } from './apply-defaults.ts';
import { type Comparing, createComparing, validateValue } from './validate-value.ts';

export interface SchemaVerdict {
  /** Why Cluster API's webhook refuses the schema. */
  readonly problems: readonly string[];
  /** The parts that were not compared. */
  readonly unsure: readonly string[];
}

/** For all variables of a class: below two seconds. */
const LIMITS = { steps: 500_000, bytes: 10_000_000, depth: 100 };

export function createSchemaBudget(): Budget {
  return createBudget(LIMITS);
}

/**
 * The answers of Cluster API's webhook to a variable's schema, but for its expressions.
 * Source: `validateRootSchema` of Cluster API 1.10, and the structural schemas of Kubernetes.
 */
export function validateSchema(schema: Schema, budget: Budget): SchemaVerdict {
  try {
    spendSchema(budget, schema);
    const malformed = findMalformed(schema, '');
    if (malformed.length > 0) return { problems: malformed, unsure: [] };
    const shape = validateShape(budget, schema, '');
    if (shape.length > 0) return { problems: shape, unsure: [] };
    const comparing = createComparing(budget);
    if (hasTypedIntOrString(schema)) comparing.unsure.push('x-kubernetes-int-or-string stands beside a type or a format');
    return { problems: validateSamples(comparing, schema, ''), unsure: comparing.unsure };
  } catch (error) {
    if (error instanceof OverBudget) return { problems: [], unsure: [error.message] };
    throw error;
  }
}

/** Pays for the walks through a schema: each of them meets a key a few times. */
function spendSchema(budget: Budget, schema: Schema): void {
  budget.deeper(() => {
    budget.spend('steps', 1 + Object.keys(schema).length);
    if (typeof schema['pattern'] === 'string') {
      const expression = budget.compile(schema['pattern']);
      budget.spend('steps', schema['pattern'].length + (expression.kind === 'usable' ? expression.size : 0));
    }
    for (const [next] of [...listSteps(schema, ''), ...logical(schema, '')]) spendSchema(budget, next);
  });
}

const TEXTS = ['type', 'format', 'pattern', 'description'];
const INTEGERS = 'maxProperties minProperties maxItems minItems maxLength minLength maximum minimum'.split(' ');
const BOOLEANS = 'uniqueItems exclusiveMaximum exclusiveMinimum x-kubernetes-preserve-unknown-fields x-kubernetes-int-or-string'.split(' ');
const SCHEMAS = ['items', 'additionalProperties', 'not'];
const SCHEMA_LISTS = ['allOf', 'anyOf', 'oneOf'];

/** Values that Go cannot read into its types. */
function findMalformed(schema: Schema, path: string): string[] {
  const wrong = (key: string, expected: string) => `${join(path, key)} is not ${/^[aeiou]/.test(expected) ? 'an' : 'a'} ${expected}`;
  const present = (keys: readonly string[]) => keys.filter((key) => schema[key] !== undefined && schema[key] !== null);
  const { properties, required } = schema;
  return [
    ...present(TEXTS).flatMap((key) => (typeof schema[key] === 'string' ? [] : [wrong(key, 'string')])),
    ...present(INTEGERS).flatMap((key) => (Number.isInteger(schema[key]) ? [] : [wrong(key, 'integer')])),
    ...present(BOOLEANS).flatMap((key) => (typeof schema[key] === 'boolean' ? [] : [wrong(key, 'boolean')])),
    ...present(SCHEMAS).flatMap((key) => (isObject(schema[key]) ? [] : [wrong(key, 'schema')])),
    ...present([...SCHEMA_LISTS, 'enum', 'x-kubernetes-validations']).flatMap((key) =>
      Array.isArray(schema[key]) ? [] : [wrong(key, 'list')],
    ),
    ...(required === undefined || required === null || (Array.isArray(required) && required.every((key) => typeof key === 'string'))
      ? []
      : [wrong('required', 'list of names')]),
    ...(properties === undefined || properties === null || isObject(properties) ? [] : [wrong('properties', 'map of schemas')]),
    ...(isObject(properties)
      ? Object.entries(properties).flatMap(([key, value]) =>
          isObject(value) || value === null ? [] : [wrong(`properties.${key}`, 'schema')],
        )
      : []),
    ...listSteps(schema, path).flatMap(([next, at]) => findMalformed(next, at)),
    ...logical(schema, path).flatMap(([next, at]) => findMalformed(next, at)),
  ];
}

const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean'];

/** Keys below the root that Cluster API does not read, `patern` for instance: they have no effect. At the root the API server refuses them. */
export function listIgnoredKeys(schema: Schema): string[] {
  return [...listSteps(schema, ''), ...logical(schema, '')].flatMap(([next, path]) => [
    ...Object.keys(next).flatMap((key) => (KEYS.has(key) ? [] : [join(path, key)])),
    ...listIgnoredKeys(next).map((key) => join(path, key)),
  ]);
}

const KEYS: ReadonlySet<string> = new Set([
  ...[...TEXTS, ...INTEGERS, ...BOOLEANS, ...SCHEMAS, ...SCHEMA_LISTS],
  ...['properties', 'required', 'enum', 'default', 'example', 'x-kubernetes-validations', 'x-metadata'],
]);

/** Whether there are rules in CEL, which are judged on their own. */
export function hasRules(schema: Schema): boolean {
  return isSet(schema['x-kubernetes-validations']) || listSteps(schema, '').some(([next]) => hasRules(next));
}

/** The rules that make a schema structural. */
function validateShape(budget: Budget, schema: Schema, path: string): string[] {
  const problems: string[] = [];
  const type = typeof schema['type'] === 'string' ? schema['type'] : '';
  const free = schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (type === '' && !free) problems.push(`${path === '' ? 'the schema' : path} has no type`);
  if (type !== '' && !TYPES.includes(type)) problems.push(`${join(path, 'type')} is ${type}; there are ${TYPES.join(', ')}`);
  if (schema['x-kubernetes-int-or-string'] === true && schema['x-kubernetes-preserve-unknown-fields'] === true) {
    problems.push(`${path === '' ? 'the schema' : path} has both x-kubernetes-int-or-string and x-kubernetes-preserve-unknown-fields`);
  }
  if (type === 'array' && !isObject(schema['items'])) problems.push(`${path === '' ? 'the schema' : path} is an array without items`);
  if (isObject(schema['additionalProperties']) && Object.keys(propertiesOf(schema)).length > 0) {
    problems.push(`${path === '' ? 'the schema' : path} has both properties and additionalProperties`);
  }
  return [
    ...problems,
    ...validatePattern(budget, schema, path),
    ...logical(schema, path).flatMap(([next, at]) => (isIntOrString(schema, next) ? [] : validateNested(budget, next, at))),
    ...listSteps(schema, path).flatMap(([next, at]) => validateShape(budget, next, at)),
  ];
}

/** Below anyOf and the like only values may be restricted. */
function validateNested(budget: Budget, nested: Schema, path: string): string[] {
  const forbidden = [
    'type',
    'default',
    'additionalProperties',
    'x-kubernetes-preserve-unknown-fields',
    'x-kubernetes-int-or-string',
    'x-kubernetes-validations',
  ];
  return [
    ...forbidden.filter((key) => isSet(nested[key])).map((key) => `${join(path, key)} must stand outside`),
    ...validatePattern(budget, nested, path),
    ...(Object.hasOwn(propertiesOf(nested), 'metadata') ? [`${join(path, 'properties.metadata')} may not be restricted here`] : []),
    ...[...listSteps(nested, path), ...logical(nested, path)].flatMap(([next, at]) => validateNested(budget, next, at)),
  ];
}

/** To Go, empty values are not set. */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0);
}

/** `anyOf: [{type: integer}, {type: string}]`, alone or first below `allOf`, is how others write int-or-string: Kubernetes takes it as it is. */
function isIntOrString({ anyOf, allOf }: Schema, part: Schema): boolean {
  if (isIntOrStringList(anyOf) && anyOf.includes(part)) return true;
  return Array.isArray(allOf) && allOf[0] === part && isIntOrStringList(part['anyOf']) && Object.keys(part).length === 1;
}

/** Beside a type or a format: Kubernetes compares defaults with the one, and all other values with the other. */
function hasTypedIntOrString(schema: Schema): boolean {
  const typed = isSet(schema['type']) || isSet(schema['format']);
  return (typed && schema['x-kubernetes-int-or-string'] === true) || listSteps(schema, '').some(([next]) => hasTypedIntOrString(next));
}

function isIntOrStringList(list: unknown): list is readonly unknown[] {
  return Array.isArray(list) && JSON.stringify(list) === '[{"type":"integer"},{"type":"string"}]';
}

function validatePattern(budget: Budget, schema: Schema, path: string): string[] {
  const pattern = schema['pattern'];
  const expression = typeof pattern === 'string' ? budget.compile(pattern) : undefined;
  return expression?.kind === 'invalid' ? [`${join(path, 'pattern')} is not a Go regular expression: ${expression.why}`] : [];
}

/** Defaults, examples and enums must fit themselves. Kubernetes looks at no default in or below additional properties. */
function validateSamples(comparing: Comparing, schema: Schema, path: string, defaults = true): string[] {
  const check = (key: string, value: unknown) => validateValue(comparing, schema, value).map((problem) => `${join(path, key)}: ${problem}`);
  const fallback = defaults ? (schema['default'] ?? undefined) : undefined;
  const unknown = fallback === undefined ? [] : findUnknownKeys(comparing.budget, schema, fallback);
  return [
    ...(fallback === undefined ? [] : check('default', fallback)),
    ...unknown.map((key) => `${join(path, 'default')} has ${key}, which the schema does not declare`),
    ...(schema['example'] === undefined || schema['example'] === null ? [] : check('example', schema['example'])),
    ...(Array.isArray(schema['enum']) ? schema['enum'].filter((value) => value !== null).flatMap((value) => check('enum', value)) : []),
    ...logical(schema, path).flatMap(([next, at]) => validateSamples(comparing, next, at)),
    ...listSteps(schema, path).flatMap(([next, at, key]) =>
      validateSamples(comparing, next, at, defaults && !(key === 'additionalProperties' && next === schema[key])),
    ),
  ];
}

function propertiesOf({ properties }: Schema): Readonly<Record<string, unknown>> {
  return isObject(properties) ? properties : {};
}

type Step = readonly [schema: Schema, path: string, key: string];

/** The schemas of what is in a value. */
export function listSteps(schema: Schema, path: string): Step[] {
  const properties = Object.entries(propertiesOf(schema));
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
