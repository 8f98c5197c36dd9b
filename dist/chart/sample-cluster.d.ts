/** The cluster that an addon's values are evaluated for, as far as the stack decides it. */
export interface ClusterFacts {
    /** `openstack` */
    readonly provider: string;
    /** The ClusterClass, `openstack-scs-1-32-v4`. */
    readonly clusterClass: string;
    /** `v1.32.5` */
    readonly kubernetes: string;
    /** Of the ClusterClass, with their defaults, which Cluster API writes into every cluster. Undefined where they are not known. */
    readonly variables?: readonly {
        readonly name: string;
        readonly value: unknown;
    }[];
}
type Data = Readonly<Record<string, unknown>>;
/** The cluster that CSO's templates see: it is up, with all that its control plane and its provider report. */
export declare function buildSampleCluster(facts: ClusterFacts): Readonly<Record<'Cluster' | 'ControlPlane' | 'InfraCluster', Data>>;
export {};
