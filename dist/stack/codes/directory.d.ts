import type { CodeTable } from '../../code-description.js';
/** Codes for the stack's directory and its csctl.yaml. */
export declare const DIRECTORY_CODES: CodeTable<'directory'>;
