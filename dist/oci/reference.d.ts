/** `host[:port]/repository[:tag][@digest]`. Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
export interface Reference {
    /** Host and port, in lower case. */
    readonly registry: string;
    readonly repository: string;
    readonly tag?: string;
    readonly digest?: string;
}
export declare function isTag(text: string): boolean;
/** A manifest's name from outside, which becomes part of a path or URL. */
export declare function checkName(name: string): string;
/**
 * Reads `host[:port]/repository[:tag][@digest]`, without a scheme.
 * @throws OciError `invalid-reference`
 */
export declare function parseReference(text: string): Reference;
/** The same for a text that may well be no reference: why it is none, in place of an error. */
export declare function readReference(text: string): Reference | string;
