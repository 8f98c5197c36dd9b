import type { CodeTable } from '../code-description.js';
/** Earlier releases, the repository, tools, and all lines together. */
export declare const SOURCE_CODES: CodeTable<'sources'>;
