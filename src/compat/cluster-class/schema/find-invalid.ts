import { type Budget, OverBudget } from '../../budget.ts';
import { createSampleBudget } from '../simulation/samples.ts';
import { findUnknownKeys, type Schema } from './apply-defaults.ts';
import { createComparing, validateValue } from './validate-value.ts';

/** Whether a variable's schema takes a value, as Cluster API's webhook for Clusters decides. */
export type Validity =
  | { readonly kind: 'valid' }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] }
  /** Some part, an expression or a format, was not compared. */
  | { readonly kind: 'unknown'; readonly why: string };

/** @param other where many values are judged: whose expressions are compiled once for all */
export function findInvalid(schema: Schema, value: unknown, other?: Pick<Budget, 'compile'>): Validity {
  const budget = createSampleBudget(other);
  const comparing = createComparing(budget);
  try {
    const unknown = findUnknownKeys(budget, schema, value).map((key) => `${key} is not a field of it`);
    const problems = [...unknown, ...validateValue(comparing, schema, value)];
    if (problems.length > 0) return { kind: 'invalid', problems };
  } catch (error) {
    if (!(error instanceof OverBudget)) throw error;
    return { kind: 'unknown', why: 'the value is too large to be compared' };
  }
  const [why] = comparing.unsure;
  return why === undefined ? { kind: 'valid' } : { kind: 'unknown', why };
}
