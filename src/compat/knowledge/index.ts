import { ADDONS } from './addons.ts';
import { CLUSTER_API } from './cluster-api.ts';
import type { Knowledge } from './knowledge.ts';
import { KUBERNETES } from './kubernetes.ts';
import { KUBERNETES_APIS } from './kubernetes-apis.ts';
import { MANAGEMENT } from './management.ts';
import { NODE_IMAGES } from './node-images.ts';

/** The knowledge of this version of the tool. */
export const KNOWLEDGE: Knowledge = {
  addons: ADDONS,
  kubernetes: KUBERNETES,
  kubernetesApis: KUBERNETES_APIS,
  clusterApi: CLUSTER_API,
  management: MANAGEMENT,
  nodeImages: NODE_IMAGES,
};

export type { AddonRule, AddonTable, ChartVersions, Ranges, Skew, Supports } from './addons.ts';
export type { ClusterApiTable, CoreRelease, OperatorRelease, Provider, ProviderRelease } from './cluster-api.ts';
export type { Knowledge } from './knowledge.ts';
export type { KubernetesTable } from './kubernetes.ts';
export type { Component, ComponentRelease, InstallerRelease, ManagementTable } from './management.ts';
export { type KnowledgeFile, mergeKnowledge, newestAsOf } from './merge.ts';
export type { NodeImageTable } from './node-images.ts';
