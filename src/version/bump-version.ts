import { compareVersions, type Version } from './version.ts';

/** Channels count from 100: with equal width CSO's order of strings is the order of numbers. */
const FIRST_PATCH = 100;
const LAST_PATCH = 999;

/** The version that a line begins with on a channel: `v1`, or `v0-beta.100`. */
export function firstVersion(channel: string): Version {
  return channel === 'stable' ? { kind: 'stable', major: 1 } : { kind: 'channel', major: 0, channel, patch: String(FIRST_PATCH) };
}

/**
 * The next version after the newest. Where the next patch would not sort behind it in CSO's order
 * (after 999, or in a series that was not begun at 100), the major goes up instead.
 */
export function bumpVersion(newest: Version): Version {
  if (newest.kind === 'stable') return { kind: 'stable', major: newest.major + 1 };
  if (isWellNumbered(newest) && Number(newest.patch) < LAST_PATCH) {
    return { ...newest, patch: String(Number(newest.patch) + 1) };
  }
  return { ...newest, major: newest.major + 1, patch: String(FIRST_PATCH) };
}

/** Whether a channel's version follows our numbering, 100 to 999. Stable versions always do. */
export function isWellNumbered(version: Version): boolean {
  return version.kind === 'stable' || /^[1-9]\d\d$/.test(version.patch);
}

/** The higher of two versions of one channel. */
export function maxVersion(a: Version, b: Version): Version {
  return compareVersions(a, b) >= 0 ? a : b;
}
