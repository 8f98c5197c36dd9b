import type { RawManifest } from './raw-manifest.js';
import type { Descriptor } from './types.js';
/** A blob on its way: as large as it may be, no more than a part of it is in memory. */
export type BlobBytes = {
    readonly kind: 'bytes';
    readonly bytes: Buffer;
}
/** On this machine: can be read as often as wanted. */
 | {
    readonly kind: 'local';
    readonly open: () => AsyncIterable<Uint8Array>;
}
/** At a registry: `stream` asks for it, and again where that fails on the way; then `consume` begins anew. */
 | {
    readonly kind: 'remote';
    readonly stream: (consume: (chunks: AsyncIterable<Uint8Array>) => Promise<void>) => Promise<void>;
};
/** A repository of a registry: blobs can be mounted between those of one registry. */
export interface Place {
    readonly registry: string;
    readonly repository: string;
}
/** The names of a manifest. */
export interface ManifestName {
    /** A tag; in layouts and archives also a whole reference. */
    readonly name: string;
    /** The whole reference, where it is known: containerd names what it imports so. */
    readonly fullName: string | undefined;
}
/**
 * Content of any kind, named or by digest, for copying it as it is. All methods reject with an `HttpError` or an `OciError`.
 * Content goes in before what points at it.
 */
export interface ContentStore {
    /** Where this is, for people. */
    readonly url: string;
    readonly place: Place | undefined;
    names(): Promise<readonly ManifestName[]>;
    /** What a name or digest stands for; undefined where there is no such. */
    head(name: string): Promise<Descriptor | undefined>;
    read(name: string): Promise<RawManifest | undefined>;
    /** Whether a manifest is there with all that it points at; missing where looking costs requests, or blobs are left out on purpose. */
    isWhole?(descriptor: Descriptor): Promise<boolean>;
    hasBlob(descriptor: Descriptor): Promise<boolean>;
    readBlob(descriptor: Descriptor): Promise<BlobBytes>;
    /**
     * Brings a blob in; `read` is called only where its bytes are needed.
     * @param from another repository that has it
     */
    writeBlob(descriptor: Descriptor, read: () => Promise<BlobBytes>, from: Place | undefined): Promise<'mounted' | 'written'>;
    /**
     * Brings a manifest in, byte for byte, and names it. A name of another manifest is not moved: `tag-taken`.
     * @param name undefined: by its digest alone
     */
    writeManifest(manifest: RawManifest, name: ManifestName | undefined): Promise<void>;
}
/** Hands a blob's bytes on, checked: what `consume` was given is the descriptor's content once this resolves. */
export declare function passBlob(blob: BlobBytes, descriptor: Descriptor, place: string, consume: (chunks: AsyncIterable<Uint8Array>) => Promise<void>): Promise<void>;
/** The bytes of a blob that is on this machine, from the first on. */
export declare function openLocal(blob: Exclude<BlobBytes, {
    kind: 'remote';
}>): AsyncGenerator<Uint8Array>;
/** The same chunks; throws after the last where they are not the descriptor's content, and before where they are too many. */
export declare function checkChunks(chunks: AsyncIterable<Uint8Array>, { digest, size }: Descriptor, place: string): AsyncGenerator<Uint8Array>;
/** All of a blob that is known to be small, checked. */
export declare function readWhole(blob: BlobBytes, descriptor: Descriptor, place: string): Promise<Buffer>;
