import { type Finding } from '../finding.js';
import { type FileTree, type TreeLimits } from './tree.js';
/**
 * Reads every regular file below a directory. What cannot be part of a stack (links, devices, names that another file
 * system would lose, too much of anything) becomes a finding and is not read.
 *
 * @param outside files and folders that are left out wherever they lie: where we write ourselves
 */
export declare function readTree(directory: string, limits?: TreeLimits, outside?: readonly string[]): {
    readonly files: FileTree;
    readonly findings: readonly Finding[];
};
