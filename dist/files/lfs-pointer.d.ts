import type { FileTree } from './tree.js';
/** Whether a file is not the content, but what git-lfs puts in its place until it is fetched. */
export declare function isLfsPointer(bytes: Buffer): boolean;
/** The paths of a tree's pointers. */
export declare function findLfsPointers(files: FileTree): string[];
export declare const LFS_ADVICE = "fetch the content with: git lfs pull (in GitHub Actions with \"lfs: true\" for actions/checkout)";
