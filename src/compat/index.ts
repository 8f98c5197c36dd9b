export {
  applyWaivers,
  type Compatibility,
  findUnusedWaivers,
  parseCompatibility,
  parseKnowledge,
  type Waived,
  type Waiver,
} from './compatibility/index.ts';
export type { Addon, EarlierRelease, Facts, ImageAnswer, RenderedChart, Shipped } from './facts.ts';
export { CODES, isCause } from './groups.ts';
export { KNOWLEDGE, type Knowledge, mergeKnowledge, newestAsOf } from './knowledge/index.ts';
export type { CodeDescription, Example, Judgement, Rule } from './rule.ts';
export { judgeLines } from './rules/age/index.ts';
export { RULES } from './rules/index.ts';
export { listImageUrls } from './rules/node-images/index.ts';
export { ALL_RENDERINGS } from './rules/objects/not-rendered.ts';
export { findUpgradePath } from './rules/upgrades/upgrade-paths.ts';
export { type ChartCandidate, judgeChart } from './rules/versions/judge-chart.ts';
export { runRules } from './run-rules.ts';

/** What rules say, with examples: loaded when it is to be shown, since it is as large as all that is run. */
export const loadDocuments = () => import('./documents.ts');
