/** Where a release's content comes from. The same for every run on one commit; it never decides what a release is. */
export interface Provenance {
    /** The commit's full hash. */
    readonly commit: string;
    /** `https://github.com/org/repo` */
    readonly repository?: string | undefined;
    /** When the commit was made, or what SOURCE_DATE_EPOCH says: `2026-11-23T10:00:00Z`. */
    readonly created?: string | undefined;
    /** `clusterstack 0.1.0` */
    readonly tool: string;
    /** Made from files that the commit does not have so. */
    readonly dirty?: boolean | undefined;
}
/** As annotations of an OCI manifest. */
export declare function formatProvenance(provenance: Provenance | undefined): Readonly<Record<string, string>>;
/** Provenance from the annotations of a manifest; undefined where they name no commit. */
export declare function parseProvenance(annotations?: Readonly<Record<string, string>>): Provenance | undefined;
