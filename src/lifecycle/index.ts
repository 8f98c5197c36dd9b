export type { Effect } from '../effect.ts';
export type { ClusterInput } from '../effects/index.ts';
export {
  type Change,
  type ChangeKind,
  type ChangeRule,
  compareSubjects,
  type DiffOptions,
  type DiffReport,
  diff,
  diffEnds,
  diffLines,
  type End,
  foldChanges,
  formatDiffMarkdown,
  formatDiffText,
} from './diff/index.ts';
export { type FindOptions, findRelease } from './find-release.ts';
export * from './list/index.ts';
export { createOpener, isRemote, isSourceUrl, openSource } from './open-source.ts';
export { type PulledRelease, type PullPlace, type PullReport, type PullRequest, pull } from './pull/index.ts';
export { lookUp, openReading, type Reading, type ReadingOptions, readPublished, readSubject, type Subject } from './read-subject.ts';
export { parseReference, type Reference } from './reference.ts';
export * from './republish/index.ts';
export * from './states/index.ts';
export * from './upgrades/index.ts';
export {
  type Difference,
  type VerifiedPlace,
  type VerifiedRelease,
  type VerifyReport,
  type VerifyRequest,
  verify,
} from './verify/index.ts';
export * from './withdraw/index.ts';
