import type { UpgradeEdge } from './model.js';
/** A node of an update graph. */
export interface GraphRelease {
    readonly release: string;
    /** `oci://host/repository` */
    readonly source: string;
    readonly digest: string;
    /** Further facts, as texts. */
    readonly metadata: Readonly<Record<string, string>>;
}
/** Source: https://github.com/openshift/cincinnati/blob/master/docs/design/openshift.md, and its conditional edges */
export interface UpdateGraph {
    readonly version: 1;
    readonly nodes: readonly {
        readonly version: string;
        readonly payload: string;
        readonly metadata: Readonly<Record<string, string>>;
    }[];
    /** Pairs of indices of nodes. */
    readonly edges: readonly (readonly [from: number, to: number])[];
    readonly conditionalEdges: readonly {
        readonly edges: readonly {
            readonly from: string;
            readonly to: string;
        }[];
        readonly risks: readonly GraphRisk[];
    }[];
}
interface GraphRisk {
    readonly url: string;
    readonly name: string;
    readonly message: string;
    readonly matchingRules: readonly [{
        readonly type: 'Always';
    }];
}
/**
 * An update graph in Cincinnati's shape, which viewers of OpenShift's graphs read. Refused steps are not in it; conditional ones
 * with the same reasons stand together.
 * @param edges between releases that are nodes; others are left out
 */
export declare function formatGraph(releases: readonly GraphRelease[], edges: readonly Pick<UpgradeEdge, 'from' | 'to' | 'verdict' | 'reasons'>[]): UpdateGraph;
export {};
