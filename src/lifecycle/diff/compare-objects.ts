import type { Comparison, RenderedObject } from '../../chart/index.ts';
import { isObject, isSame } from '../../data.ts';
import { nameSubject } from '../../effects/index.ts';
import type { Change, ChangeKind, ChangeRule } from './change.ts';
import { compareValues, type Difference, type Masks } from './compare-values.ts';
import { describeDifference } from './describe-difference.ts';
import { findBreaking } from './find-breaking.ts';
import { hideSecrets } from './hide-secrets.ts';
import { findReach, findRule, isKubernetesApi } from './judge-noise.ts';
import type { Side } from './pair-items.ts';
import type { ObjectPair, PairedObjects } from './pair-objects.ts';
import type { Path } from './path.ts';

/** Keys and indexes on the way to a value. */
type Place = readonly (string | number)[];

/** Whether a place in an object is another at every rendering, in either release. */
export type IsRandom = (side: Side, object: RenderedObject, at: Place) => boolean;

/** The differences between the objects of two releases. */
export function compareObjects({ pairs, removed, added }: PairedObjects, masks: Masks, isRandom: IsRandom): Change[] {
  const whole =
    (change: 'added' | 'removed', side: Side) =>
    (entry: PairedObjects['added'][number]): Change => {
      const random = isRandom(side, entry.object, []);
      return {
        kind: 'object',
        change,
        part: entry.part,
        object: nameSubject(entry.object),
        path: '',
        places: 1,
        noise: random,
        ...(random && { rule: 'random' }),
      };
    };
  return [
    ...pairs.flatMap((pair) => comparePair(pair, masks, isRandom)),
    ...removed.map(whole('removed', 'before')),
    ...added.map(whole('added', 'after')),
  ];
}

function comparePair(pair: ObjectPair, masks: Masks, isRandom: IsRandom): Change[] {
  const { relation, before, after } = pair;
  const { object } = after;
  const base = { kind: 'object', part: after.part, object: nameSubject(object), places: 1, noise: false } as const;
  const found: Change[] = [];
  if (relation === 'moved') found.push({ ...base, change: 'moved', path: '', from: before.part, to: after.part });
  if (relation === 'renamed') found.push({ ...base, change: 'renamed', path: '', from: nameOf(before.object), to: nameOf(object) });
  const [from, to] = [ownData(before.object), ownData(object)];
  if (isSame(from, to)) return found;
  const reachOf = findReach(object);
  const isKubernetes = isKubernetesApi(object.apiVersion);
  const isCrd = object.kind === 'CustomResourceDefinition';
  const differences = compareValues(hideSecrets(from), hideSecrets(to), masks).filter(({ path: [first, second] }) => {
    return relation !== 'renamed' || first !== 'metadata' || (second !== 'name' && second !== 'namespace');
  });
  const breaking = isCrd ? findBreaking(before.object, object, differences) : undefined;
  return [
    ...found,
    ...differences.flatMap((raw) => {
      const reach = reachOf(raw.path);
      const isRandomBefore = (at: Place) => isRandom('before', before.object, at);
      const isRandomAfter = (at: Place) => isRandom('after', object, at);
      const random = isRandomBefore(raw.at.before) || isRandomAfter(raw.at.after);
      const difference = {
        ...raw,
        from: hideRandom(raw.from, raw.at.before, isRandomBefore),
        to: hideRandom(raw.to, raw.at.after, isRandomAfter),
      };
      const rule = isCrd ? 'crds' : findRule(difference, { reach, isKubernetes, isRandom: random }, masks);
      const broken = breaking?.get(raw);
      return describeDifference(difference, masks).map(({ isFormat, ...said }): Change => {
        const own: ChangeRule | undefined = rule ?? (isFormat ? 'format' : undefined);
        return {
          ...base,
          ...classify(object, difference),
          ...said,
          noise: isNoise(own, reach !== 'none'),
          ...(own !== undefined && { rule: own }),
          ...(broken !== undefined && { breaking: broken }),
        };
      });
    }),
  ];
}

/** A value with words for what is random in it: the same releases give the same bytes. */
function hideRandom(value: unknown, at: Place, isRandom: (at: Place) => boolean): unknown {
  if (value !== undefined && isRandom(at)) return '(another at every rendering)';
  if (Array.isArray(value)) return value.map((item, index) => hideRandom(item, [...at, index], isRandom));
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hideRandom(item, [...at, key], isRandom)]))
    : value;
}

/** What restarts something is shown whatever brought it about; an API server's defaults restart nothing. */
function isNoise(rule: ChangeRule | undefined, restarts: boolean): boolean {
  if (rule === undefined || rule === 'crds') return false;
  return !restarts || rule === 'defaults';
}

/** The items of a list are objects of their own. */
function ownData({ kind, data }: RenderedObject): Readonly<Record<string, unknown>> {
  if (!kind.endsWith('List') || !Array.isArray(data['items'])) return data;
  const { items: _, ...rest } = data;
  return rest;
}

/** Variables and patches of a ClusterClass are what its users see of it. */
function classify({ kind }: RenderedObject, { path }: Difference): { readonly kind: ChangeKind; readonly object?: string } {
  const [spec, list, item] = path;
  if (kind !== 'ClusterClass' || spec !== 'spec') return { kind: 'object' };
  const name = itemName(item);
  if (list === 'variables') return { kind: 'variable', object: name === undefined ? 'variables' : `variable ${name}` };
  if (list === 'patches') return { kind: 'patch', object: name === undefined ? 'patches' : `patch ${name}` };
  return { kind: 'object' };
}

function itemName(step: Path[number] | undefined): string | undefined {
  return typeof step === 'object' ? step.item : typeof step === 'number' ? String(step) : undefined;
}

function nameOf({ name, namespace }: RenderedObject): string {
  return `${namespace ? `${namespace}/` : ''}${name || '(no name)'}`;
}

/** Reads where renderings of one release differ. */
export function readRandom(
  comparisons: readonly (Comparison | undefined)[],
): (object: RenderedObject, at: readonly (string | number)[]) => boolean {
  const keyOf = ({ apiVersion, kind, name }: Pick<RenderedObject, 'apiVersion' | 'kind' | 'name'>) => `${apiVersion} ${kind} ${name}`;
  const paths = new Map<string, (readonly (string | number)[])[]>();
  for (const comparison of comparisons) {
    for (const { object, path } of comparison?.kind === 'compared' ? comparison.differences : []) {
      paths.set(keyOf(object), [...(paths.get(keyOf(object)) ?? []), path]);
    }
  }
  return (object, at) =>
    paths.get(keyOf(object))?.some((path) => path.length <= at.length && path.every((key, index) => key === at[index])) ?? false;
}
