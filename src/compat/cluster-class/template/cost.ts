import { getOwn } from '../../../data.ts';
import { type Budget, spendMatch, spendValue } from '../../budget.ts';
import type { Value } from './values.ts';

/** Functions that look at all that is in a value. */
const DEEP: ReadonlySet<string> = new Set('dict eq has join ne print printf quote squote toJson toRawJson toString'.split(' '));

/** How much longer than its arguments a result may be, in characters. */
const GROWTH: Readonly<Record<string, (...values: readonly Value[]) => number>> = {
  replace: (from, to, value) => {
    const places = lengthOf(value) / Math.max(1, lengthOf(from)) + 1;
    return lengthOf(to) * places;
  },
  join: (separator, values) => lengthOf(separator) * lengthOf(values),
  indent: (count, value) => Number(count) * countLines(value),
  nindent: (count, value) => Number(count) * countLines(value),
};

/** Pays for a call before it is made. @throws OverBudget */
export function spendCall(budget: Budget, name: string, values: readonly Value[]): void {
  budget.spend('steps', values.length + 1);
  for (const value of values) {
    if (DEEP.has(name)) spendValue(budget, value);
    else if (typeof value === 'string') budget.spend('bytes', value.length);
    else budget.spend('steps', lengthOf(value));
  }
  if (name === 'regexMatch' && typeof values[0] === 'string' && typeof values[1] === 'string') spendMatch(budget, values[0], values[1]);
  const growth = getOwn(GROWTH, name)?.(...values) ?? 0;
  if (growth > 0) budget.spend('bytes', growth);
}

/** Of a text or a list; of maps only their values are ever taken. */
function lengthOf(value: Value): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0;
}

function countLines(value: Value): number {
  return typeof value === 'string' ? value.split('\n').length : 0;
}
