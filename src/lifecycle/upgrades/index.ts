export { findChain, type StepGraph } from './find-chain.ts';
export { formatGraph, type GraphRelease, type UpdateGraph } from './format-graph.ts';
export { formatPatch } from './format-patch.ts';
export { holdSubjects } from './hold-subjects.ts';
export { listCandidates } from './list-candidates.ts';
export { listUpgrades } from './list-upgrades.ts';
export type { EdgeVerdict, UpgradeEdge, UpgradeReason, UpgradesReport, UpgradesRequest } from './model.ts';
export { type JudgeOptions, openJudge } from './open-judge.ts';
