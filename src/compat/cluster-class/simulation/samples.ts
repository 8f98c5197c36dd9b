import { asList, isObject, isSame } from '../../../data.ts';
import { type Budget, createBudget, OverBudget, spendValue } from '../../budget.ts';
import type { ClassVariable } from '../model.ts';
import { applyDefaults, type Schema } from '../schema/apply-defaults.ts';
import { createComparing, validateValue } from '../schema/validate-value.ts';
import { UNKNOWN } from '../template/index.ts';

/** Enough to meet each branch of a patch that people write. */
const MOST_SAMPLES = 8;

/** For a variable where no budget is given: below 0.1 s. */
const LIMITS = { steps: 50_000, bytes: 1_000_000, depth: 100 };
/** For all variables of a class: below a second. */
const CLASS_LIMITS = { steps: 500_000, bytes: 10_000_000, depth: 100 };

/** @param other whose expressions are compiled once for both */
export function createSampleBudget(other?: Pick<Budget, 'compile'>): Budget {
  return createBudget(CLASS_LIMITS, undefined, other?.compile);
}

/** The value of a variable that nobody sets; undefined without a default, UNKNOWN for one that is too large. */
export function defaultOf({ schema }: ClassVariable, budget: Budget = createBudget(LIMITS)): unknown {
  try {
    return applyDefaults(budget, schema, undefined);
  } catch (error) {
    if (error instanceof OverBudget) return UNKNOWN;
    throw error;
  }
}

/** Valid values that a user could set, the likeliest first. Empty where none can be made up, within the budget. */
export function listSamples({ schema }: ClassVariable, budget: Budget = createBudget(LIMITS)): readonly unknown[] {
  const samples: unknown[] = [];
  try {
    for (const value of candidates(budget, schema)) {
      const sample = applyDefaults(budget, schema, value);
      spendValue(budget, sample);
      if (validateValue(createComparing(budget), schema, sample).length === 0 && !samples.some((known) => isSame(known, sample)))
        samples.push(sample);
      if (samples.length === MOST_SAMPLES) break;
    }
  } catch (error) {
    if (!(error instanceof OverBudget)) throw error;
  }
  return samples;
}

function candidates(budget: Budget, schema: Schema): readonly unknown[] {
  const { enum: allowed, example, default: fallback } = schema;
  const given = [example, fallback].filter((value) => value !== undefined && value !== null);
  if (Array.isArray(allowed) && allowed.length > 0) return [...allowed.filter((value) => value !== null), ...given];
  return [...given, ...inventValues(budget, schema)];
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

function inventValues(budget: Budget, schema: Schema): readonly unknown[] {
  if (schema['x-kubernetes-int-or-string'] === true) return [1, 'sample'];
  switch (schema['type']) {
    case 'boolean':
      return [true, false];
    case 'integer':
    case 'number':
      return [1000, 1, schema['maximum'], schema['minimum']].filter((value) => typeof value === 'number').slice(0, 4);
    case 'string':
      return [TEXTS.find((value) => validateValue(createComparing(budget), schema, value).length === 0), ''];
    case 'array': {
      const item = isObject(schema['items']) ? inventOne(budget, schema['items']) : undefined;
      return item === undefined ? [[]] : [[item], [], repeatItem(budget, item, numberOf(schema['minItems']))];
    }
    case 'object':
      return inventObjects(budget, schema);
    default:
      return [];
  }
}

/** All keys that can be filled, and only those that must be. */
function inventObjects(budget: Budget, schema: Schema): readonly unknown[] {
  const required = asList(schema['required']);
  const entries = Object.entries(isObject(schema['properties']) ? schema['properties'] : {}).flatMap(([key, below]) => {
    const value = isObject(below) ? inventOne(budget, below) : undefined;
    return value === undefined ? [] : [[key, value] as const];
  });
  const others = isObject(schema['additionalProperties']) ? inventOne(budget, schema['additionalProperties']) : undefined;
  // Each copy of what must be there has as many keys.
  budget.spend('steps', entries.length * (1 + required.length));
  const whole = Object.fromEntries([...entries, ...(others === undefined ? [] : [['sample', others]])]);
  const least = Object.fromEntries(entries.filter(([key]) => required.includes(key)));
  // One at a time beside what must be: patches often ask for a single key.
  const single = entries.filter(([key]) => !required.includes(key)).map(([key, value]) => ({ ...least, [key]: value }));
  return [whole, least, ...listSwitchedOff(schema, least), ...single];
}

/** What is on by default, off: what a patch then leaves alone is the template's own. */
function listSwitchedOff(schema: Schema, least: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Object.entries(isObject(schema['properties']) ? schema['properties'] : {}).flatMap(([key, below]) =>
    isObject(below) && below['type'] === 'boolean' && below['default'] === true ? [{ ...least, [key]: false }] : [],
  );
}

function inventOne(budget: Budget, schema: Schema): unknown {
  return budget.deeper(() =>
    candidates(budget, schema)
      .map((value) => applyDefaults(budget, schema, value))
      .find((value) => validateValue(createComparing(budget), schema, value).length === 0),
  );
}

/** The same item again and again; whoever copies the list copies each. */
function repeatItem(budget: Budget, item: unknown, count: number): unknown[] {
  budget.spend('steps', count);
  return Array(count).fill(item);
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && value > 0 && value < 100 ? value : 0;
}
