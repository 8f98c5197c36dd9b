import type { Dice } from './oracle.ts';

type Json = Record<string, unknown>;

const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean'];
const PATTERNS = ['^[a-z]+$', '^v\\d+\\.\\d+$', '(?i)^A', '^(?=a)', '[', '\\pL', '(a)\\1', '[[:alpha:]]', '^.{2,3}$', '\\Z', 'x{1001}', ''];
const FORMATS = ['uuid', 'ipv4', 'cidr', 'date', 'email', 'int32', 'nonsense', 'hostname', 'uri'];
const TEXTS = [
  '999.0.2.1',
  '01.0.2.1',
  '192.0.2.0/33',
  '::1/128',
  '::1',
  '{3adf4e92-bb33-4e44-8ad3-afda9dfe8ec3}',
  '3adf4e92bb334e448ad3afda9dfe8ec3',
  '',
  'a',
  'abc',
  'v1.2',
  '192.0.2.1',
  '192.0.2.0/24',
  '3adf4e92-bb33-4e44-8ad3-afda9dfe8ec3',
  'Ä',
  'A',
  'true',
];

/** A schema of a variable: mostly sound, with a mistake here and there. */
export function rollSchema(dice: Dice, depth = 3): Json {
  const type = dice.oneIn(40) ? dice.pick(['', 'null', 'float', undefined]) : dice.pick(depth > 0 ? TYPES : TYPES.slice(2));
  const schema: Json = type === undefined ? {} : { type };
  const some = (key: string, value: () => unknown, chance = 5) => {
    if (dice.oneIn(chance)) schema[key] = value();
  };
  const limit = () => dice.number(4);
  if (type === 'object' && !dice.oneIn(6)) {
    if (dice.oneIn(3)) schema['additionalProperties'] = rollSchema(dice, depth - 1);
    if (!dice.oneIn(3) && (schema['additionalProperties'] === undefined || dice.oneIn(8))) {
      schema['properties'] = Object.fromEntries(rollKeys(dice).map((key) => [key, rollSchema(dice, depth - 1)]));
    }
    some('required', () => rollKeys(dice));
    some('minProperties', limit, 9);
    some('maxProperties', limit, 9);
  }
  if (type === 'array' && !dice.oneIn(25)) schema['items'] = rollSchema(dice, depth - 1);
  if (type === 'array') {
    some('minItems', limit, 6);
    some('maxItems', limit, 6);
    some('uniqueItems', () => dice.oneIn(2), 9);
  }
  if (type === 'string') {
    some('pattern', () => dice.pick(PATTERNS));
    some('format', () => dice.pick(FORMATS));
    some('minLength', limit);
    some('maxLength', limit);
  }
  if (type === 'integer' || type === 'number') {
    some('minimum', limit);
    some('maximum', limit);
    some('exclusiveMinimum', () => dice.oneIn(2), 9);
    some('exclusiveMaximum', () => dice.oneIn(2), 9);
  }
  some('x-kubernetes-preserve-unknown-fields', () => dice.oneIn(2), 20);
  if (dice.oneIn(20)) {
    schema['x-kubernetes-int-or-string'] = true;
    if (!dice.oneIn(4)) delete schema['type'];
    if (dice.oneIn(2))
      schema['anyOf'] = dice.oneIn(3) ? [{ type: 'string' }, { type: 'integer' }] : [{ type: 'integer' }, { type: 'string' }];
    else some('allOf', () => [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, { maxLength: 2 }], 2);
  }
  for (const key of ['allOf', 'anyOf', 'oneOf']) some(key, () => [rollNested(dice, schema), rollNested(dice, schema)], 15);
  some('not', () => rollNested(dice, schema), 15);
  some('enum', () => [rollValue(dice, schema), rollValue(dice, schema)], 8);
  some('default', () => rollValue(dice, schema), 4);
  some('example', () => rollValue(dice, schema), 4);
  some('description', () => 'text', 9);
  return schema;
}

function rollKeys(dice: Dice): string[] {
  return ['a', 'b', 'metadata', 'kind', 'c-d'].filter(() => dice.oneIn(3));
}

/** What may stand below `anyOf` and the like, and sometimes what may not. */
function rollNested(dice: Dice, outside: Json): Json {
  const nested: Json = {};
  const some = (key: string, value: () => unknown, chance: number) => {
    if (dice.oneIn(chance)) nested[key] = value();
  };
  some('minLength', () => dice.number(3), 4);
  some('pattern', () => dice.pick(PATTERNS), 5);
  some('minimum', () => dice.number(3), 4);
  some('format', () => dice.pick(FORMATS), 10);
  some('required', () => rollKeys(dice), 5);
  some('enum', () => [rollValue(dice, outside)], 5);
  some('type', () => dice.pick(TYPES), 20);
  some('default', () => 1, 30);
  some('description', () => 'text', 30);
  some('properties', () => ({ [dice.pick(['a', 'b', 'metadata'])]: { minLength: 1 } }), 8);
  some('items', () => ({ minLength: 1 }), 12);
  some('additionalProperties', () => ({ minLength: 1 }), 25);
  some('not', () => ({ maximum: 2 }), 15);
  some('x-kubernetes-validations', () => [{ rule: 'true' }], 40);
  return nested;
}

/** Mostly a value that fits. */
export function rollValue(dice: Dice, schema: unknown, depth = 3): unknown {
  const { type, properties, items, additionalProperties } = (schema ?? {}) as Json;
  // As a default of int-or-string Cluster API takes anything, and refuses every cluster for it.
  if (((schema ?? {}) as Json)['x-kubernetes-int-or-string'] === true) return dice.pick([1, 'a']);
  switch (dice.oneIn(10) ? dice.pick(TYPES) : type) {
    case 'object': {
      const keys = [...Object.keys((properties ?? {}) as Json), ...(additionalProperties !== undefined || dice.oneIn(8) ? ['x', 'y'] : [])];
      if (depth === 0) return {};
      return Object.fromEntries(
        keys
          .filter(() => !dice.oneIn(3))
          .map((key) => [key, rollValue(dice, ((properties ?? {}) as Json)[key] ?? additionalProperties, depth - 1)]),
      );
    }
    case 'array':
      return depth === 0 ? [] : Array.from({ length: dice.number(4) }, () => rollValue(dice, items, depth - 1));
    case 'integer':
      return dice.number(5);
    case 'number':
      return dice.number(10) / 2;
    case 'boolean':
      return dice.oneIn(2);
    case 'string':
      return dice.pick(TEXTS);
    default:
      return dice.pick([1, 'a', true, null, {}, []]);
  }
}
