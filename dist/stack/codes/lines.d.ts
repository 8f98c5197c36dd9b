import type { CodeTable } from '../../code-description.js';
/** Codes for versions.yaml and stack.yaml, from which a directory's lines come. */
export declare const LINE_CODES: CodeTable<'lines'>;
