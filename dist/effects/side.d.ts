import type { Shipped } from '../compat/index.js';
/** A release, published or as it would ship: one end of an upgrade. */
export type Side = Shipped;
/** The data of a Cluster, v1beta1 or v1beta2, as its owner keeps it. */
export type ClusterInput = Readonly<Record<string, unknown>>;
export interface EffectOptions {
    /** A minor of Cluster API, `1.12`, or one of its releases, `1.12.3`; without it each case is said where they differ. */
    readonly clusterApi?: string;
    /** A cluster, whose own variables and worker classes are used. */
    readonly cluster?: ClusterInput;
}
/** Both ends. */
export interface Pair {
    readonly before: Side;
    readonly after: Side;
}
