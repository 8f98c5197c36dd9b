import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { hasErrno } from '../errors.ts';

/**
 * Replaces a file so that whoever reads meanwhile, and whoever comes after a killed process, finds the old one or the new one.
 * A link in its place is replaced, and not followed.
 * @throws the file system's own error; nothing is left then
 */
export function replaceFile(path: string, content: Buffer | string): void {
  // `wx` follows no link either.
  makeAside(path, (draft) => writeFileSync(draft, content, { flag: 'wx', mode: 0o644 }));
}

/**
 * Makes a file, or a folder that is not there yet, so that it appears as a whole or not at all.
 * @param make makes it at the path beside its place that it is given
 * @throws what making it throws, and the file system's own error; nothing is left then
 */
export function makeAside(path: string, make: (draft: string) => void): void {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    make(draft);
    renameSync(draft, path);
  } catch (error) {
    removeIfPossible(draft);
    throw error;
  }
}

/** Never throws: the error that stopped the writing is the one to tell. */
export function removeIfPossible(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Told by the caller's own error.
  }
}

/**
 * Makes a folder and those above it that are missing. Node's own `recursive` never ends where a file system says that a
 * folder's parent does not exist although it does, as /proc does.
 * @throws the file system's own error
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let folder = resolve(path); !isThere(folder); folder = dirname(folder)) missing.unshift(folder);
  for (const folder of missing) {
    try {
      mkdirSync(folder);
    } catch (error) {
      // Another process was quicker.
      if (!hasErrno(error, 'EEXIST')) throw error;
    }
  }
}

function isThere(path: string): boolean {
  return dirname(path) === path || statSync(path, { throwIfNoEntry: false }) !== undefined;
}
