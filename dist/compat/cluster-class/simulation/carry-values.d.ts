import type { ClusterClass } from '../model.js';
import { type Assignment } from './assignments.js';
/** The values of one cluster's variables under its class, and under the newer class that it moves to. */
export interface CarriedValues {
    readonly before: Assignment;
    readonly after: Assignment;
}
/**
 * Carries the values of variables from one class to the next: defaults of the older one stay, since Cluster API wrote them
 * into the cluster; a default of the newer one counts where there is no value yet. Variables that must be set and are not
 * have the same made-up value on both sides.
 * @param set the values that the cluster's owner gives
 * Source: Cluster API, internal/topology/variables/cluster_variable_defaulting.go
 */
export declare function carryValues(before: ClusterClass, after: ClusterClass, set?: Assignment): CarriedValues;
