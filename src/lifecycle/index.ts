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
  type End,
  foldChanges,
  formatDiffMarkdown,
  formatDiffText,
} from './diff/index.ts';
export { type FindOptions, findRelease } from './find-release.ts';
export { isRemote, openSource } from './open-source.ts';
export { lookUp, openReading, type Reading, type ReadingOptions, readPublished, readSubject, type Subject } from './read-subject.ts';
export { parseReference, type Reference } from './reference.ts';
