import type { CodeTable } from '../../code-description.js';
/** A clusteraddon.yaml that CSO cannot load. */
export declare const STAGE_CODES: CodeTable<'stage-files'>;
