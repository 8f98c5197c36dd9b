import type { DiffReport } from './report.js';
/** Ways to mark text on a terminal; without colour they leave it as it is. */
export type Marks = Readonly<Record<'bold' | 'dim' | 'red' | 'yellow' | 'green', (text: string) => string>>;
/** The difference of two releases for people: one screen, or with `all` every place that differs. */
export declare function formatDiffText(given: DiffReport, marks: Marks, all?: boolean): string;
