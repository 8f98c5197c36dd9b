import type { Shipped } from '../../shipped.js';
import { type ClusterClass } from '../model.js';
import { type Patched, type Target } from './apply-patches.js';
import type { Assignment } from './assignments.js';
import { indexTemplates } from './index-templates.js';
/** A ClusterClass whose patches can be applied to its templates, for any values of variables. */
export interface PatchableClass {
    /** Its templates; one that the release does not have is left out. */
    readonly targets: readonly Target[];
    readonly patch: (target: Target, variables: Assignment) => Patched;
}
export declare function openPatches(shipped: Shipped, clusterClass: ClusterClass, templates?: ReturnType<typeof indexTemplates>): PatchableClass;
