import { type LayoutIndex } from './layout-index.js';
import type { Descriptor, Store } from './types.js';
/** The files of a layout, in a folder or in an archive. Paths are relative to its top. */
export interface LayoutFiles {
    /** A file's name in messages. */
    where(path: string): string;
    /** What to do where a blob is missing or is not what it has to be. */
    readonly advice: string;
    /** Bytes; undefined where there is no such file. */
    size(path: string): Promise<number | undefined>;
    /** Undefined where there is no such file; throws for one of more than `limit` bytes. */
    read(path: string, limit: number): Promise<Buffer | undefined>;
}
/** A layout as a repository that is only read. Source: https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md */
export interface LayoutReader extends Pick<Store, 'exists' | 'fetch' | 'resolve' | 'tags'> {
    /** The entry of a tag. */
    find(tag: string): Promise<Descriptor | undefined>;
    /** Whether there is a layout; throws for one of another version. */
    checkVersion(): Promise<boolean>;
    readIndex(): Promise<LayoutIndex>;
    /** Whether a blob is there, whole. */
    holds(descriptor: Descriptor): Promise<boolean>;
}
export declare const INDEX_FILE = "index.json";
export declare const LAYOUT_FILE = "oci-layout";
export declare const LAYOUT: Buffer;
/** The folder of a layout's blobs. */
export declare const BLOBS = "blobs/sha256";
/** Where a layout has a blob. */
export declare function blobFile(digest: string): string;
export declare function readLayout(files: LayoutFiles): LayoutReader;
