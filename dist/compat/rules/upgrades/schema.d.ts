import { type DataMap } from '../../../data.js';
/** A way in which a newer schema refuses values that an older one took. */
export interface SchemaChange {
    readonly kind: 'removed' | 'required' | 'retyped' | 'narrowed';
    /** `network.mtu`, `zones[]` */
    readonly path: string;
    /** The difference: `is an integer now and was a string`. */
    readonly message: string;
    /** Whether it hits the value that every cluster has, not only what some have set. */
    readonly everywhere: boolean;
}
/** A value that an older schema describes. */
interface Slot {
    readonly path: string;
    /** Whether every cluster has it: Cluster API writes defaults into the clusters. */
    readonly everywhere: boolean;
    /** The value of clusters that set none. */
    readonly fallback: unknown;
}
/**
 * Compares two OpenAPI schemas of a ClusterClass variable, as Cluster API holds a cluster's values against the newer
 * one. What takes more than before is not a change.
 */
export declare function compareSchemas(before: DataMap, now: DataMap, slot: Slot): SchemaChange[];
/** The value of clusters that set none: the schema's default, which Cluster API writes into them. */
export declare function slotOf(path: string, schema: DataMap, required: boolean): Slot;
/** Whether two schemas take the same values, whatever they say about them. */
export declare function isSameSchema(a: DataMap, b: DataMap): boolean;
export {};
