export { groupOf, isClusterApi, versionOf } from './api-version.ts';
export { readClassKey } from './cluster-class/class-key.ts';
export { formatRange, isWithin } from './cluster-class/core-range.ts';
export { type Demand, listDemands } from './cluster-class/demands.ts';
export { formatReleases } from './cluster-class/fields/check-fields.ts';
export { readSeconds } from './cluster-class/kubernetes-values.ts';
export { listUses } from './cluster-class/list-uses.ts';
export type { ClassVariable, ClusterClass, Role } from './cluster-class/model.ts';
export { listObjects, mustBeSet } from './cluster-class/model.ts';
export { listVariableDefaults, openClass } from './cluster-class/read-class.ts';
export { createRoleRule, listRights, type Right, type RoleRule } from './cluster-class/rights.ts';
export { findInvalid, type Validity } from './cluster-class/schema/find-invalid.ts';
export { matchesSelector } from './cluster-class/selector.ts';
export type { Patched } from './cluster-class/simulation/apply-patches.ts';
export type { Assignment } from './cluster-class/simulation/assignments.ts';
export { type CarriedValues, carryValues } from './cluster-class/simulation/carry-values.ts';
export { openPatches, type PatchableClass } from './cluster-class/simulation/patch-class.ts';
export { createSampleBudget, listSamples } from './cluster-class/simulation/samples.ts';
export { UNKNOWN } from './cluster-class/simulation/unknown.ts';
export { describeGap } from './completeness.ts';
export {
  type Addon,
  createFacts,
  type EarlierRelease,
  type Facts,
  type GatheredFacts,
  type ImageAnswer,
  type LineBeside,
  type RenderedChart,
  type Shipped,
  type ShippedClass,
} from './facts.ts';
export { ADDON_NAMESPACE, identifyObject } from './identify-object.ts';
export { HELM_REQUIRED, type JudgedLine, judgeLine, judgeRun, type UserFile } from './judge.ts';
export type {
  ClusterApiTable,
  Component,
  ComponentRelease,
  CoreRelease,
  InstallerRelease,
  ManagementTable,
  OperatorRelease,
  Provider,
  ProviderRelease,
} from './knowledge/index.ts';
export { KNOWLEDGE, type Knowledge, mergeKnowledge, newestAsOf } from './knowledge/index.ts';
export { findPodSpec } from './pod-spec.ts';
export { readKnowledge } from './read-knowledge.ts';
export type { Judgement, Rule } from './rule.ts';
export { AGE } from './rules/age/index.ts';
export { CLUSTER_CLASS } from './rules/cluster-class/index.ts';
export { RULES } from './rules/index.ts';
export { listImageUrls, listSaidImages, NODE_IMAGES, type NodeImage } from './rules/node-images/index.ts';
export { OBJECTS } from './rules/objects/index.ts';
export { ALL_RENDERINGS } from './rules/objects/not-rendered.ts';
export { PARTS } from './rules/parts/index.ts';
export { STAGES } from './rules/stages/index.ts';
export { type ClassShape, findShape } from './rules/upgrades/class-shape.ts';
export { UPGRADES } from './rules/upgrades/index.ts';
export { compareSchemas, type SchemaChange, slotOf } from './rules/upgrades/schema.ts';
export { IMMUTABLE_TEMPLATES } from './rules/upgrades/template-changed.ts';
export { findUpgradePath } from './rules/upgrades/upgrade-paths.ts';
export { VERSIONS } from './rules/versions/index.ts';
export { type ChartCandidate, judgeChart } from './rules/versions/judge-chart.ts';
export { runRules } from './run-rules.ts';
export { AT_CREATION, AT_UPGRADE, appliedBy, areLoaded, findAddon, isApplied, stagesOf } from './stages.ts';
export {
  applyWaivers,
  type Compatibility,
  findUnusedWaivers,
  parseCompatibility,
  parseKnowledge,
  WAIVER_CODES,
  type Waived,
  type Waiver,
} from './user-file/index.ts';
