import { type Finding } from '../finding.js';
import type { FileTree } from './tree.js';
/** A file or folder, and the one before it that other file systems take for the same. */
export interface CaseClash {
    readonly path: string;
    readonly other: string;
}
/** Two names that differ in case (or Unicode form) alone become one on macOS and Windows, folders too. */
export declare function findCaseClashes(files: FileTree): CaseClash[];
/** The same of a directory's files, as findings. */
export declare function judgeCaseClashes(directory: string, files: FileTree): Finding[];
