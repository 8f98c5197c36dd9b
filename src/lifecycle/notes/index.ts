export { createNotes, describeRelease, type NotesRequest } from './create-notes.ts';
export { findPredecessor } from './find-predecessor.ts';
export { formatNotes, formatNotesBody } from './format-notes.ts';
export { renderTemplate } from './render-template.ts';
export type { ImageChange, Link, NotesReport, StackCommit, VersionChange } from './report.ts';
