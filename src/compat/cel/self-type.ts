import { isObject } from '../../data.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The type that `self` has in the rules of a schema. */
export interface SelfType {
  /** `string`, `list<T1>` */
  readonly name: string;
  /** Fields of the objects that it is made of, by the names that are given to their types. */
  readonly objects: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/**
 * Types a schema as Kubernetes does; undefined for one that rules cannot see.
 * Source: `SchemaDeclType`, https://github.com/kubernetes/apiserver/blob/v0.32.3/pkg/cel/common/schemas.go
 */
export function typeSchema(schema: Schema): SelfType | undefined {
  const objects = new Map<string, Readonly<Record<string, string>>>();
  const name = typeOf(schema, objects);
  return name === undefined ? undefined : { name, objects };
}

function typeOf(schema: unknown, objects: Map<string, Readonly<Record<string, string>>>): string | undefined {
  if (!isObject(schema)) return undefined;
  if (schema['x-kubernetes-int-or-string'] === true) return 'dyn';
  switch (schema['type']) {
    case 'string':
      return typeof schema['format'] === 'string' ? (FORMATS[schema['format']] ?? 'string') : 'string';
    case 'boolean':
      return 'bool';
    case 'integer':
      return 'int';
    case 'number':
      return 'double';
    case 'array': {
      const item = typeOf(schema['items'], objects);
      return item === undefined ? undefined : `list<${item}>`;
    }
    case 'object': {
      if (isObject(schema['additionalProperties'])) {
        const value = typeOf(schema['additionalProperties'], objects);
        return value === undefined ? undefined : `map<string, ${value}>`;
      }
      const fields: Record<string, string> = {};
      for (const [key, below] of Object.entries(isObject(schema['properties']) ? schema['properties'] : {})) {
        const field = typeOf(below, objects);
        const escaped = escapeName(key);
        if (field !== undefined && escaped !== undefined) fields[escaped] = field;
      }
      const name = `Object${objects.size}`;
      objects.set(name, fields);
      return name;
    }
    default:
      return undefined;
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  byte: 'bytes',
  duration: 'google.protobuf.Duration',
  date: 'google.protobuf.Timestamp',
  'date-time': 'google.protobuf.Timestamp',
};

const RESERVED: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);

/** A property's name in CEL; undefined for one that rules cannot name. Source: `Escape`, pkg/cel/escaping.go */
function escapeName(name: string): string | undefined {
  if (RESERVED.has(name)) return `__${name}__`;
  if (!/^[A-Za-z_./-][A-Za-z0-9_./-]*$/.test(name)) return undefined;
  return name.replaceAll('__', '__underscores__').replaceAll('.', '__dot__').replaceAll('-', '__dash__').replaceAll('/', '__slash__');
}

/** A value as CEL takes it: integers of 64 bits, and fields by their names in CEL. Undefined for one that is not typed here. */
export function toCelValue(schema: unknown, value: unknown): unknown {
  if (!isObject(schema)) return undefined;
  if (Array.isArray(value)) return value.map((item) => toCelValue(schema['items'], item));
  if (isObject(value)) {
    const { properties, additionalProperties } = schema;
    const entries = Object.entries(value).flatMap(([key, item]) => {
      if (isObject(additionalProperties)) return [[key, toCelValue(additionalProperties, item)] as const];
      const escaped = isObject(properties) && Object.hasOwn(properties, key) ? escapeName(key) : undefined;
      return escaped === undefined ? [] : [[escaped, toCelValue((properties as Schema)[key], item)] as const];
    });
    return Object.fromEntries(entries);
  }
  return typeof value === 'number' && schema['type'] === 'integer' ? BigInt(Math.trunc(value)) : value;
}
