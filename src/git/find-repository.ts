import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

export interface Repository {
  /** The folder of the files, absolute. */
  readonly root: string;
  /** Git's own directory: `.git`, or where a worktree's or submodule's `.git` file leads. Absolute. */
  readonly gitDirectory: string;
}

/**
 * The repository that a stack's directory lies in, found from the outside: what the directory itself holds is the
 * stack's, and git's only where there is nothing above it (the stack is all of the repository), or where what is above
 * has it for a submodule.
 *
 * A link or file `.git` that leads into the files beside it is never git's own: whoever wrote those files wrote it.
 */
export function findRepository(directory: string): Repository | undefined {
  const stack = resolve(directory);
  const own = readRepository(stack);
  const outer = findAbove(stack);
  if (own === undefined) return outer;
  if (outer === undefined) return own;
  return isInside(own.gitDirectory, outer.gitDirectory) ? own : outer;
}

/** The repository's top folder, shown from where we are. */
export function findRoot(directory: string): string | undefined {
  const repository = findRepository(directory);
  return repository && (relative('', repository.root) || '.');
}

function findAbove(stack: string): Repository | undefined {
  for (let folder = stack; dirname(folder) !== folder; ) {
    folder = dirname(folder);
    const found = readRepository(folder);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Longer than any path. */
const LARGEST_LINK = 8192;

function readRepository(root: string): Repository | undefined {
  const path = join(root, '.git');
  try {
    const status = lstatSync(path);
    if (status.isDirectory()) return { root, gitDirectory: path };
    const target = status.isFile() && status.size <= LARGEST_LINK ? /^gitdir: (.+?)[\r\n]*$/.exec(readFileSync(path, 'utf8'))?.[1] : '.git';
    if (target === undefined || !(status.isFile() || status.isSymbolicLink())) return undefined;
    const gitDirectory = realpathSync(resolve(root, target));
    if (!statSync(gitDirectory).isDirectory() || isInside(gitDirectory, root)) return undefined;
    return { root, gitDirectory };
  } catch {
    return undefined;
  }
}

function isInside(path: string, folder: string): boolean {
  return realpathSync(path).startsWith(realpathSync(folder) + sep);
}
