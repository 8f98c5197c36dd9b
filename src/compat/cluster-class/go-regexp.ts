import { RE2JS, RE2JSSyntaxException } from 're2js';
import type { Budget } from '../budget.ts';

/** A regular expression as Go reads it, matched in linear time. Source: https://github.com/google/re2/wiki/Syntax */
export type GoRegExp =
  | { readonly kind: 'usable'; readonly size: number; readonly test: (text: string) => boolean }
  /** Go refuses it. */
  | { readonly kind: 'invalid'; readonly why: string }
  /** Go may take it; here it is too large. */
  | { readonly kind: 'unknown' };

/** Instructions that an expression may be compiled to, estimated from its text: below 100 MB. */
const LARGEST = 200_000;

/** Instructions times characters that a step stands for. */
const WORK_PER_STEP = 40;

/** A class asks for the same few expressions again and again, and stacks have them in common. Together not above LARGEST. */
const compiled = new Map<string, GoRegExp>();
let held = 0;

export function toGoRegExp(pattern: string): GoRegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const size = estimateSize(pattern);
  if (size > LARGEST) return { kind: 'unknown' };
  if (held + size > LARGEST) {
    compiled.clear();
    held = 0;
  }
  const expression = compile(pattern);
  compiled.set(pattern, expression);
  held += size;
  return expression;
}

/** Pays for matching before it is done. @throws OverBudget */
export function spendMatch(budget: Budget, pattern: string, text: string): void {
  const expression = toGoRegExp(pattern);
  const size = expression.kind === 'usable' ? expression.size : 0;
  budget.spend('steps', pattern.length + size + Math.ceil((size * text.length) / WORK_PER_STEP));
}

function compile(pattern: string): GoRegExp {
  try {
    const program = RE2JS.compile(pattern);
    return { kind: 'usable', size: program.programSize(), test: (text) => program.test(text) };
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) return { kind: 'unknown' };
    const why = error.message.replace(/^error parsing regexp: /, '');
    // Go takes a group's name twice, the library at hand does not.
    return why.startsWith('duplicate capture group name') ? { kind: 'unknown' } : { kind: 'invalid', why };
  }
}

/** Nested counts multiply, up to the 1000 that Go allows. */
function estimateSize(pattern: string): number {
  let product = 1;
  for (const [, least = '', most = ''] of pattern.matchAll(/\{(\d{1,4})(?:,(\d{0,4}))?\}/g)) {
    product = Math.min(1000, product * Math.max(1, Number(least), Number(most)));
  }
  return pattern.length * product;
}
