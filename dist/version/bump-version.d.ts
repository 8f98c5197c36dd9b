import { type Version } from './version.js';
/** The version that a line begins with on a channel: `v1`, or `v0-beta.100`. */
export declare function firstVersion(channel: string): Version;
/**
 * The next version after the newest. Where the next patch would not sort behind it in CSO's order
 * (after 999, or in a series that was not begun at 100), the major goes up instead.
 */
export declare function bumpVersion(newest: Version): Version;
/** Whether a channel's version follows our numbering, 100 to 999. Stable versions always do. */
export declare function isWellNumbered(version: Version): boolean;
/** The higher of two versions of one channel. */
export declare function maxVersion(a: Version, b: Version): Version;
