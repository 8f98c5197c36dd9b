import { existsSync, statSync } from 'node:fs';
import { basename, dirname, normalize, resolve } from 'node:path';
import { ReleaseError } from '../errors.ts';
import { MAX_DEPTH, ROWS, STACK_FILES, search } from './search-stacks.ts';
import { suggestStack } from './suggest-stack.ts';

/** Where stacks are looked for when none is named. */
const DEFAULT_FOLDERS = ['stacks', 'providers'];

/**
 * The directories of stacks that the arguments name: each a stack's directory, a directory above some, or a
 * glob of those. Sorted, without repetition.
 *
 * @throws ReleaseError `no-stack` when an argument names none
 */
export async function findStacks(patterns: readonly string[]): Promise<string[]> {
  if (patterns.length === 0) {
    const found = DEFAULT_FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) => search(folder, MAX_DEPTH));
    if (found.length > 0) return unique(found);
    throw new ReleaseError('no-stack', 'found no stack below stacks/ or providers/; name the directory that holds a csctl.yaml');
  }
  const found = await Promise.all(patterns.map((pattern) => expand(pattern)));
  return unique(found.flat());
}

async function expand(pattern: string): Promise<string[]> {
  const folders = isGlob(pattern) && !existsSync(pattern) ? await glob(pattern) : [pattern];
  const found = folders.flatMap((folder) => {
    if (isDirectory(folder)) return search(folder, MAX_DEPTH);
    // A shell completes the file as readily as the directory that is meant.
    return existsSync(folder) && [...STACK_FILES, ROWS].includes(basename(folder)) ? [dirname(folder)] : [];
  });
  if (found.length > 0) return found;
  if (folders.length === 1 && folders[0] === pattern && !existsSync(pattern)) {
    throw new ReleaseError(
      'no-stack',
      `${pattern} does not exist; ${formatNearest(pattern) ?? "name a stack's directory, like stacks/docker/scs"}`,
    );
  }
  const nearest = existsSync(pattern) ? undefined : formatNearest(pattern);
  throw new ReleaseError(
    'no-stack',
    `${pattern} holds no stack${nearest === undefined ? ': no csctl.yaml or stack.yaml in it or below it' : `; ${nearest}`}`,
  );
}

function formatNearest(pattern: string): string | undefined {
  const nearest = suggestStack(pattern, DEFAULT_FOLDERS);
  return nearest === undefined ? undefined : `did you mean ${nearest}?`;
}

function isGlob(pattern: string): boolean {
  return /[*?[\]{}]/.test(pattern);
}

async function glob(pattern: string): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  const found = await glob(pattern, {
    onlyDirectories: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**', '**/.git/**'],
  });
  // The rules above do not reach a folder itself, nor what is outside the working directory.
  return found.filter((folder) => !/(?:^|\/)(?:node_modules|\.git)(?:\/|$)/.test(folder));
}

function isDirectory(path: string): boolean {
  // existsSync is false, and statSync would throw, where a part of the path is a file.
  return existsSync(path) && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

/** One spelling for each directory: the first, where it is named in several. */
function unique(directories: readonly string[]): string[] {
  const clean = directories.map((directory) => normalize(directory).replace(/(?<=.)[\\/]+$/, ''));
  return [...new Map(clean.toReversed().map((directory) => [resolve(directory), directory])).values()].sort();
}
