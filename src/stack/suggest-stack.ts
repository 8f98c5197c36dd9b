import { existsSync } from 'node:fs';
import { dirname, normalize } from 'node:path';
import { suggestWord } from '../suggest.ts';
import { MAX_DEPTH, search } from './search-stacks.ts';

/** The directory that a mistyped path or glob most likely means: a stack's, or one above some. Never throws. */
export function suggestStack(pattern: string, folders: readonly string[]): string | undefined {
  const wanted = normalize(pattern.replaceAll(/[*?[\]{}]/g, '')).replace(/(?<=.)\/+$/, '');
  const ancestor = findAncestor(wanted);
  // What is missing, and the folders of a provider and of a minor: a whole home is not worth the time.
  const depth = Math.min(countParts(wanted) - countParts(ancestor) + 2, MAX_DEPTH);
  const places = [...folders.map((folder) => [folder, MAX_DEPTH] as const), ...(isRoot(ancestor) ? [] : [[ancestor, depth] as const])];
  const stacks = places.flatMap(([folder, below]) => searchQuietly(folder, below)).map((path) => normalize(path));
  // A path may lack its beginning, as from within another folder.
  const longer = stacks.find((stack) => stack.endsWith(`/${wanted}`));
  const asLong = stacks.map((stack) => stack.split('/').slice(0, countParts(wanted)).join('/'));
  return (
    longer ??
    suggestWord(
      wanted,
      [...new Set([...stacks, ...asLong])].filter((candidate) => candidate !== wanted),
    )
  );
}

/** The folder above that exists. */
function findAncestor(path: string): string {
  const above = dirname(path);
  return above === path || existsSync(above) ? above : findAncestor(above);
}

function isRoot(path: string): boolean {
  return path === dirname(path) && path !== '.';
}

function countParts(path: string): number {
  return path === '.' ? 0 : path.split('/').length;
}

function searchQuietly(folder: string, depth: number): readonly string[] {
  try {
    return existsSync(folder) ? search(folder, depth) : [];
  } catch {
    return [];
  }
}
