import type { AddonTable } from './addons.js';
import type { ClusterApiTable } from './cluster-api.js';
import type { KubernetesTable } from './kubernetes.js';
import type { KubernetesApiTable } from './kubernetes-apis.js';
import type { ManagementTable } from './management.js';
import type { NodeImageTable } from './node-images.js';
/** Dated facts about the world, apart from the rules that use them. */
export interface Knowledge {
    readonly addons: AddonTable;
    readonly kubernetes: KubernetesTable;
    readonly kubernetesApis: KubernetesApiTable;
    readonly clusterApi: ClusterApiTable;
    readonly management: ManagementTable;
    readonly nodeImages: NodeImageTable;
}
