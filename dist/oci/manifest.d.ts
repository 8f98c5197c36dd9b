import type { Descriptor, Manifest, ManifestBlob } from './types.js';
export declare const MANIFEST_MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";
/** Other things that a tag may name; accepted in requests so that an error can name it. */
export declare const OTHER_MANIFEST_MEDIA_TYPES: readonly string[];
/** The `Accept` of a request for a manifest. */
export declare const ACCEPT_MANIFESTS: string;
/** Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests */
export declare const LARGEST_MANIFEST: number;
/** The descriptor of these bytes. */
export declare function describe(mediaType: string, bytes: Uint8Array, annotations?: Readonly<Record<string, string>>): Descriptor;
/** Source: https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md#guidance-for-an-empty-descriptor */
export declare const EMPTY_CONFIG: {
    readonly descriptor: Descriptor;
    readonly bytes: Buffer;
};
/** The manifest's bytes: the same manifest gives the same bytes, whatever the order of its keys. */
export declare function formatManifest(manifest: Manifest): ManifestBlob;
/** Reads an image manifest. `mediaType` is what the store says it is; fields unknown here stay in `bytes` alone. */
export declare function parseManifest(bytes: Buffer, mediaType: string): ManifestBlob;
/** Reads one descriptor out of JSON; `what` names it in errors. */
export declare function parseDescriptor(value: unknown, what: string, refuse?: (why: string) => never): Descriptor;
/** By code units: the same on every machine, whatever its locale. */
export declare function sortKeys<T>(record: Readonly<Record<string, T>>): Record<string, T>;
