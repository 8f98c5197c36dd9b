import type { RenderedChart, ShippedClass } from '../shipped.js';
/** The cluster class of a release, with the ClusterClasses that it renders to. */
export declare function openClass(clusterClass: RenderedChart): ShippedClass;
/** The values of variables that Cluster API writes into every cluster. */
export declare function listVariableDefaults({ classes }: ShippedClass): {
    readonly name: string;
    readonly value: unknown;
}[];
