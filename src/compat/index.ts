export { formatRange, isWithin } from './cluster-class/core-range.ts';
export { type Demand, listDemands } from './cluster-class/demands.ts';
export { formatReleases } from './cluster-class/fields/check-fields.ts';
export { listObjects } from './cluster-class/model.ts';
export { listVariableDefaults, openClass } from './cluster-class/read-class.ts';
export {
  type Addon,
  createFacts,
  type EarlierRelease,
  type Facts,
  type GatheredFacts,
  type ImageAnswer,
  type RenderedChart,
  type Shipped,
  type ShippedClass,
} from './facts.ts';
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
export { readKnowledge } from './read-knowledge.ts';
export type { Judgement, Rule } from './rule.ts';
export { AGE } from './rules/age/index.ts';
export { CLUSTER_CLASS } from './rules/cluster-class/index.ts';
export { RULES } from './rules/index.ts';
export { listImageUrls, NODE_IMAGES } from './rules/node-images/index.ts';
export { OBJECTS } from './rules/objects/index.ts';
export { ALL_RENDERINGS } from './rules/objects/not-rendered.ts';
export { PARTS } from './rules/parts/index.ts';
export { STAGES } from './rules/stages/index.ts';
export { UPGRADES } from './rules/upgrades/index.ts';
export { findUpgradePath } from './rules/upgrades/upgrade-paths.ts';
export { VERSIONS } from './rules/versions/index.ts';
export { type ChartCandidate, judgeChart } from './rules/versions/judge-chart.ts';
export { runRules } from './run-rules.ts';
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
