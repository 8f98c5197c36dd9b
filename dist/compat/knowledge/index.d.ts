import type { Knowledge } from './knowledge.js';
/** The knowledge of this version of the tool. */
export declare const KNOWLEDGE: Knowledge;
export type { AddonRule, AddonTable, ChartVersions, Ranges, Skew, Supports } from './addons.js';
export type { ClusterApiTable, CoreRelease, OperatorRelease, Provider, ProviderRelease } from './cluster-api.js';
export type { Knowledge } from './knowledge.js';
export type { KubernetesTable } from './kubernetes.js';
export type { Component, ComponentRelease, InstallerRelease, ManagementTable } from './management.js';
export { type KnowledgeFile, mergeKnowledge, newestAsOf } from './merge.js';
export type { NodeImageTable } from './node-images.js';
