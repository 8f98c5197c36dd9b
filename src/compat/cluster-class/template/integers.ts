import { TemplateError, Unsupported } from './ast.ts';
import { type Call, describe, kindOf, type Value } from './values.ts';

/** sprig's arithmetic, in Go's 64 bits. */
export const INTEGERS: Readonly<Record<string, Call>> = {
  int: integer,
  int64: integer,
  add: (...values) => values.map(integer).reduce((sum, value) => wrap(sum + value), 0n),
  add1: (value) => wrap(integer(value) + 1n),
  sub: (left, right) => wrap(integer(left) - integer(right)),
  mul: (first, ...others) => others.map(integer).reduce((product, value) => wrap(product * value), integer(first)),
  div: (left, right) => {
    if (integer(right) === 0n) throw new TemplateError('a division by 0');
    return wrap(integer(left) / integer(right));
  },
  mod: (left, right) => {
    if (integer(right) === 0n) throw new TemplateError('a division by 0');
    return integer(left) % integer(right);
  },
  max: (first, ...others) => others.map(integer).reduce((a, b) => (a > b ? a : b), integer(first)),
  min: (first, ...others) => others.map(integer).reduce((a, b) => (a < b ? a : b), integer(first)),
};

function integer(value: Value): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Math.abs(value) < 2 ** 53) return BigInt(Math.trunc(value));
  if (typeof value === 'string' && /^(?:0|[1-9]\d{0,17})$/.test(value)) return BigInt(value);
  throw new Unsupported(`${kindOf(value)} in place of an integer`);
}

/** A result, cut to Go's 64 bits. */
function wrap(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

/** Go's int, which no number of a variable is. */
export function width(value: Value): number {
  if (typeof value === 'bigint') return Number(value);
  throw new TemplateError(`${describe(value)} in place of an int`);
}
