import type { Descriptor } from './types.js';
/** A manifest or index of any kind as the bytes that its digest is of: for copying, not for reading releases. */
export interface RawManifest {
    readonly descriptor: Descriptor;
    readonly bytes: Buffer;
}
/** Where a manifest in an index is for. Source: https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md */
export interface IndexedManifest extends Descriptor {
    /** `linux/arm64/v8`; undefined where the index does not say. */
    readonly platform: string | undefined;
}
/** The things that a manifest points at. */
export type Parts = {
    readonly kind: 'index';
    readonly manifests: readonly IndexedManifest[];
} | {
    readonly kind: 'image';
    readonly config: Descriptor;
    readonly layers: readonly Descriptor[];
    readonly artifactType: string | undefined;
};
/**
 * Wraps bytes that a store says are a manifest.
 * @param mediaType as the store says; the bytes' own word has to be the same where they have one (CVE-2021-41190)
 */
export declare function createRawManifest(bytes: Buffer, mediaType: string, place: string): RawManifest;
/** @throws OciError `invalid-manifest` */
export declare function listParts({ descriptor, bytes }: RawManifest): Parts;
