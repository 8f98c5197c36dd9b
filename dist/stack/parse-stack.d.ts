import { type FileTree } from '../files/index.js';
import { type Finding, type Place } from '../finding.js';
import { type Minor } from '../version/index.js';
import { type StackConfig } from './config.js';
import type { KubernetesForm } from './kubernetes-version.js';
import type { StackSource } from './stack.js';
/** A line as its directory's files describe it. */
export interface LineFiles {
    /** Undefined where they cannot be read. */
    readonly config: StackConfig | undefined;
    readonly files: FileTree;
    /** The findings so far. */
    readonly findings: readonly Finding[];
    /** Set for a row of versions.yaml: where the versions of dependencies stand that it sets. */
    readonly rowPlaces?: ReadonlyMap<string, Place>;
}
/** A stack of the classic layout: csctl.yaml says everything, and the directory makes one line. */
export declare function parseStack(directory: string, files: FileTree, treeFindings?: readonly Finding[]): StackSource;
/** Reads a directory's csctl.yaml, without which there is no stack of the layouts 1 and 2. */
export declare function readConfig(directory: string, files: FileTree, form?: KubernetesForm): {
    readonly config?: StackConfig;
    readonly findings: readonly Finding[];
};
/** A line from its files. All problems are collected; nothing is thrown for what the user wrote. */
export declare function parseLine(directory: string, { config, files: source, findings: before, rowPlaces }: LineFiles): StackSource;
/** A folder named `1-32` or `1.32` says which Kubernetes minor it is for. */
export declare function parseFolderName(directory: string): Minor | undefined;
