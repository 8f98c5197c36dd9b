import type { ContentStore, ManifestName } from './content.js';
import { type RawManifest } from './raw-manifest.js';
/** The blobs of one copy, by what became of them, and the bytes that were sent. */
export interface CopyCount {
    /** Blobs that were sent. */
    readonly copied: number;
    /** Blobs that the registry took over from another of its repositories. */
    readonly mounted: number;
    /** Blobs that were there. */
    readonly present: number;
    /** Bytes of the blobs that were sent. */
    readonly bytes: number;
}
/** What is known of a target's blobs: copies of one run share it, so that none is asked for or sent twice. */
export interface CopyMemory {
    readonly settled: Map<string, Promise<void>>;
}
export declare function createCopyMemory(): CopyMemory;
/**
 * Copies a manifest with all that it points at, byte for byte, and names it: only blobs that are missing, by mounting them where the
 * registry can.
 * @throws OciError `tag-taken` where the name is another manifest's
 */
export declare function copyManifest(source: ContentStore, target: ContentStore, manifest: RawManifest, name: ManifestName | undefined, memory: CopyMemory): Promise<CopyCount>;
