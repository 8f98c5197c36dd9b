import { createSampleBudget, findInvalid, listSamples, type Patched } from '../../compat/index.ts';
import { isSame } from '../../data.ts';
import type { Effect } from '../../effect.ts';
import { formatValue } from '../list-differences.ts';
import type { ClassPair, OpenClass } from './open-classes.ts';
import type { PatchedUnit } from './unit.ts';

/** Patches times templates that are applied for all values of variables of a unit together. */
const MOST_PATCHED = 200_000;

export interface Tried {
  /** Each once, for the first variable that leads to it. */
  readonly effects: readonly Effect[];
  /** Variables that there was no time to try. */
  readonly untried: readonly string[];
}

/**
 * The effects that a unit meets only with some value of a variable, the same on both sides.
 * @param base those that it meets without
 */
export function tryVariables(
  { before, after }: ClassPair,
  own: PatchedUnit,
  base: readonly Effect[],
  compare: (patched: PatchedUnit) => readonly Effect[],
): Tried {
  const budget = createSampleBudget();
  const seen = new Set(base.map(keyOf));
  const templates = [...own.before, ...own.after];
  const cost = templates.length * (1 + after.clusterClass.patches.length);
  let left = MOST_PATCHED;
  const effects: Effect[] = [];
  const untried: string[] = [];
  for (const { name, schema } of after.clusterClass.variables) {
    const old = before.clusterClass.variables.find((variable) => variable.name === name);
    if (old === undefined || !templates.some(({ dependsOn }) => dependsOn(name))) continue;
    const values = listSamples(old, budget).filter(
      (value) => !isSame(value, own.unit.values.before[name]) && findInvalid(schema, value, budget).kind !== 'invalid',
    );
    left -= cost * values.length;
    if (left < 0) {
      untried.push(name);
      continue;
    }
    for (const value of values) {
      const patchAll = ({ patchable }: OpenClass, all: readonly Patched[], side: 'before' | 'after') =>
        all.map((one) => (one.dependsOn(name) ? patchable.patch(one.target, { ...own.unit.values[side], [name]: value }) : one));
      const patched = { unit: own.unit, before: patchAll(before, own.before, 'before'), after: patchAll(after, own.after, 'after') };
      for (const effect of compare(patched).filter(({ verdict }) => verdict !== 'unknown')) {
        if (seen.has(keyOf(effect))) continue;
        seen.add(keyOf(effect));
        const where = `clusters that set the variable ${name}, for instance to ${formatValue(value)}`;
        effects.push({ ...effect, verdict: 'conditional', scope: { kind: 'some', where }, message: `in ${where}: ${effect.message}` });
      }
    }
  }
  return { effects, untried };
}

/** By what happens and why; the values differ with the variable's. */
function keyOf({ kind, subject, clusterApi, cause }: Effect): string {
  return JSON.stringify([kind, subject, clusterApi, cause.field.replace(/^patch [^:]+: /, '')]);
}
