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
export declare const TREE_LIMITS: TreeLimits;
export declare function createFile(path: string, bytes: Buffer): TreeFile;
/** Compares as UTF-8 bytes; plain `<` compares UTF-16 units and differs above U+FFFF. */
export declare function comparePaths(a: string, b: string): number;
/** The problem with a path, in words that go on from it; undefined for one that can ship. */
export declare function findPathProblem(path: string): string | undefined;
export declare function sortTree(files: readonly TreeFile[]): FileTree;
export declare function findFile(tree: FileTree, path: string): TreeFile | undefined;
/** The files below a folder, with paths relative to it. */
export declare function selectFolder(tree: FileTree, folder: string): FileTree;
/** The top folders of a tree, sorted. */
export declare function topFolders(tree: FileTree): string[];
