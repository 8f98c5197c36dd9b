import { type Dirent, opendirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf } from '../errors.ts';
import { createFinding, type Finding } from '../finding.ts';
import type { CodeOf } from '../finding-code.ts';
import { judgeCaseClashes } from './case-clashes.ts';
import { isGitName } from './git-name.ts';
import { isWithin, leadsOut, realPath } from './places.ts';
import { type FileRead, readFile } from './read-file.ts';
import { comparePaths, createFile, type FileTree, findPathProblem, sortTree, TREE_LIMITS, type TreeFile, type TreeLimits } from './tree.ts';

/** Left out in silence where they stand at the top: git and our own output have their place there. */
const OUTSIDE = new Set(['.git', '.release']);

const MiB = 1024 * 1024;

/**
 * Reads every regular file below a directory. What cannot be part of a stack (links, devices, names that another file
 * system would lose, too much of anything) becomes a finding and is not read.
 *
 * @param outside files and folders that are left out wherever they lie: where we write ourselves
 */
export function readTree(
  directory: string,
  limits: TreeLimits = TREE_LIMITS,
  outside: readonly string[] = [],
): { readonly files: FileTree; readonly findings: readonly Finding[] } {
  const files: TreeFile[] = [];
  const findings: Finding[] = [];
  const add = (verdict: 'refuse' | 'warn', code: CodeOf<'files'>, path: string, message: string) => {
    findings.push(createFinding(verdict, code, path || '.', message, { file: join(directory, path) }));
  };
  if (leadsOut(directory)) {
    add(
      'refuse',
      'not-regular',
      '',
      'is a symbolic link, or lies behind one, that leads out of the repository; put a copy of the content here',
    );
    return { files, findings };
  }
  const root = realPath(directory) ?? directory;
  const foreign = new Set(outside.map((path) => resolve(path)));
  let [entries, bytes] = [0, 0];

  const addUnread = (path: string, read: Exclude<FileRead, { readonly kind: 'read' }>): void => {
    switch (read.kind) {
      case 'missing':
        return add('refuse', 'unreadable', path, 'was deleted while the stack was read');
      case 'link':
      case 'not-regular':
        return add('refuse', 'not-regular', path, `${read.why}; ${COPY}`);
      case 'too-large':
        return add('refuse', 'file-too-large', path, `${read.why}; keep it elsewhere`);
      case 'unreadable':
        return add('refuse', 'unreadable', path, read.why);
    }
  };

  /** False where there is too much to go on. */
  const visit = (folder: string): boolean => {
    // A folder may have become a link to another since it was listed.
    const real = realPath(join(directory, folder));
    if (real !== undefined && !isWithin(real, root)) {
      add('refuse', 'not-regular', folder, `is a symbolic link; ${COPY}`);
      return true;
    }
    const listed = listFolder(join(directory, folder), 2 * limits.files - entries);
    if (typeof listed === 'string') add('refuse', 'unreadable', folder, listed);
    else {
      entries += listed.length;
      for (const entry of listed) if (!visitEntry(folder, entry)) return false;
    }
    return true;
  };

  const visitEntry = (folder: string, entry: Dirent): boolean => {
    if (folder === '' && OUTSIDE.has(entry.name)) return true;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (foreign.size > 0 && foreign.has(resolve(directory, path))) return true;
    const problem = findPathProblem(path);
    if (problem !== undefined) add('refuse', 'file-name', JSON.stringify(path.slice(-200)), problem);
    else if (isGitName(entry.name)) add('warn', 'git-folder', path, GIT_FOLDER);
    else if (entry.isDirectory()) {
      if (!visit(path)) return false;
    } else if (!entry.isFile()) {
      add('refuse', 'not-regular', path, `is ${entry.isSymbolicLink() ? 'a symbolic link' : 'not a regular file'}; ${COPY}`);
    } else {
      // One byte too many tells that the sum is passed.
      const limit = Math.min(limits.fileBytes, limits.totalBytes - bytes + 1);
      const read = readFile(join(directory, path), { limit, links: 'refuse' });
      if (read.kind === 'read') {
        files.push(createFile(path, read.bytes));
        bytes += read.bytes.length;
      } else if (read.kind === 'too-large' && limit < limits.fileBytes) bytes = limits.totalBytes + 1;
      else addUnread(path, read);
    }
    const isTooMuch = files.length > limits.files || entries > 2 * limits.files || bytes > limits.totalBytes;
    if (isTooMuch) {
      const most = `${limits.files} files or ${limits.totalBytes / MiB} MiB`;
      add('refuse', 'tree-too-large', folder, `the stack has more than ${most}; move what does not belong to it elsewhere`);
    }
    return !isTooMuch;
  };

  visit('');
  return { files: sortTree(files), findings: [...findings, ...judgeCaseClashes(directory, sortTree(files))] };
}

const GIT_FOLDER =
  'is left out of the release: what git keeps, passwords of remotes among it, is not part of a stack; delete it, or put the content here without it';

const COPY = 'CSO unpacks only files and folders, so put a copy of the content here';

/** The entries of a folder by name, one more than `most` at most; why there are none. */
function listFolder(folder: string, most: number): Dirent[] | string {
  try {
    const opened = opendirSync(folder, { bufferSize: 512 });
    try {
      const entries: Dirent[] = [];
      for (let entry = opened.readSync(); entry !== null && entries.length <= most; entry = opened.readSync()) entries.push(entry);
      return entries.sort((a, b) => comparePaths(a.name, b.name));
    } finally {
      opened.closeSync();
    }
  } catch (error) {
    return `cannot be read: ${messageOf(error)}`;
  }
}
