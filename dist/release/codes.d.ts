import type { CodeTable } from '../code-description.js';
/** Versions that a release cannot have. */
export declare const NUMBERING_CODES: CodeTable<'numbering'>;
