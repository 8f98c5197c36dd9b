import { createCompiler, type GoRegExp } from './go-regexp/compiler.ts';

/** How much work a text from outside may cause. Counts, not time: the same input gets the same answer everywhere. */
export interface Limits {
  readonly steps: number;
  /** Of texts, in UTF-16 units. */
  readonly bytes: number;
  readonly depth: number;
}

export interface Budget {
  /** @throws OverBudget once the limit is passed */
  spend(what: 'steps' | 'bytes', amount?: number): void;
  /** Runs one level deeper. @throws OverBudget */
  deeper<T>(run: () => T): T;
  /** Compiles a regular expression, once within the whole. */
  compile(pattern: string): GoRegExp;
}

/** More work than is done for a text. Caught where an answer can be `unknown`. */
export class OverBudget extends Error {}

/**
 * A part of a budget: spending it also spends the whole.
 * @param compile of a budget that is spent apart, for the same expressions
 */
export function createBudget(limits: Limits, whole?: Budget, compile = whole?.compile ?? createCompiler()): Budget {
  const left = { steps: limits.steps, bytes: limits.bytes };
  let depth = 0;
  const stop = (what: keyof Limits): never => {
    throw new OverBudget(describe(what, limits[what]));
  };
  return {
    spend(what, amount = 1) {
      left[what] -= amount;
      if (left[what] < 0) stop(what);
      whole?.spend(what, amount);
    },
    deeper(run) {
      if (depth >= limits.depth) stop('depth');
      depth++;
      try {
        return run();
      } finally {
        depth--;
      }
    },
    compile,
  };
}

/**
 * Sees to it that data can be walked by what comes after, without a budget: printed, compared, cloned.
 * @throws OverBudget
 */
export function spendValue(budget: Budget, value: unknown): void {
  budget.spend('steps');
  if (typeof value === 'string') budget.spend('bytes', value.length);
  if (typeof value !== 'object' || value === null) return;
  budget.deeper(() => {
    for (const [key, item] of Object.entries(value)) {
      budget.spend('bytes', key.length);
      spendValue(budget, item);
    }
  });
}

/** Instructions times characters that a step stands for. */
const WORK_PER_STEP = 40;

/** Pays for matching before it is done, and gives what to match with. @throws OverBudget */
export function spendMatch(budget: Budget, pattern: string, text: string): GoRegExp {
  const expression = budget.compile(pattern);
  const size = expression.kind === 'usable' ? expression.size : 0;
  budget.spend('steps', pattern.length + size + Math.ceil((size * text.length) / WORK_PER_STEP));
  return expression;
}

function describe(what: keyof Limits, limit: number): string {
  const count = limit.toLocaleString('en-US');
  switch (what) {
    case 'steps':
      return `it takes more than ${count} steps`;
    case 'bytes':
      return `it makes texts of more than ${count} characters`;
    case 'depth':
      return `it is nested more than ${count} deep`;
  }
}
