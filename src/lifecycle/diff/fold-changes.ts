import { formatCount } from '../../text.ts';
import type { Change } from './change.ts';

/** Places that are named where a change has several. */
const MOST_PLACES = 3;

/**
 * The changes as people read them: one change in several places once, definitions of APIs by how many fields differ, and noise
 * counted by what it is. They stay in the order of their first places.
 */
export function foldChanges(changes: readonly Change[]): readonly Change[] {
  const groups = new Map<string, Change[]>();
  for (const [index, change] of changes.entries()) {
    const key = keyOf(change) ?? `${index}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return [...groups.values()].map(join);
}

/** Equal for changes that are told together; undefined for one that stands alone. */
function keyOf(change: Change): string | undefined {
  const { kind, part = '', object, path, inside, from, to, rule, noise, lines } = change;
  if (noise) return JSON.stringify(['noise', kind, part, rule]);
  if (kind === 'file' && part !== '') return JSON.stringify(['file', part]);
  if (rule === 'crds') return JSON.stringify(['crds', part, object]);
  if ((kind !== 'object' && kind !== 'value') || (from === undefined && to === undefined)) return undefined;
  // Two texts of equal length are not the same change.
  if (lines !== undefined && path === '') return undefined;
  const core = findCore(from, to);
  return JSON.stringify(['same', kind, change.change, nameField(inside ?? path), core.from, core.to, lines]);
}

function join(group: readonly Change[]): Change {
  const [first] = group;
  if (first === undefined) throw new Error('a group has a change');
  if (group.length === 1 && (first.places > 1 || (first.rule !== 'crds' && !first.noise))) return first;
  if (first.noise) return joinNoise(first, group);
  if (first.rule === 'crds') return joinDefinition(first, group);
  const isEqual = group.every(({ from, to }) => from === first.from && to === first.to);
  return { ...first, ...(isEqual ? {} : findCore(first.from, first.to)), ...placesOf(group) };
}

function placesOf(group: readonly Change[]): Pick<Change, 'places' | 'where'> {
  const places = group.reduce((sum, one) => sum + one.places, 0);
  const where = group.flatMap(
    ({ object, path, inside, where: known }) => known ?? [`${object} ${path}${inside === undefined ? '' : ` › ${inside}`}`.trim()],
  );
  return { places, ...(places > 1 && { where: where.slice(0, MOST_PLACES) }) };
}

function joinNoise({ kind, part, rule }: Change, group: readonly Change[]): Change {
  return {
    kind,
    change: 'changed',
    ...(part && { part }),
    object: part ?? 'release',
    path: '',
    ...placesOf(group),
    noise: true,
    ...(rule && { rule }),
  };
}

function joinDefinition({ kind, part, object, rule }: Change, group: readonly Change[]): Change {
  const count = (change: Change['change']) => group.filter((one) => one.change === change && /\.properties\b/.test(one.path)).length;
  const [added, removed] = [count('added'), count('removed')];
  const rest = group.length - added - removed;
  const words = [
    ...(added > 0 ? [`${formatCount(added, 'field')} added`] : []),
    ...(removed > 0 ? [`${removed} removed`] : []),
    ...(rest > 0 ? [formatCount(rest, 'other change')] : []),
  ];
  const breaking = group.flatMap((one) => one.breaking ?? []).join('; ');
  return {
    kind,
    change: 'changed',
    ...(part && { part }),
    object,
    path: '',
    to: words.join(', '),
    ...placesOf(group),
    noise: false,
    ...(rule && { rule }),
    ...(breaking !== '' && { breaking }),
  };
}

/** The field that a path ends with: `image` of `spec.containers[a].image`, `args[--v]`. */
export function nameField(path: string): string {
  return /[^.[\]]*(?:\[[^\]]*\])?$/.exec(path)?.[0].replace(/\[\d+\]$/, '') ?? path;
}

const DIGEST = /@sha256:[0-9a-f]{64}/g;

/** What differs between two values that begin and end alike, in whole words; the digest of an image follows from the rest. */
export function findCore(from: string | undefined, to: string | undefined): Pick<Change, 'from' | 'to'> {
  if (from === undefined || to === undefined) return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const [old, now] = [from, to].map((text) => text.replaceAll(DIGEST, '').split(/(?<=[/:@,=])|(?=[/:@,=])/));
  if (old === undefined || now === undefined || old.join('') === now.join('')) return { from, to };
  let start = 0;
  while (start < Math.min(old.length, now.length) - 1 && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - 1 - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const cut = (words: readonly string[]) => words.slice(start, words.length - end).join('');
  return { from: cut(old), to: cut(now) };
}
