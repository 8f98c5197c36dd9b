import type { RenderedObject } from '../chart/index.js';
import { type DataMap } from '../data.js';
export interface PodSpec {
    /** Where it stands in the object: `spec.template.spec`. */
    readonly path: string;
    readonly spec: DataMap;
}
/** The spec of the pods that an object of Kubernetes' own makes; undefined for an object that makes none. */
export declare function findPodSpec({ apiVersion, kind, data }: Pick<RenderedObject, 'apiVersion' | 'kind' | 'data'>): PodSpec | undefined;
export interface Container {
    readonly list: 'initContainers' | 'containers';
    readonly container: DataMap;
}
/** All containers of pods, in the order in which they start. */
export declare function listContainers({ spec }: PodSpec): readonly Container[];
