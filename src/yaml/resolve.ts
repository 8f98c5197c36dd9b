import { C } from './characters.ts';
import type { Dialect } from './dialect.ts';
import { parseInteger, YAML_FLOAT } from './number.ts';
import { parseTime, type Time } from './time.ts';

/** The value of plain text, with the tag of its kind. Integers are exact. */
export type Resolved =
  | { readonly tag: 'str'; readonly value: string }
  | { readonly tag: 'null'; readonly value: null }
  | { readonly tag: 'bool'; readonly value: boolean }
  | { readonly tag: 'int'; readonly value: bigint | number }
  | { readonly tag: 'float'; readonly value: number }
  | { readonly tag: 'timestamp'; readonly value: Time };

const NULL: Resolved = { tag: 'null', value: null };
const TRUE: Resolved = { tag: 'bool', value: true };
const FALSE: Resolved = { tag: 'bool', value: false };

const INFINITY: Resolved = { tag: 'float', value: Number.POSITIVE_INFINITY };
const MINUS_INFINITY: Resolved = { tag: 'float', value: Number.NEGATIVE_INFINITY };
const NAN: Resolved = { tag: 'float', value: Number.NaN };

/** Words that are more than text in both dialects. */
const WORDS = new Map<string, Resolved>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, NULL] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, TRUE] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, FALSE] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, MINUS_INFINITY] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NAN] as const),
]);

/** Words that YAML 1.1 takes for more than text. */
const OLD_WORDS = new Map<string, Resolved>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'].map((word) => [word, TRUE] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF'].map((word) => [word, FALSE] as const),
]);

const LONGEST_WORD = 5;

/** The value of a plain text. Source: `resolve` of both modules, by what it answers */
export function resolvePlain(text: string, dialect: Dialect): Resolved {
  if (text.length <= LONGEST_WORD) {
    const word = WORDS.get(text) ?? (dialect.words ? OLD_WORDS.get(text) : undefined);
    if (word !== undefined) return word;
  }
  const first = text.charCodeAt(0);
  if (first === C.dot) return resolveFraction(text);
  if ((first >= C.zero && first <= C.nine) || first === C.plus || first === C.dash) return resolveNumber(text, dialect);
  return { tag: 'str', value: text };
}

/** Text that begins with a dot: underscores stand between digits. */
function resolveFraction(text: string): Resolved {
  if (!/^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/.test(text)) return { tag: 'str', value: text };
  return resolveFloat(text.replaceAll('_', ''), text);
}

function resolveNumber(text: string, dialect: Dialect): Resolved {
  const time = parseTime(text);
  if (time !== undefined) return { tag: 'timestamp', value: time };
  const digits = text.includes('_') ? text.replaceAll('_', '') : text;
  const integer = parseInteger(digits, dialect.signedOctal);
  if (integer !== undefined) return { tag: 'int', value: integer };
  return YAML_FLOAT.test(digits) ? resolveFloat(digits, text) : { tag: 'str', value: text };
}

/** A number, unless it is too big for one: then it stays text. */
function resolveFloat(digits: string, text: string): Resolved {
  const value = Number(digits);
  return Number.isFinite(value) ? { tag: 'float', value } : { tag: 'str', value: text };
}
