import { isObject, isSame } from '../../../data.ts';
import { type Budget, OverBudget } from '../../budget.ts';
import type { ClassVariable, ClusterClass } from '../model.ts';
import { applyDefaults } from '../schema/apply-defaults.ts';
import { createComparing, validateValue } from '../schema/validate-value.ts';
import { defaultOf, listSamples } from './samples.ts';
import { UNKNOWN } from './unknown.ts';

export type Assignment = Readonly<Record<string, unknown>>;

/** The variables of a cluster that sets none but those that it must. */
export interface Base {
  readonly values: Assignment;
  /** Those that must be set: their values are made up. */
  readonly invented: readonly string[];
}

export function createBase({ variables }: ClusterClass, budget: Budget): Base {
  const invented: string[] = [];
  const values: Record<string, unknown> = Object.create(null);
  for (const variable of variables) {
    const value = defaultOf(variable, budget);
    if (value !== undefined) values[variable.name] = value;
    else if (variable.required) {
      invented.push(variable.name);
      const [sample = UNKNOWN] = listSamples(variable, budget);
      values[variable.name] = sample;
    }
  }
  return { values, invented };
}

/** The defaults, with UNKNOWN for all that a user may add to them: what fails with these fails whatever is added. */
export function createOpen({ variables }: ClusterClass, budget: Budget): Assignment {
  const values: Record<string, unknown> = Object.create(null);
  for (const variable of variables) values[variable.name] = openUp(variable.schema, defaultOf(variable, budget));
  return values;
}

function openUp(schema: unknown, value: unknown): unknown {
  if (value === undefined) return UNKNOWN;
  if (!isObject(value) || !isObject(schema)) return value;
  // An empty map is false until somebody adds to it.
  if (Object.keys(value).length === 0) return UNKNOWN;
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const names = new Set([...Object.keys(properties), ...Object.keys(value)]);
  return Object.fromEntries([...names].map((name) => [name, openUp(properties[name], value[name])]));
}

/** One variable given a value that keeps its default, which it may lack or be only a part of. */
export interface Addition {
  readonly variable: ClassVariable;
  readonly value: unknown;
}

/** Values that a user may add to the defaults: samples, and those that the class's templates compare with. */
export function listAdditions({ variables, patches }: ClusterClass, budget: Budget): readonly Addition[] {
  const words = listWords(patches.flatMap(({ enabledIf, definitions }) => [enabledIf?.source, ...listTemplates(definitions)]));
  return variables.flatMap((variable) => {
    const value = defaultOf(variable, budget);
    if (value === UNKNOWN) return [];
    const samples = [...listSamples(variable, budget), ...(value === undefined ? words : [])];
    const found: unknown[] = [];
    try {
      for (const sample of samples) {
        const filled = applyDefaults(budget, variable.schema, fillIn(value, sample));
        if (isSame(filled, value) || found.some((known) => isSame(known, filled))) continue;
        if (validateValue(createComparing(budget), variable.schema, filled).length === 0 && keeps(filled, value)) found.push(filled);
      }
    } catch (error) {
      if (!(error instanceof OverBudget)) throw error;
    }
    return found.map((addition) => ({ variable, value: addition }));
  });
}

/** Many at once: the first addition of each variable, then the second. */
export function listTogether(additions: readonly Addition[]): readonly Assignment[] {
  return [0, 1].map((index) => {
    const groups = new Map<string, unknown[]>();
    for (const { variable, value } of additions) groups.set(variable.name, [...(groups.get(variable.name) ?? []), value]);
    return Object.fromEntries([...groups].map(([name, values]) => [name, values[Math.min(index, values.length - 1)]]));
  });
}

function listTemplates(definitions: ClusterClass['patches'][number]['definitions']): (string | undefined)[] {
  return (definitions ?? []).flatMap(({ jsonPatches }) => jsonPatches.map(({ from }) => from?.template?.source));
}

/** Enough for the words that a class asks for. */
const MOST_WORDS = 50;

/** The texts and numbers that templates write out. */
export function listWords(templates: readonly (string | undefined)[]): readonly unknown[] {
  const actions = templates.flatMap((template) => template?.match(/\{\{[^}]*/g) ?? []).join('\n');
  const texts = [...actions.matchAll(/"([^"\\\n]*)"|`([^`]*)`/g)].map((match) => match[1] ?? match[2] ?? '');
  const numbers = [...actions.matchAll(/(?<![\w."-])-?\d{1,9}(?![\w."])/g)].map(([digits]) => Number(digits));
  return [...new Set<unknown>([...texts, ...numbers.flatMap((number) => [number, number + 1])])].slice(0, MOST_WORDS);
}

/** The default with the keys of a sample that it lacks. */
function fillIn(value: unknown, sample: unknown): unknown {
  if (value === undefined) return sample;
  if (!isObject(value) || !isObject(sample)) return value;
  const names = new Set([...Object.keys(value), ...Object.keys(sample)]);
  return Object.fromEntries([...names].map((name) => [name, fillIn(value[name], sample[name])]));
}

function keeps(value: unknown, fallback: unknown): boolean {
  if (fallback === undefined) return true;
  if (!isObject(value) || !isObject(fallback)) return isSame(value, fallback);
  return Object.entries(fallback).every(([name, item]) => keeps(value[name], item));
}
