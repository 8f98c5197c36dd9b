import type { CodeTable } from '../code-description.js';
/** The lock and what it holds. */
export declare const LOCK_CODES: CodeTable<'lock'>;
