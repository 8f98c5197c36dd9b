import type { CodeTable } from '../../code-description.js';
/** Codes for compatibility.yaml and the waivers in it. */
export declare const WAIVER_CODES: CodeTable<'waivers'>;
