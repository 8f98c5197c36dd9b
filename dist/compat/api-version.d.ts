/** `apps` of `apps/v1`; empty for the core group, `v1`. */
export declare function groupOf(apiVersion: string): string;
/** `v1` of `apps/v1`, and of `v1`. */
export declare function versionOf(apiVersion: string): string;
/** A number for the age of a version: `v1beta2` is above `v1beta1`, and `v1` above both. */
export declare function rankVersion(version: string): number;
/** The group of Cluster API's own kinds, the ClusterClass among them. */
export declare const CORE_GROUP = "cluster.x-k8s.io";
/** Whether an API is Cluster API's own or one of its providers'. */
export declare function isClusterApi(apiVersion: string): boolean;
