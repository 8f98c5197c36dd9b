import { type LockedLine } from './lock.js';
/** What a stack's lock holds of a line; undefined where there is no lock, or one that cannot be read or does not know the line. */
export declare function readLockedLine(directory: string, line: string): LockedLine | undefined;
/**
 * Writes the digests of a line's images into the lock of its stack, in place of those that it held; all else in it stays.
 * @returns whether there is a lock that knows the line; without one nothing is written, since half a lock would refuse the stack
 * @throws ReleaseError `unwritable`
 */
export declare function holdImages(directory: string, line: string, images: ReadonlyMap<string, string>): boolean;
