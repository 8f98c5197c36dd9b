import type { CodeTable } from '../code-description.js';
/** Codes for a Chart.yaml. */
export declare const CHART_CODES: CodeTable<'charts'>;
