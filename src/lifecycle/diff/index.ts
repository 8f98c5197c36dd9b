export type { Change, ChangeKind, ChangeRule } from './change.ts';
export { compareSubjects, type End } from './compare-subjects.ts';
export { type DiffOptions, diff, diffEnds } from './diff.ts';
export { foldChanges } from './fold-changes.ts';
export { formatDiffMarkdown } from './format-markdown.ts';
export { formatDiffText, type Marks } from './format-text.ts';
export type { DiffReport } from './report.ts';
export { diffLines } from './text-lines.ts';
