import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';

/**
 * The programs of a name, in the order of the search path. Folders that are not absolute do not count, since what they
 * mean depends on where we are; nor do folders inside of a stack, whose files are not ours to run.
 *
 * @param searchPath folders, as the variable PATH lists them
 */
export function findPrograms(name: string, searchPath: string): string[] {
  return listPrograms(name, searchPath).filter((path) => !isInStack(path));
}

/** Those that lie in a stack: they are not run, and yet they are not the same as none. */
export function findProgramsInStacks(name: string, searchPath: string): string[] {
  return listPrograms(name, searchPath).filter(isInStack);
}

function listPrograms(name: string, searchPath: string): string[] {
  const folders = searchPath.split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.map((folder) => join(folder, name)).filter(isExecutable);
}

/** The first of them. */
export function findProgram(name: string, searchPath: string): string | undefined {
  return findPrograms(name, searchPath)[0];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Files that make a folder a stack. */
const OF_STACKS = ['csctl.yaml', 'stack.yaml', 'clusteraddon.yaml'];

function isInStack(path: string): boolean {
  for (let folder = dirname(realpathSync(path)); ; folder = dirname(folder)) {
    if (OF_STACKS.some((file) => existsSync(join(folder, file)))) return true;
    if (dirname(folder) === folder) return false;
  }
}
