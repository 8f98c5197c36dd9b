export type { Change, ChangeKind, ChangeRule } from './change.js';
export { compareSubjects, type End } from './compare-subjects.js';
export { type DiffOptions, diff, diffEnds } from './diff.js';
export { foldChanges } from './fold-changes.js';
export { formatDiffMarkdown } from './format-markdown.js';
export { formatDiffText, type Marks } from './format-text.js';
export type { DiffReport } from './report.js';
export { diffLines } from './text-lines.js';
