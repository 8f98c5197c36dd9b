import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { hasErrno, messageOf } from '../errors.ts';

/** A file's bytes, or why there are none. `why` goes on from the file's name: "is a symbolic link". */
export type FileRead =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  | { readonly kind: 'missing'; readonly why: string }
  | { readonly kind: 'link'; readonly why: string }
  | { readonly kind: 'not-regular'; readonly why: string }
  | { readonly kind: 'too-large'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly why: string };

export interface ReadOptions {
  /** Bytes at most. Counted while reading: what the file system says of a size may be old, or 0 as in /proc. */
  readonly limit: number;
  /** A link in the file's own place: `refuse` for whatever may have come with a stack, `follow` for what users keep where they like. */
  readonly links: 'refuse' | 'follow';
}

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;

/** Bytes to begin with where a file says that it is empty. */
const FIRST_CHUNK = 64 * 1024;

/**
 * The one way to read a file: regular, bounded, and never waiting. Opening a FIFO or a device does not block, and what
 * was opened is looked at through its handle, so that nothing can be put in its place in between.
 */
export function readFile(path: string, { limit, links }: ReadOptions): FileRead {
  let handle: number;
  try {
    handle = openSync(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | (links === 'refuse' ? O_NOFOLLOW : 0));
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return { kind: 'missing', why: 'does not exist' };
    if (links === 'refuse' && hasErrno(error, 'ELOOP', 'EMLINK')) return { kind: 'link', why: 'is a symbolic link' };
    // A socket, or a device that is not there.
    if (hasErrno(error, 'ENXIO', 'ENODEV', 'EOPNOTSUPP')) return { kind: 'not-regular', why: 'is not a regular file' };
    return { kind: 'unreadable', why: `cannot be read: ${messageOf(error)}` };
  }
  try {
    const stats = fstatSync(handle);
    if (!stats.isFile()) return { kind: 'not-regular', why: `is ${kindOf(stats)}, not a regular file` };
    if (stats.size > limit) return tooLarge(`has ${stats.size} bytes`, limit);
    const bytes = readBounded(handle, Math.min(stats.size || FIRST_CHUNK, limit), limit);
    return bytes === undefined ? tooLarge('has no end', limit) : { kind: 'read', bytes };
  } catch (error) {
    return { kind: 'unreadable', why: `cannot be read: ${messageOf(error)}` };
  } finally {
    closeSync(handle);
  }
}

function tooLarge(found: string, limit: number): FileRead {
  return { kind: 'too-large', why: `${found}, above the limit of ${limit}` };
}

/**
 * All bytes of an open file; undefined where there are more than `limit`.
 * @param expected how many there are likely to be
 */
export function readBounded(handle: number, expected: number, limit: number): Buffer | undefined {
  // One more than expected, so that the end shows without growing.
  let buffer = Buffer.allocUnsafeSlow(expected + 1);
  for (let length = 0; ; ) {
    const count = readSync(handle, buffer, length, buffer.length - length, null);
    if (count === 0) return length === buffer.length ? buffer : buffer.subarray(0, length);
    length += count;
    if (length > limit) return undefined;
    if (length === buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(buffer.length * 2, limit + 1));
      buffer.copy(larger);
      buffer = larger;
    }
  }
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a FIFO';
  if (stats.isSocket()) return 'a socket';
  return stats.isCharacterDevice() || stats.isBlockDevice() ? 'a device' : 'something special';
}
