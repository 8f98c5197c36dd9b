import { type FileTree } from '../files/index.js';
import { type Finding } from '../finding.js';
import type { StackSource } from './stack.js';
/** The lock that `clusterstack update` writes: the exact versions and archives of each line. */
export declare const LOCK_FILE = "stack.lock.yaml";
/** The lines of a stack's directory: one, or one for each row of its versions.yaml. */
export declare function parseLines(directory: string, files: FileTree, treeFindings?: readonly Finding[]): StackSource[];
/** Refuses to release without the exact version of Kubernetes, which a check may leave open. */
export declare function refuseOpenPatch(findings: readonly Finding[]): Finding[];
