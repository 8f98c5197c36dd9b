import type { RenderedObject } from '../../chart/index.js';
/** How a custom resource definition takes less than before. */
export interface CrdChange {
    /** `refused`: the API server takes no such change; `breaking`: objects that exist may not fit any more. */
    readonly kind: 'refused' | 'breaking';
    readonly path: string;
    readonly message: string;
}
/**
 * Versions, fields, values and bounds that are gone or narrower.
 * Source: the questions are those of kubernetes-sigs/crdify, pkg/validations
 */
export declare function compareCrd(old: RenderedObject, now: RenderedObject): readonly CrdChange[];
