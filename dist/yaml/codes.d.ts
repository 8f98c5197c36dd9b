import type { CodeTable } from '../code-description.js';
/** Codes for YAML that is broken whatever it says. */
export declare const YAML_CODES: CodeTable<'yaml'>;
