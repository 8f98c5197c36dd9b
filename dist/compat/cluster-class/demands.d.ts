import type { ClusterApiTable } from '../knowledge/cluster-api.js';
import { listObjects } from './model.js';
/** An API that a cluster class is made of, and who serves it. */
export interface Demand {
    readonly apiVersion: string;
    readonly kind: string;
    /**
     * Releases of Cluster API and its providers, `CAPO 0.14`, that serve it with all the fields that are used; where none
     * has all the fields, those that serve it. Undefined where nothing is known of the kind.
     */
    readonly releases: readonly string[] | undefined;
}
/** The APIs of Cluster API and its providers in a rendered cluster class, each once. */
export declare function listDemands(rendered: Parameters<typeof listObjects>[0], table: ClusterApiTable): readonly Demand[];
