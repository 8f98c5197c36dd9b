import type { Component } from '../component.js';
import { type FileTree } from '../files/index.js';
/**
 * csctl's four hashes of the source. `nodeImageDir` is of a folder `node-image` and absent without one.
 * Source: pkg/hash of csctl.
 */
export interface SourceHashes {
    readonly clusterStack: string;
    readonly clusterAddonDir: string;
    readonly clusterAddonValues: string;
    readonly nodeImageDir?: string;
}
/** The part of a version in csctl's hash mode: the first 7 characters of the whole directory's hash. */
export declare function shortHash(hashes: SourceHashes): string;
export declare function hashSource(files: FileTree): SourceHashes;
/** The content of one component, whatever version it is released under. */
export declare function hashContent(files: FileTree): string;
/** `hashes.json`: csctl's keys as csctl writes them, then one of our own with its format number. */
export declare function formatHashes(source: SourceHashes, contents: Readonly<Partial<Record<Component, string>>>): Buffer;
