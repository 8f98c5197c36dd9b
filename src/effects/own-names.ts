import { isObject } from '../data.ts';
import { oncePer } from '../once.ts';
import { alternatives } from '../text.ts';
import { formatClusterClassName, formatReleaseName, spellVersion } from '../version/index.ts';
import { type Difference, listDifferences, type Path } from './list-differences.ts';
import type { Side } from './side.ts';

/** Stands for the name or the version of the release that a value comes from. */
const OWN = '‹release›';

/** A value with the release's own names and versions replaced, in keys, too; what it was is not seen by it. */
export function maskOwnNames(value: unknown, side: Side): unknown {
  const pattern = patternOf(side);
  const mask = (text: string) => text.replaceAll(pattern, OWN);
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return mask(part);
    if (Array.isArray(part)) return part.map(walk);
    return isObject(part) ? Object.fromEntries(Object.entries(part).map(([key, item]) => [mask(key), walk(item)])) : part;
  };
  return walk(value);
}

/** The differences of two values, as they are, but for those that the releases' own names or versions make. */
export function listOwnDifferences(from: unknown, before: Side, to: unknown, after: Side, path: Path = []): Difference[] {
  const compare = (a: unknown, b: unknown) => listDifferences(a, b, path);
  const isOwnName = findOwnNames(from, before, to, after, compare);
  return compare(from, to).filter((difference) => !isOwnName(difference));
}

/** Tells the differences that nothing but the releases' own names or versions make. */
export function findOwnNames(
  from: unknown,
  before: Side,
  to: unknown,
  after: Side,
  compare: (from: unknown, to: unknown) => readonly Difference[] = listDifferences,
): (difference: Pick<Difference, 'path'>) => boolean {
  const keyOf = ({ path }: Pick<Difference, 'path'>) => JSON.stringify(path);
  const masked = new Set(compare(maskOwnNames(from, before), maskOwnNames(to, after)).map(keyOf));
  return (difference) => !masked.has(keyOf(difference));
}

/** The longest first; a version only where it stands by itself: v1 is not in dev10, nor that of apps/v1 or agent:v1. */
const patternOf = oncePer(({ line, version, addonVersion }: Side): RegExp => {
  const release = { line, version };
  const versions = [version, ...(addonVersion ? [addonVersion] : [])];
  const names = alternatives([formatClusterClassName(release), formatReleaseName(release)]);
  const numbers = alternatives(versions.flatMap(spellVersion));
  return new RegExp(`(?<![A-Za-z0-9])(?:${names}|(?<![/:])(?:${numbers}))(?![A-Za-z0-9])`, 'g');
});
