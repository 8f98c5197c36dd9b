export { findChain, type StepGraph } from './find-chain.js';
export { formatGraph, type GraphRelease, type UpdateGraph } from './format-graph.js';
export { formatPatch } from './format-patch.js';
export { holdSubjects } from './hold-subjects.js';
export { listCandidates } from './list-candidates.js';
export { listUpgrades } from './list-upgrades.js';
export type { EdgeVerdict, UpgradeEdge, UpgradeReason, UpgradesReport, UpgradesRequest } from './model.js';
export { type JudgeOptions, openJudge } from './open-judge.js';
