/** Kubernetes' own releases. */
export interface KubernetesTable {
    readonly source: string;
    /** `2026-11-22` */
    readonly asOf: string;
    /** By minor, `"1.32"`: the last day of its support. */
    readonly endOfLife: Readonly<Record<string, string>>;
    /** By minor: the last patch that there will be, known once support has ended. */
    readonly last: Readonly<Record<string, string>>;
    /** By full version, `"1.32.5"`: the day of its release. What is not listed is unknown. */
    readonly released: Readonly<Record<string, string>>;
    /** Of those, the ones whose day is that of the tag of k8s.io/api, some days later, since their own was not read at its source. */
    readonly byTag?: readonly string[];
}
export declare const KUBERNETES: KubernetesTable;
