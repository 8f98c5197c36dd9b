import { parseSemver } from '../../chart/index.ts';

export function isPrerelease(version: string): boolean {
  return (parseSemver(version)?.prerelease ?? '') !== '';
}

/** The minors between two versions: negative where `to` is of an older one, undefined where one is no version. */
export function countMinors(from: string, to: string): number | undefined {
  const [a, b] = [parseSemver(from)?.release, parseSemver(to)?.release];
  return a && b && Number((b[0] - a[0]) * 1000n + b[1] - a[1]);
}
