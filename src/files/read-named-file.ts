import { closeSync, constants, openSync } from 'node:fs';
import { messageOf } from '../errors.ts';
import { leadsOut } from './places.ts';
import { type FileRead, readBounded, readFile } from './read-file.ts';

/** Pipes whose writer is there already: a shell makes them of `-`-like words and of `<(command)`. */
const STANDARD_INPUT = /^(?:\/dev\/stdin|\/dev\/fd\/0|\/proc\/self\/fd\/0)$/;
const DESCRIPTOR = /^\/(?:dev|proc\/self)\/fd\/\d+$/;

/**
 * A file that the user names, a plan or knowledge. Links are followed, since the user may keep files where they like; one that lies
 * in a checkout and leads out of it is not, since a pull request may have brought it. Standard input and what the shell puts in the place
 * of `<(command)` are read to their end; other pipes, which may have no writer, are not.
 * @param limit bytes at most
 */
export function readNamedFile(path: string, limit: number): FileRead {
  if (STANDARD_INPUT.test(path)) return readPipe(0, limit);
  if (DESCRIPTOR.test(path)) {
    let handle: number;
    try {
      handle = openSync(path, constants.O_RDONLY);
    } catch (error) {
      return { kind: 'unreadable', why: `cannot be read: ${messageOf(error)}` };
    }
    try {
      return readPipe(handle, limit);
    } finally {
      closeSync(handle);
    }
  }
  if (leadsOut(path))
    return { kind: 'link', why: 'is a symbolic link, or lies behind one, that leads out of the repository; put a copy in its place' };
  return readFile(path, { limit, links: 'follow' });
}

function readPipe(handle: number, limit: number): FileRead {
  try {
    const bytes = readBounded(handle, Math.min(64 * 1024, limit), limit);
    return bytes === undefined ? { kind: 'too-large', why: `has more than the ${limit} bytes that are read` } : { kind: 'read', bytes };
  } catch (error) {
    return { kind: 'unreadable', why: `cannot be read: ${messageOf(error)}` };
  }
}
