export { findCaseClashes } from './case-clashes.ts';
export { clearCache } from './clear-cache.ts';
export { FILE_CODES } from './codes.ts';
export { isGitName } from './git-name.ts';
export { cacheFolder, readKept, writeKept } from './keep.ts';
export { findLfsPointers, isLfsPointer, LFS_ADVICE } from './lfs-pointer.ts';
export { findCheckout, findLink, holdsHome, isThere, isWithin, leadsOut, realPath } from './places.ts';
export { type FileRead, type ReadOptions, readFile } from './read-file.ts';
export { readNamedFile } from './read-named-file.ts';
export { readTree } from './read-tree.ts';
export { readTarEntries, type TarEntry } from './tar-entries.ts';
export { formatTarHeader, LARGEST_TAR_ENTRY, padTar, TAR_END } from './tar-header.ts';
export {
  comparePaths,
  createFile,
  type FileTree,
  findFile,
  findPathProblem,
  selectFolder,
  sortTree,
  TREE_LIMITS,
  type TreeFile,
  type TreeLimits,
  topFolders,
} from './tree.ts';
export { makeAside, makeFolder, removeIfPossible, replaceFile } from './write-file.ts';
