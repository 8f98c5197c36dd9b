import { createHash } from 'node:crypto';
import { oncePer } from '../once.ts';
import { isCleanName } from '../text.ts';

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

/** Bytes: what Linux takes (PATH_MAX), with room for the folder that it is unpacked in. Real paths do not come near. */
const LONGEST_PATH = 3072;
const DEEPEST_PATH = 64;

const MiB = 1024 * 1024;
export const TREE_LIMITS: TreeLimits = { fileBytes: 64 * MiB, totalBytes: 256 * MiB, files: 20_000 };

export function createFile(path: string, bytes: Buffer): TreeFile {
  return { path, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Compares as UTF-8 bytes; plain `<` compares UTF-16 units and differs above U+FFFF. */
export function comparePaths(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The problem with a path, in words that go on from it; undefined for one that can ship. */
export function findPathProblem(path: string): string | undefined {
  if (!isCleanName(path)) return 'has characters that cannot be seen, a backslash or bytes that are not UTF-8 in its name; rename the file';
  if (Buffer.byteLength(path) > LONGEST_PATH) return `has a path of more than ${LONGEST_PATH} bytes; shorten it`;
  if (path.split('/').length > DEEPEST_PATH) return `lies more than ${DEEPEST_PATH} folders deep; move it up`;
  return undefined;
}

export function sortTree(files: readonly TreeFile[]): FileTree {
  return files.toSorted((a, b) => comparePaths(a.path, b.path));
}

/** Of a chart with many templates each rendered object asks for its own file. Of two with one path the first counts, as everywhere. */
const indexByPath = oncePer((tree: FileTree) => new Map(tree.toReversed().map((file) => [file.path, file])));

export function findFile(tree: FileTree, path: string): TreeFile | undefined {
  return indexByPath(tree).get(path);
}

/** A tree of as many folders as files would otherwise be gone through for each of them. */
const groupByFolder = oncePer((tree: FileTree): ReadonlyMap<string, FileTree> => {
  const groups = new Map<string, TreeFile[]>();
  for (const file of tree) {
    const slash = file.path.indexOf('/');
    if (slash < 0) continue;
    const name = file.path.slice(0, slash);
    const group = groups.get(name) ?? [];
    group.push({ ...file, path: file.path.slice(slash + 1) });
    groups.set(name, group);
  }
  return groups;
});

/** The files below a folder, with paths relative to it. */
export function selectFolder(tree: FileTree, folder: string): FileTree {
  return folder.split('/').reduce<FileTree>((files, name) => groupByFolder(files).get(name) ?? [], tree);
}

/** The top folders of a tree, sorted. */
export function topFolders(tree: FileTree): string[] {
  const folders = tree.filter(({ path }) => path.includes('/')).map(({ path }) => path.slice(0, path.indexOf('/')));
  return [...new Set(folders)].sort(comparePaths);
}
