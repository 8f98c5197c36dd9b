import { type BlobBytes } from './content.js';
import { type LayoutIndex } from './layout-index.js';
import type { Descriptor } from './types.js';
/** What an archive is made of. */
export interface ArchiveParts {
    readonly index: LayoutIndex;
    /** Files besides the layout's, by path. */
    readonly extras: ReadonlyMap<string, Buffer>;
    readonly locate: (digest: string) => Promise<{
        readonly size: number;
        readonly blob: BlobBytes;
    } | undefined>;
    /** Whether a blob is in another archive, and stays out of this one. */
    readonly isLeftOut: (descriptor: Descriptor) => Promise<boolean>;
}
export interface WrittenArchive {
    /** Of the whole archive: `sha256:` and 64 hex digits. */
    readonly digest: string;
    /** Bytes. */
    readonly size: number;
    /** Whether the file was there already, byte for byte, and is left as it is. */
    readonly isUnchanged: boolean;
}
/**
 * Writes a layout as an uncompressed tar archive, whose bytes depend on what is in it alone: entries are sorted, and only blobs that
 * the index leads to are there. Written aside and renamed.
 */
export declare function writeArchive(archive: string, parts: ArchiveParts): Promise<WrittenArchive>;
