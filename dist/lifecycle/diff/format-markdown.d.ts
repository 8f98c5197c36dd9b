import type { DiffReport } from './report.js';
/** The difference of two releases in GitHub's Markdown, small enough for a comment; charts' text stays text. */
export declare function formatDiffMarkdown(given: DiffReport, all?: boolean): string;
