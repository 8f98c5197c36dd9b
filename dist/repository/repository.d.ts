/** One version of a chart, as its repository lists it. */
export interface ChartVersion {
    readonly name: string;
    readonly version: string;
    /** Where its archive is: `https://…`, `oci://…`. */
    readonly url: string;
    /** Of the archive, where the repository says it, as it says it: in hex, or something that is not a digest and never matches. */
    readonly sha256?: string;
    readonly appVersion?: string;
    readonly kubeVersion?: string;
}
/** Where charts come from. All methods reject with a ReleaseError, HttpError or OciError. */
export interface Repository {
    /**
     * The versions of a chart, newest first.
     * @param constraint the text that will choose among them: one that is a version needs no list where there is none
     */
    versions(name: string, constraint: string): Promise<readonly ChartVersion[]>;
    /** The archive's bytes, unchecked but for the size. */
    fetch(version: ChartVersion): Promise<Buffer>;
}
/** Bytes of a chart archive at most: the largest real ones have a few million. */
export declare const ARCHIVE_LIMIT: number;
