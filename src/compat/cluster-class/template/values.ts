import { getIn, isObject } from '../../../data.ts';
import { TemplateError, Unsupported } from './ast.ts';

/** Stands for a value that cannot be known beforehand. */
export const UNKNOWN: unique symbol = Symbol('unknown');

/** JSON's values, where a number is a float64, and Go's integers as bigint; undefined is what a map does not hold. */
export type Value = unknown;

export type Call = (...values: readonly Value[]) => Value;

type Kind = 'invalid' | 'null' | 'bool' | 'int' | 'float' | 'string' | 'list' | 'map';

/** @throws Unsupported for what is unknown */
export function kindOf(value: Value): Kind {
  if (value === undefined) return 'invalid';
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'string') return 'string';
  if (Array.isArray(value)) return 'list';
  if (isObject(value)) return 'map';
  throw new Unsupported('a value that is not known');
}

/** In an error. */
export function describe(value: Value): string {
  const kind = kindOf(value);
  return kind === 'invalid' || kind === 'null' ? 'nothing' : `a ${kind}`;
}

/** The truth of a value, as `if` sees it. */
export function isTrue(value: Value): boolean {
  switch (kindOf(value)) {
    case 'list':
      return (value as readonly Value[]).length > 0;
    case 'map':
      return Object.keys(value as object).length > 0;
    case 'int':
      return value !== 0n;
    default:
      return Boolean(value);
  }
}

/** Follows fields through maps as Go does, where what a map does not hold has any field. */
export function getFields(value: Value, path: readonly string[]): Value {
  let found = value;
  for (const name of path) {
    const kind = kindOf(found);
    if (kind === 'invalid') return undefined;
    if (kind !== 'map') throw new TemplateError(`there is no field ${name} in ${kind === 'null' ? 'null' : `a ${kind}`}`);
    found = getIn(found, name);
  }
  return found;
}

/** As `{{ . }}` and `%v` print. */
export function printValue(value: Value, nested = false): string {
  switch (kindOf(value)) {
    case 'invalid':
    case 'null':
      return nested ? '<nil>' : '<no value>';
    case 'float':
      return printFloat(value as number);
    case 'list':
      return `[${(value as readonly Value[]).map((item) => printValue(item, true)).join(' ')}]`;
    case 'map': {
      const entries = Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1));
      return `map[${entries.map(([key, item]) => `${key}:${printValue(item, true)}`).join(' ')}]`;
    }
    default:
      return String(value);
  }
}

/** Go's `%v`: an exponent below -4 and from 6 on. */
function printFloat(value: number): string {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return value.toString();
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
