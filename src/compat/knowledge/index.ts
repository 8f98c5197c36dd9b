import { ADDONS, type AddonTable } from './addons.ts';
import { CLUSTER_API, type ClusterApiTable } from './cluster-api.ts';
import { KUBERNETES, type KubernetesTable } from './kubernetes.ts';
import { KUBERNETES_APIS, type KubernetesApiTable } from './kubernetes-apis.ts';

/** Dated facts about the world, apart from the rules that use them. */
export interface Knowledge {
  readonly addons: AddonTable;
  readonly kubernetes: KubernetesTable;
  readonly kubernetesApis: KubernetesApiTable;
  readonly clusterApi: ClusterApiTable;
}

/** What this version of the tool knows. */
export const KNOWLEDGE: Knowledge = {
  addons: ADDONS,
  kubernetes: KUBERNETES,
  kubernetesApis: KUBERNETES_APIS,
  clusterApi: CLUSTER_API,
};
