import { isObject } from '../../json.ts';
import type { ClassVariable } from './model.ts';
import { applyDefaults, isSame, type Schema, validateValue } from './schema-value.ts';

/** Enough to meet each branch of a patch that people write. */
const MOST_SAMPLES = 8;

/** The value of a variable that nobody sets; undefined without a default. */
export function defaultOf({ schema }: ClassVariable): unknown {
  return applyDefaults(schema, undefined);
}

/** Valid values that a user could set, the likeliest first. Empty where none can be made up. */
export function listSamples({ schema }: ClassVariable): readonly unknown[] {
  const samples: unknown[] = [];
  for (const value of candidates(schema)) {
    const sample = applyDefaults(schema, value);
    if (validateValue(schema, sample).length === 0 && !samples.some((known) => isSame(known, sample))) samples.push(sample);
    if (samples.length === MOST_SAMPLES) break;
  }
  return samples;
}

function candidates(schema: Schema): readonly unknown[] {
  const { enum: allowed, example, default: fallback } = schema;
  const given = [example, fallback].filter((value) => value !== undefined && value !== null);
  if (Array.isArray(allowed) && allowed.length > 0) return [...allowed.filter((value) => value !== null), ...given];
  return [...given, ...inventValues(schema)];
}

/** Words of the kinds that patterns mostly ask for. */
const TEXTS = [
  'sample',
  '192.0.2.0/24',
  '192.0.2.10',
  '3adf4e92-bb33-4e44-8ad3-afda9dfe8ec3',
  'https://sample.example.com',
  '/sample',
  'SAMPLE',
  '1',
];

function inventValues(schema: Schema): readonly unknown[] {
  if (schema['x-kubernetes-int-or-string'] === true) return [1, 'sample'];
  switch (schema['type']) {
    case 'boolean':
      return [true, false];
    case 'integer':
    case 'number':
      return [1000, 1, schema['maximum'], schema['minimum']].filter((value) => typeof value === 'number').slice(0, 4);
    case 'string':
      return [TEXTS.find((value) => validateValue(schema, value).length === 0), ''];
    case 'array': {
      const item = isObject(schema['items']) ? inventOne(schema['items']) : undefined;
      return item === undefined ? [[]] : [[item], [], Array(numberOf(schema['minItems'])).fill(item)];
    }
    case 'object':
      return inventObjects(schema);
    default:
      return [];
  }
}

/** All keys that can be filled, and only those that must be. */
function inventObjects(schema: Schema): readonly unknown[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const entries = Object.entries(isObject(schema['properties']) ? schema['properties'] : {}).flatMap(([key, below]) => {
    const value = isObject(below) ? inventOne(below) : undefined;
    return value === undefined ? [] : [[key, value] as const];
  });
  const others = isObject(schema['additionalProperties']) ? inventOne(schema['additionalProperties']) : undefined;
  const whole = Object.fromEntries([...entries, ...(others === undefined ? [] : [['sample', others]])]);
  const least = Object.fromEntries(entries.filter(([key]) => required.includes(key)));
  // One at a time beside what must be: patches often ask for a single key.
  const single = entries.filter(([key]) => !required.includes(key)).map(([key, value]) => ({ ...least, [key]: value }));
  return [whole, least, ...single];
}

function inventOne(schema: Schema): unknown {
  return candidates(schema)
    .map((value) => applyDefaults(schema, value))
    .find((value) => validateValue(schema, value).length === 0);
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && value > 0 && value < 100 ? value : 0;
}
