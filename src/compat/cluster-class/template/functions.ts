import { acceptsVersion, parseConstraint, parseSemver } from '../../../chart/index.ts';
import { getOwn } from '../../../data.ts';
import type { Budget } from '../../budget.ts';
import { TemplateError, Unsupported } from './ast.ts';
import { areEqual, isLess } from './compare.ts';
import { INTEGERS, width } from './integers.ts';
import { type Call, describe, isTrue, kindOf, printValue, type Value } from './values.ts';

/** The functions that are evaluated here. Arguments of unusual types are left to Go. */
export const FUNCTIONS: Readonly<Record<string, Call>> = {
  not: (value: Value) => !isTrue(value),
  eq: (first, ...others) => {
    if (others.length === 0) throw new TemplateError('eq needs two values');
    return others.some((other) => areEqual(first, other));
  },
  ne: (left, right) => !areEqual(left, right),
  lt: isLess,
  le: (left, right) => isLess(left, right) || areEqual(left, right),
  gt: (left, right) => !isLess(left, right) && !areEqual(left, right),
  ge: (left, right) => !isLess(left, right),
  len: (value) => {
    if (typeof value === 'string') return BigInt(Buffer.byteLength(value));
    if (Array.isArray(value)) return BigInt(value.length);
    if (kindOf(value) === 'map') return BigInt(Object.keys(value as object).length);
    throw new TemplateError(`len of ${kindOf(value) === 'invalid' ? 'nothing' : `a ${kindOf(value)}`}`);
  },
  index: (value, ...keys) => {
    if (value === undefined || value === null) throw new TemplateError('index of nothing');
    return keys.reduce(getIndex, value);
  },
  print: (...values) => printAll(values),
  printf: (format, ...values) => printFormat(text(format), values),

  default: (fallback, value) => (isEmpty(value) ? fallback : value),
  empty: (value) => isEmpty(value),
  coalesce: (...values) => values.find((value) => !isEmpty(value)),
  ternary: (yes, no, condition) => {
    if (typeof condition !== 'boolean') throw new Unsupported('ternary of no boolean');
    return condition ? yes : no;
  },
  fail: (message) => {
    throw new TemplateError(text(message));
  },

  quote: (...values) =>
    present(values)
      .map((value) => quoteGo(asText(value)))
      .join(' '),
  squote: (...values) =>
    present(values)
      .map((value) => `'${asText(value)}'`)
      .join(' '),
  toString: (value: Value) => asText(value),
  trim: (value) => text(value).trim(),
  trimAll: (cut, value) => trimSet(text(value), text(cut)),
  trimSuffix: (suffix, value) => removeSuffix(text(value), text(suffix)),
  trimPrefix: (prefix, value) => (text(value).startsWith(text(prefix)) ? text(value).slice(text(prefix).length) : text(value)),
  upper: (value) => text(value).toUpperCase(),
  lower: (value) => text(value).toLowerCase(),
  replace: (from, to, value) => text(value).replaceAll(text(from), () => text(to)),
  contains: (part, value) => text(value).includes(text(part)),
  hasPrefix: (prefix, value) => text(value).startsWith(text(prefix)),
  hasSuffix: (suffix, value) => text(value).endsWith(text(suffix)),
  indent: (count, value) => indent(count, text(value)),
  nindent: (count, value) => `\n${indent(count, text(value))}`,
  trunc: (count, value) => {
    const limit = width(count);
    return limit < 0 ? (-limit < text(value).length ? text(value).slice(limit) : text(value)) : text(value).slice(0, limit);
  },
  b64enc: (value) => Buffer.from(text(value)).toString('base64'),
  b64dec: (value) => {
    if (!/^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/.test(text(value))) throw new Unsupported('b64dec of no base64');
    return Buffer.from(text(value), 'base64').toString();
  },
  join: (separator, values) =>
    list(values)
      .filter((item) => item !== null)
      .map(asText)
      .join(text(separator)),
  splitList: (separator, value) => text(value).split(text(separator)),
  split: (separator, value) =>
    Object.fromEntries(
      text(value)
        .split(text(separator))
        .map((part, index) => [`_${index}`, part]),
    ),
  semverCompare: (constraint, version) => {
    const parsed = parseConstraint(text(constraint));
    if (parsed === undefined || parseSemver(text(version)) === undefined) throw new Unsupported('a version that cannot be read');
    return acceptsVersion(parsed, text(version));
  },

  list: (...values) => values,
  first: (values) => list(values)[0] ?? null,
  last: (values) => list(values).at(-1) ?? null,
  rest: (values) => list(values).slice(1),
  has: (value, values) => (values === null || values === undefined ? false : list(values).some((item) => isDeepEqual(item, value))),
  append: (values, value) => [...list(values), value],
  prepend: (values, value) => [value, ...list(values)],
  concat: (...lists) => lists.flatMap(list),
  dict: (...values) =>
    Object.fromEntries(
      values.flatMap((key, index) =>
        index % 2 === 0 ? [[asText(key), index + 1 < values.length ? (values[index + 1] ?? null) : '']] : [],
      ),
    ),
  hasKey: (map, key) => Object.hasOwn(object(map), text(key)),
  get: (map, key) => (Object.hasOwn(object(map), text(key)) ? object(map)[text(key)] : ''),

  ...INTEGERS,
  toJson: (value) => (JSON.stringify(value, sortKeys) ?? 'null').replaceAll(/[<>&]/g, escapeHtml),
  toRawJson: (value) => JSON.stringify(value, sortKeys) ?? 'null',
};

/** sprig's `regexMatch`. */
export function createRegexMatch(compile: Budget['compile']): Call {
  return (pattern, value) => {
    const expression = compile(text(pattern));
    if (expression.kind === 'unknown') throw new Unsupported('a regular expression is too large');
    // One that Go cannot read matches nothing to sprig.
    return expression.kind === 'usable' && expression.test(text(value));
  };
}

function text(value: Value): string {
  if (typeof value === 'string') return value;
  throw new TemplateError(`${describe(value)} in place of a text`);
}

function list(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value as readonly Value[];
  throw new Unsupported(`${kindOf(value)} in place of a list`);
}

function object(value: Value): Readonly<Record<string, Value>> {
  if (kindOf(value) === 'map') return value as Readonly<Record<string, Value>>;
  throw new Unsupported(`${kindOf(value)} in place of a map`);
}

/** sprig's `toString`, of whole values as of those inside lists. */
function asText(value: Value): string {
  return printValue(value, true);
}

function present(values: readonly Value[]): readonly Value[] {
  return values.filter((value) => value !== null && value !== undefined);
}

function isEmpty(value: Value): boolean {
  return !isTrue(value);
}

function quoteGo(value: string): string {
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cn}\p{Co}\p{Cs}]/u.test(value.replaceAll(/[\n\t\r]/g, ''))) throw new Unsupported('unusual characters');
  return JSON.stringify(value);
}

function removeSuffix(value: string, suffix: string): string {
  return suffix !== '' && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value;
}

function trimSet(value: string, cut: string): string {
  let [start, end] = [0, value.length];
  while (start < end && cut.includes(value[start] ?? '')) start++;
  while (end > start && cut.includes(value[end - 1] ?? '')) end--;
  return value.slice(start, end);
}

function indent(count: Value, value: string): string {
  const blanks = width(count);
  if (blanks < 0 || blanks > 1000) throw new Unsupported('an unusual indentation');
  const pad = ' '.repeat(blanks);
  return pad + value.replaceAll('\n', `\n${pad}`);
}

function getIndex(value: Value, key: Value): Value {
  if (kindOf(value) === 'map' && typeof key === 'string') return getOwn(object(value), key);
  if (Array.isArray(value) && typeof key === 'bigint') {
    if (key < 0n || key >= BigInt(value.length)) throw new TemplateError(`there is no item ${key} in a list of ${value.length}`);
    return value[Number(key)];
  }
  throw new Unsupported(`index of ${kindOf(value)}`);
}

function printAll(values: readonly Value[]): string {
  if (values.length > 1 && values.some((value) => typeof value !== 'string')) throw new Unsupported('print of several values');
  return values.map(asText).join('');
}

function printFormat(format: string, values: readonly Value[]): string {
  let used = 0;
  const filled = format.replaceAll(/%(.?)/gs, (_, verb: string) => {
    if (verb === '%') return '%';
    if (used >= values.length) throw new Unsupported('printf without a value');
    const value = values[used++];
    if (verb === 'v') return asText(value);
    if (verb === 's' && typeof value === 'string') return value;
    if (verb === 'q' && typeof value === 'string') return quoteGo(value);
    if (verb === 'd' && typeof value === 'bigint') return String(value);
    if (verb === 't' && typeof value === 'boolean') return String(value);
    throw new Unsupported(`printf %${verb}`);
  });
  if (used < values.length) throw new Unsupported('printf with values to spare');
  return filled;
}

function isDeepEqual(left: Value, right: Value): boolean {
  if (typeof left === 'object' && left !== null) return JSON.stringify(left, sortKeys) === JSON.stringify(right, sortKeys);
  return left === right;
}

function sortKeys(_: string, value: Value): Value {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'symbol') throw new Unsupported('a value that is not known');
  if (kindOf(value) !== 'map') return value;
  return Object.fromEntries(Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function escapeHtml(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
