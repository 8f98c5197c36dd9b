import type { AddonTable } from './addons.ts';
import type { ClusterApiTable } from './cluster-api.ts';
import type { KubernetesTable } from './kubernetes.ts';
import type { KubernetesApiTable } from './kubernetes-apis.ts';
import type { ManagementTable } from './management.ts';
import type { NodeImageTable } from './node-images.ts';

/** Dated facts about the world, apart from the rules that use them. */
export interface Knowledge {
  readonly addons: AddonTable;
  readonly kubernetes: KubernetesTable;
  readonly kubernetesApis: KubernetesApiTable;
  readonly clusterApi: ClusterApiTable;
  readonly management: ManagementTable;
  readonly nodeImages: NodeImageTable;
}
