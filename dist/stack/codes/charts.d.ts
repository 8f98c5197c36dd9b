import type { CodeTable } from '../../code-description.js';
/** Codes for the other files of a stack's charts. */
export declare const CHART_FOLDER_CODES: CodeTable<'chart-folders'>;
