import type { Change } from './change.js';
/**
 * The changes as people read them: one change in several places once, definitions of APIs by how many fields differ, and noise
 * counted by what it is. They stay in the order of their first places.
 */
export declare function foldChanges(changes: readonly Change[]): readonly Change[];
/** The field that a path ends with: `image` of `spec.containers[a].image`, `args[--v]`. */
export declare function nameField(path: string): string;
/** What differs between two values that begin and end alike, in whole words; the digest of an image follows from the rest. */
export declare function findCore(from: string | undefined, to: string | undefined): Pick<Change, 'from' | 'to'>;
