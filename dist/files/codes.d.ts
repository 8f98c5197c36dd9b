import type { CodeTable } from '../code-description.js';
/** Codes for files as such, whatever they hold. */
export declare const FILE_CODES: CodeTable<'files'>;
