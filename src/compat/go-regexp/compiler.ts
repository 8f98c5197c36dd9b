import { once } from '../../once.ts';
import { loadRe2 } from './load-re2.ts';
import { LONGEST, readPlainPattern } from './plain-pattern.ts';

/** A regular expression as Go reads it, matched in linear time. Source: https://github.com/google/re2/wiki/Syntax */
export type GoRegExp =
  | { readonly kind: 'usable'; readonly size: number; readonly test: (text: string) => boolean }
  /** Go refuses it. */
  | { readonly kind: 'invalid'; readonly why: string }
  /** Go may take it; here it is too large. */
  | { readonly kind: 'unknown' };

/** Instructions that an expression may be compiled to, estimated from its text: below 100 MB. */
const LARGEST = 200_000;

/**
 * Compiles expressions, each once as long as their sizes together are not above LARGEST: a class asks for the same few
 * again and again.
 */
export function createCompiler(): (pattern: string) => GoRegExp {
  const compiled = new Map<string, GoRegExp>();
  let held = 0;
  return (pattern) => {
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
  };
}

function compile(pattern: string): GoRegExp {
  const plain = readPlainPattern(pattern);
  if (plain === undefined) return compileRe2(pattern);
  const whole = once(() => loadRe2().RE2JS.compile(pattern));
  const test = (text: string) => (text.length <= LONGEST ? plain.expression : whole()).test(text);
  return { kind: 'usable', size: plain.size, test };
}

function compileRe2(pattern: string): GoRegExp {
  const { RE2JS, RE2JSSyntaxException } = loadRe2();
  try {
    const program = RE2JS.compile(pattern);
    return { kind: 'usable', size: program.programSize(), test: (text) => program.test(text) };
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) return { kind: 'unknown' };
    const why = error.message.replace(/^error parsing regexp: /, '');
    // Go takes a group's name twice, the library does not.
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
