import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf } from './errors.ts';
import { createFinding, type Finding } from './finding.ts';
import { isCleanName } from './text.ts';

/** A file's path (with `/`, relative to the tree's root), its bytes and their SHA-256 in hex. */
export interface TreeFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** Regular files, sorted by the bytes of their paths, as Go sorts strings. */
export type FileTree = readonly TreeFile[];

export interface TreeLimits {
  readonly fileBytes: number;
  readonly totalBytes: number;
  readonly files: number;
}

const MiB = 1024 * 1024;
export const TREE_LIMITS: TreeLimits = { fileBytes: 64 * MiB, totalBytes: 256 * MiB, files: 20_000 };

/** Left out wherever they stand at the top: they belong to git and to our own output. */
const OUTSIDE = new Set(['.git', '.release']);

export function createFile(path: string, bytes: Buffer): TreeFile {
  return { path, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Compares as UTF-8 bytes; plain `<` compares UTF-16 units and differs above U+FFFF. */
export function comparePaths(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

export function sortTree(files: readonly TreeFile[]): FileTree {
  return files.toSorted((a, b) => comparePaths(a.path, b.path));
}

export function findFile(tree: FileTree, path: string): TreeFile | undefined {
  return tree.find((file) => file.path === path);
}

/** The files below a folder, with paths relative to it. */
export function selectFolder(tree: FileTree, folder: string): FileTree {
  const prefix = `${folder}/`;
  return tree.filter((file) => file.path.startsWith(prefix)).map((file) => ({ ...file, path: file.path.slice(prefix.length) }));
}

/** The top folders of a tree, sorted. */
export function topFolders(tree: FileTree): string[] {
  const folders = tree.filter(({ path }) => path.includes('/')).map(({ path }) => path.slice(0, path.indexOf('/')));
  return [...new Set(folders)].sort(comparePaths);
}

/**
 * Reads every regular file below a directory. What cannot be part of a stack (links, devices, names that
 * another file system would lose, too much of anything) becomes a finding and is not read.
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
  const refuse = (code: string, path: string, message: string) =>
    findings.push(createFinding('refuse', code, path, message, { file: join(directory, path) }));
  let total = 0;

  /** What cannot be read is a finding like all else that is wrong with a file. */
  const attempt = <Result>(path: string, read: () => Result): Result | undefined => {
    try {
      return read();
    } catch (error) {
      refuse('unreadable', path === '' ? '.' : path, `cannot be read: ${messageOf(error)}`);
      return undefined;
    }
  };

  const foreign = new Set(outside.map((path) => resolve(path)));
  const visit = (folder: string): boolean => {
    for (const entry of attempt(folder, () => readdirSync(join(directory, folder), { withFileTypes: true })) ?? []) {
      if (folder === '' && OUTSIDE.has(entry.name)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (foreign.size > 0 && foreign.has(resolve(directory, path))) continue;
      if (!isCleanName(entry.name)) {
        refuse(
          'file-name',
          JSON.stringify(path),
          'the name has characters that cannot be seen, a backslash or bytes that are no UTF-8; rename the file',
        );
      } else if (entry.isDirectory()) {
        if (!visit(path)) return false;
      } else if (!entry.isFile()) {
        const kind = entry.isSymbolicLink() ? 'a symbolic link' : 'no regular file';
        refuse('not-regular', path, `is ${kind}; CSO unpacks only files and folders, so put a copy of the content here`);
      } else {
        total += attempt(path, () => readInto(path)) ?? 0;
        if (files.length > limits.files || total > limits.totalBytes) {
          refuse(
            'tree-too-large',
            folder === '' ? '.' : folder,
            `the stack has more than ${limits.files} files or ${limits.totalBytes / MiB} MiB; move what does not belong to it elsewhere`,
          );
          return false;
        }
      }
    }
    return true;
  };

  const readInto = (path: string): number => {
    // O_NOFOLLOW: what was a file when listed may be a link by now.
    const handle = openSync(join(directory, path), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const { size } = fstatSync(handle);
      if (size > limits.fileBytes) {
        refuse('file-too-large', path, `has ${size} bytes, above the limit of ${limits.fileBytes}; keep it elsewhere`);
        return 0;
      }
      files.push(createFile(path, readFileSync(handle)));
      return size;
    } finally {
      closeSync(handle);
    }
  };

  visit('');
  return { files: sortTree(files), findings: [...findings, ...findCaseClashes(directory, files)] };
}

/** Two names that differ in case (or Unicode form) alone become one on macOS and Windows, folders too. */
function findCaseClashes(directory: string, files: readonly TreeFile[]): Finding[] {
  const seen = new Map<string, string>();
  const findings: Finding[] = [];
  const parents = (path: string) => path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  for (const path of new Set(sortTree(files).flatMap((file) => parents(file.path)))) {
    // Within a folder that clashes itself, nothing more needs saying.
    const folded =
      path.slice(0, path.lastIndexOf('/') + 1) +
      path
        .slice(path.lastIndexOf('/') + 1)
        .normalize('NFC')
        .toLowerCase();
    const other = seen.get(folded);
    if (other === undefined) seen.set(folded, path);
    else {
      findings.push(
        createFinding(
          'refuse',
          'case-clash',
          path,
          `has the same name as ${other} but for upper and lower case; other file systems keep only one of them, so rename or delete one`,
          { file: join(directory, path) },
        ),
      );
    }
  }
  return findings;
}
