import { asList, type DataMap, getIn, isObject, isSame } from '../../../data.ts';

/** A restriction that is new or tighter. */
export interface Narrowing {
  /** `has a maximum of 9000 now` */
  readonly message: string;
  /** Whether a value still fits; undefined where that is not looked into. */
  readonly takes?: (value: unknown) => boolean;
}

/** How a keyword bounds a value from one side. */
interface Bound {
  readonly keyword: string;
  readonly side: 'lowest' | 'highest';
  readonly measure: (value: unknown) => number | undefined;
}

const size = (value: unknown) => (typeof value === 'string' ? [...value].length : undefined);
const count = (value: unknown) => (Array.isArray(value) ? value.length : undefined);
const keys = (value: unknown) => (isObject(value) ? Object.keys(value).length : undefined);
const number = (value: unknown) => (typeof value === 'number' ? value : undefined);

const BOUNDS: readonly Bound[] = [
  { keyword: 'minimum', side: 'lowest', measure: number },
  { keyword: 'maximum', side: 'highest', measure: number },
  { keyword: 'minLength', side: 'lowest', measure: size },
  { keyword: 'maxLength', side: 'highest', measure: size },
  { keyword: 'minItems', side: 'lowest', measure: count },
  { keyword: 'maxItems', side: 'highest', measure: count },
  { keyword: 'minProperties', side: 'lowest', measure: keys },
  { keyword: 'maxProperties', side: 'highest', measure: keys },
];

/** The parts of a schema that let fewer values pass than before. */
export function findNarrowing(before: DataMap, now: DataMap): Narrowing[] {
  return [...narrowEnum(before, now), ...BOUNDS.flatMap((bound) => narrowBound(bound, before, now)), ...narrowText(before, now)];
}

function narrowEnum(before: DataMap, now: DataMap): Narrowing[] {
  if (now['enum'] === undefined) return [];
  const [old, values] = [before['enum'] === undefined ? undefined : asList(before['enum']), asList(now['enum'])];
  const takes = (value: unknown) => values.some((one) => isSame(one, value));
  const gone = old?.filter((value) => !takes(value));
  if (gone === undefined) return [{ message: `takes only ${listValues(values)} now`, takes }];
  return gone.length === 0 ? [] : [{ message: `no longer takes ${listValues(gone)}`, takes }];
}

function narrowBound({ keyword, side, measure }: Bound, before: DataMap, now: DataMap): Narrowing[] {
  const [old, bound] = [before[keyword], now[keyword]];
  if (typeof bound !== 'number') return [];
  const isTighter = typeof old !== 'number' || (side === 'lowest' ? bound > old : bound < old);
  // A length or a count is never below 0.
  if (!isTighter || (bound === 0 && keyword !== 'minimum' && side === 'lowest')) return [];
  const takes = (value: unknown) => {
    const measured = measure(value);
    return measured === undefined || (side === 'lowest' ? measured >= bound : measured <= bound);
  };
  return [{ message: `has ${keyword} ${bound} now${typeof old === 'number' ? `, ${old} before` : ''}`, takes }];
}

/** Whether one pattern takes all that another takes is not decided; that they differ is said. */
function narrowText(before: DataMap, now: DataMap): Narrowing[] {
  const changed = ['pattern', 'format'].filter((key) => typeof now[key] === 'string' && now[key] !== before[key]);
  // What a rule says where it fails changes nothing of what it takes.
  const ruleOf = (rule: unknown) => [getIn(rule, 'rule'), getIn(rule, 'optionalOldSelf')];
  const rules = asList(now['x-kubernetes-validations']).filter(
    (rule) => !asList(before['x-kubernetes-validations']).some((old) => isSame(ruleOf(old), ruleOf(rule))),
  );
  const switched = ['exclusiveMinimum', 'exclusiveMaximum', 'uniqueItems'].filter((key) => now[key] === true && before[key] !== true);
  const combined = ['allOf', 'anyOf', 'oneOf', 'not', 'multipleOf'].filter(
    (key) => now[key] !== undefined && !isSame(before[key], now[key]),
  );
  return [
    ...changed.map((key) => ({ message: `has another ${key} now: ${String(now[key])}` })),
    ...switched.map((key) => ({ message: `has ${key} now` })),
    ...combined.map((key) => ({ message: `has another ${key} now` })),
    ...(rules.length > 0 ? [{ message: 'has other x-kubernetes-validations now' }] : []),
  ];
}

function listValues(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}
