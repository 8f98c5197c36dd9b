import { asList, asMap, asText, type DataMap, isSame } from '../../../data.ts';
import { findNarrowing } from './narrowing.ts';

/** A way in which a newer schema refuses values that an older one took. */
export interface SchemaChange {
  readonly kind: 'removed' | 'required' | 'retyped' | 'narrowed';
  /** `network.mtu`, `zones[]` */
  readonly path: string;
  /** The difference: `is an integer now and was a string`. */
  readonly message: string;
  /** Whether it hits the value that every cluster has, not only what some have set. */
  readonly everywhere: boolean;
}

/** A value that an older schema describes. */
interface Slot {
  readonly path: string;
  /** Whether every cluster has it: Cluster API writes defaults into the clusters. */
  readonly everywhere: boolean;
  /** The value of clusters that set none. */
  readonly fallback: unknown;
}

/**
 * Compares two OpenAPI schemas of a ClusterClass variable, as Cluster API holds a cluster's values against the newer
 * one. What takes more than before is not a change.
 */
export function compareSchemas(before: DataMap, now: DataMap, slot: Slot): SchemaChange[] {
  const { path, everywhere } = slot;
  const retyped = describeRetyping(before, now);
  // Below another type nothing can be compared.
  if (retyped !== undefined) return [{ kind: 'retyped', path, message: retyped, everywhere }];
  const narrowed = findNarrowing(before, now).map(
    ({ message, takes }): SchemaChange => ({
      kind: 'narrowed',
      path,
      message,
      everywhere: everywhere && slot.fallback !== undefined && takes?.(slot.fallback) === false,
    }),
  );
  return [...narrowed, ...compareProperties(before, now, slot), ...compareContents(before, now, path)];
}

/** The value of clusters that set none: the schema's default, which Cluster API writes into them. */
export function slotOf(path: string, schema: DataMap, required: boolean): Slot {
  const fallback = schema['default'];
  return { path, everywhere: required || fallback !== undefined, fallback };
}

function describeRetyping(before: DataMap, now: DataMap): string | undefined {
  const [old, type] = [asText(before['type']), asText(now['type'])];
  if (old === undefined || type === undefined || old === type) return undefined;
  // Every integer is a number.
  if (old === 'integer' && type === 'number') return undefined;
  return `is of type ${type} now and was of type ${old}`;
}

function compareProperties(before: DataMap, now: DataMap, slot: Slot): SchemaChange[] {
  const [old, current] = [asMap(before['properties']) ?? {}, asMap(now['properties']) ?? {}];
  const removed = Object.keys(old).filter((key) => !(key in current) && !takesUnknown(now));
  // Keys that nobody names fit the older schema alone; which there are is up to each cluster.
  const closed: readonly SchemaChange[] =
    takesUnknown(before) && !takesUnknown(now)
      ? [{ kind: 'narrowed', path: slot.path, message: 'no longer takes keys that it does not name', everywhere: false }]
      : [];
  const required = textsOf(now['required']).filter((key) => !textsOf(before['required']).includes(key));
  return [
    ...closed,
    ...removed.map((key): SchemaChange => {
      const inner = innerSlot(before, slot, key);
      return { kind: 'removed', path: inner.path, message: 'is gone', everywhere: inner.everywhere };
    }),
    ...required
      .filter((key) => asMap(current[key])?.['default'] === undefined && !isAlwaysSet(before, slot, key))
      .map((key): SchemaChange => {
        const message = key in old ? 'is required now and has no default' : 'is new, required and without a default';
        return { kind: 'required', path: `${slot.path}.${key}`, message, everywhere: slot.everywhere };
      }),
    ...Object.keys(old).flatMap((key) => {
      const [inner, next] = [asMap(old[key]), asMap(current[key])];
      return inner && next ? compareSchemas(inner, next, innerSlot(before, slot, key)) : [];
    }),
  ];
}

/** Items of lists and of maps: which there are is up to each cluster. */
function compareContents(before: DataMap, now: DataMap, path: string): SchemaChange[] {
  return [
    ['items', `${path}[]`],
    ['additionalProperties', `${path}.*`],
  ].flatMap(([key = '', inner = '']) => {
    const [old, current] = [asMap(before[key]), asMap(now[key])];
    return old && current ? compareSchemas(old, current, { path: inner, everywhere: false, fallback: undefined }) : [];
  });
}

function innerSlot(parent: DataMap, slot: Slot, key: string): Slot {
  const everywhere = slot.everywhere && isAlwaysSet(parent, slot, key);
  return { path: `${slot.path}.${key}`, everywhere, fallback: fallbackOf(parent, slot, key) };
}

/** Whether the property stands wherever its parent does: the parent needs it, brings it along, or has it filled in. */
function isAlwaysSet(parent: DataMap, slot: Slot, key: string): boolean {
  return fallbackOf(parent, slot, key) !== undefined || textsOf(parent['required']).includes(key);
}

function fallbackOf(parent: DataMap, { fallback }: Slot, key: string): unknown {
  return asMap(fallback)?.[key] ?? asMap(asMap(parent['properties'])?.[key])?.['default'];
}

function takesUnknown(schema: DataMap): boolean {
  const more = schema['additionalProperties'];
  return schema['x-kubernetes-preserve-unknown-fields'] === true || more === true || asMap(more) !== undefined;
}

function textsOf(value: unknown): string[] {
  return asList(value).flatMap((item) => asText(item) ?? []);
}

/** Whether two schemas take the same values, whatever they say about them. */
export function isSameSchema(a: DataMap, b: DataMap): boolean {
  const bare = ({ description: _, example: __, ...rest }: DataMap) => rest;
  return isSame(bare(a), bare(b));
}
