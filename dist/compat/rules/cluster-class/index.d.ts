import type { Rule } from '../../rule.js';
/** ClusterClass: what Cluster API's webhook refuses, and what breaks when clusters are made. */
export declare const CLUSTER_CLASS: readonly Rule[];
