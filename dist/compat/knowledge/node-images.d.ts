/** The images that the SCS project builds for OpenStack. */
export interface NodeImageTable {
    readonly source: string;
    /** `2026-11-22` */
    readonly asOf: string;
    /** Which Ubuntu they are made of, by a constraint of Helm on the Kubernetes version. */
    readonly ubuntu: readonly {
        readonly kubernetes: string;
        readonly release: string;
    }[];
}
export declare const NODE_IMAGES: NodeImageTable;
