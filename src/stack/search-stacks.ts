import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, ReleaseError } from '../errors.ts';

export const STACK_FILES = ['csctl.yaml', 'stack.yaml'];
/** Stands beside a csctl.yaml; without one it is a stack only where there is none below it. */
export const ROWS = 'versions.yaml';
/** `stacks/<provider>/<name>/<major>-<minor>` and one to spare. */
export const MAX_DEPTH = 5;

/** Whether a directory is that of a stack. */
export function isStack(directory: string): boolean {
  return [...STACK_FILES, ROWS].some((name) => existsSync(join(directory, name)));
}

/**
 * The directories of stacks in and below a folder, links left out.
 * @throws ReleaseError `unreadable`
 */
export function search(folder: string, depth: number): string[] {
  if (STACK_FILES.some((name) => existsSync(join(folder, name)))) return [folder];
  const folders = depth === 0 ? [] : readFolder(folder);
  const below = folders
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .flatMap((entry) => search(join(folder, entry.name), depth - 1));
  return below.length === 0 && existsSync(join(folder, ROWS)) ? [folder] : below;
}

function readFolder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new ReleaseError('unreadable', `cannot look for stacks in ${folder}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
