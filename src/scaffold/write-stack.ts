import { randomUUID } from 'node:crypto';
import { lstatSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { messageOf, ReleaseError } from '../errors.ts';
import { type FileTree, isThere, makeAside, makeFolder, removeIfPossible } from '../files/index.ts';

/**
 * Refuses a directory that has something in it.
 * @throws ReleaseError `unwritable`
 */
export function requireFree(directory: string): void {
  attempt(directory, () => isFree(directory));
}

/**
 * Writes files into a new or an empty directory: all of them or none. They are made aside and then renamed.
 * @throws ReleaseError `unwritable`
 */
export function writeNew(directory: string, files: FileTree): void {
  attempt(directory, () => {
    if (isFree(directory)) fillFolder(resolve(directory), files);
    else createFolder(resolve(directory), files);
  });
}

/** Runs a step; what the file system says becomes an error with the directory's name. */
function attempt(directory: string, step: () => unknown): void {
  try {
    step();
  } catch (error) {
    if (error instanceof ReleaseError) throw error;
    throw new ReleaseError('unwritable', `cannot write ${directory}: ${messageOf(error)}. Nothing was written`, { cause: error });
  }
}

/** Whether a directory exists that may be written into. */
function isFree(directory: string): boolean {
  const stat = lstatSync(directory, { throwIfNoEntry: false });
  if (stat === undefined) return false;
  if (!stat.isDirectory()) throw new ReleaseError('unwritable', `${directory} is there, and is not a directory; name another`);
  const [first, ...more] = readdirSync(directory).sort();
  if (first === undefined) return true;
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  const message = `${directory} is not empty: it has ${first}${others}. Nothing was written; name a new directory, or empty this one`;
  throw new ReleaseError('unwritable', message);
}

/** Folders above it that are missing appear with it. */
function createFolder(target: string, files: FileTree): void {
  let top = target;
  while (!isThere(dirname(top))) top = dirname(top);
  makeAside(top, (draft) => writeFiles(join(draft, relative(top, target)), files));
}

/** A folder that is there stays the same one, since somebody may be in it. csctl.yaml, which makes it a stack, comes last. */
function fillFolder(target: string, files: FileTree): void {
  const draft = join(target, `.${randomUUID()}.tmp`);
  const done: string[] = [];
  try {
    writeFiles(draft, files);
    const names = readdirSync(draft).sort((a, b) => Number(a === 'csctl.yaml') - Number(b === 'csctl.yaml'));
    for (const name of names) {
      // Whoever was quicker keeps what is theirs.
      if (isThere(join(target, name))) throw new Error(`there is a ${name} by now`);
      renameSync(join(draft, name), join(target, name));
      done.push(name);
    }
  } catch (error) {
    for (const name of done) removeIfPossible(join(target, name));
    throw error;
  } finally {
    removeIfPossible(draft);
  }
}

function writeFiles(folder: string, files: FileTree): void {
  for (const { path, bytes } of files) {
    makeFolder(dirname(join(folder, path)));
    writeFileSync(join(folder, path), bytes, { flag: 'wx' });
  }
}
