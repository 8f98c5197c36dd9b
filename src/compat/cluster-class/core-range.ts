import type { CoreRelease } from '../knowledge/cluster-api.ts';

/** Whether a minor of Cluster API lies between the first and the last of a range: `['1.8', '1.12']`, or `['1.8']` without end. */
export function isWithin({ release }: Pick<CoreRelease, 'release'>, [first = '0.0', last]: readonly string[]): boolean {
  const minor = rankMinor(release.replace('CAPI ', ''));
  return minor >= rankMinor(first) && (last === undefined || minor <= rankMinor(last));
}

/** `CAPI 1.8 to 1.12` */
export function formatRange([first = '', last]: readonly string[]): string {
  if (first === last) return `CAPI ${first}`;
  return last === undefined ? `CAPI ${first} or later` : `CAPI ${first} to ${last}`;
}

function rankMinor(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 1000 + minor;
}
