import { type Finding } from '../../finding.js';
import type { KnowledgeFile } from '../knowledge/index.js';
import type { Waiver } from './waivers.js';
/** The contents of a compatibility.yaml, without its mistakes. */
export interface Compatibility {
    readonly waivers: readonly Waiver[];
    readonly knowledge: KnowledgeFile;
}
/**
 * Reads a compatibility.yaml, from a stack's directory or the repository's root.
 * @param file the path to show
 */
export declare function parseCompatibility(file: string, bytes: Buffer): Promise<{
    readonly compatibility: Compatibility;
    readonly findings: readonly Finding[];
}>;
/** Reads a file for `--knowledge`: the same but for waivers. */
export declare function parseKnowledge(file: string, bytes: Buffer): Promise<{
    readonly knowledge: KnowledgeFile;
    readonly findings: readonly Finding[];
}>;
