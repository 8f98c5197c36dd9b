import { type DataMap } from '../../../data.js';
import type { Place } from '../../../finding.js';
import type { ShippedClass } from '../../facts.js';
/** The parts of a ClusterClass that clusters are bound to. */
export interface ClassShape {
    readonly place: Place;
    readonly variables: ReadonlyMap<string, Variable>;
    /** Whether a runtime extension may add variables that the class does not show. */
    readonly discoversVariables: boolean;
    /** By what a template is for: `spec.infrastructure`, `machineDeployments class default-worker`. */
    readonly references: ReadonlyMap<string, Reference>;
    /** `machineDeployments class default-worker` */
    readonly workers: ReadonlySet<string>;
}
export interface Variable {
    readonly required: boolean;
    readonly schema: DataMap;
}
export interface Reference {
    readonly group: string;
    readonly kind: string;
}
/** The shape of the one ClusterClass; undefined where there is none to compare, which other rules tell. */
export declare function findShape({ classes }: ShippedClass): ClassShape | undefined;
