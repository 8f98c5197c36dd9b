import { join } from 'node:path';
import { messageOf, ReleaseError } from '../errors.ts';
import { replaceFile } from '../files/index.ts';
import { LOCK_FILE } from '../stack/index.ts';
import { readStackLock } from './create-vendor.ts';
import { formatLock, type LockedLine } from './lock.ts';

/** What a stack's lock holds of a line; undefined where there is no lock, or one that cannot be read or does not know the line. */
export function readLockedLine(directory: string, line: string): LockedLine | undefined {
  return readStackLock(directory).lock?.get(line);
}

/**
 * Writes the digests of a line's images into the lock of its stack, in place of those that it held; all else in it stays.
 * @returns whether there is a lock that knows the line; without one nothing is written, since half a lock would refuse the stack
 * @throws ReleaseError `unwritable`
 */
export function holdImages(directory: string, line: string, images: ReadonlyMap<string, string>): boolean {
  const { lock } = readStackLock(directory);
  const known = lock?.get(line);
  if (lock === undefined || known === undefined) return false;
  const [before, after] = [formatLock(lock), formatLock(new Map([...lock, [line, { ...known, images }]]))];
  if (before === after) return true;
  const file = join(directory, LOCK_FILE);
  try {
    replaceFile(file, after);
  } catch (error) {
    throw new ReleaseError('unwritable', `cannot write ${file}: ${messageOf(error)}`, { cause: error });
  }
  return true;
}
