/** Content addressed by digest. Source: https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md */
export interface Descriptor {
    readonly mediaType: string;
    /** `sha256:` and 64 hex digits. */
    readonly digest: string;
    /** Bytes. */
    readonly size: number;
    readonly annotations?: Readonly<Record<string, string>>;
}
/** Source: https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md */
export interface Manifest {
    readonly schemaVersion: 2;
    readonly mediaType: string;
    readonly artifactType?: string;
    readonly config: Descriptor;
    readonly layers: readonly Descriptor[];
    readonly annotations?: Readonly<Record<string, string>>;
}
/** A manifest with the very bytes that its digest is of. */
export interface ManifestBlob {
    readonly descriptor: Descriptor;
    readonly manifest: Manifest;
    readonly bytes: Buffer;
}
/**
 * One repository, wherever it is kept. All methods reject with an `HttpError` or an `OciError`.
 *
 * Content goes in before what points at it: blobs, then `tag`, which writes the manifest and names it.
 */
export interface Store {
    /** Where this is, for people: `oci://host/repository` or `oci-layout:DIR`. */
    readonly url: string;
    exists(descriptor: Descriptor): Promise<boolean>;
    /** The blob's bytes, checked against the descriptor's digest and size. */
    fetch(descriptor: Descriptor): Promise<Buffer>;
    push(descriptor: Descriptor, bytes: Buffer): Promise<void>;
    /** The image manifest under a tag or digest, or undefined where there is none. */
    resolve(reference: string): Promise<ManifestBlob | undefined>;
    /**
     * The manifest that a tag names, where that or what it points at is not all there, as a copy of files leaves it that broke off.
     * Missing where looking costs requests.
     */
    findBroken?(tag: string): Promise<Descriptor | undefined>;
    /**
     * Writes a manifest and gives it a tag. A tag that names another manifest is not moved: `tag-taken`,
     * as far as the store can tell (a registry has no compare-and-swap, so callers resolve first).
     */
    tag(manifest: ManifestBlob, tag: string): Promise<void>;
    /**
     * Where tags can be moved: waits until those who found a tag free at the moment that we gave it have given it, too, so
     * that whoever looks then sees what it is in the end.
     */
    settle?(): Promise<void>;
    /** Whether content and manifests like the sample may be pushed; leaves nothing behind. Rejects with what stands against it. */
    probe(sample: ManifestBlob): Promise<void>;
    /** All tags; undefined when the store says in so many words that there is no such repository yet. */
    tags(): Promise<readonly string[] | undefined>;
}
