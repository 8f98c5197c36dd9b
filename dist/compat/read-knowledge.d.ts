import type { Knowledge } from './knowledge/knowledge.js';
/**
 * The tool's own knowledge, with what the user's files for `--knowledge` add to it.
 * @throws ReleaseError `usage`
 */
export declare function readKnowledge(files: readonly string[]): Promise<Knowledge>;
