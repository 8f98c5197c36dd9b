import { type FileTree } from '../files/index.js';
import { type YamlFile, type YamlScalar } from '../yaml/index.js';
/** An addon's Chart.yaml. */
export interface AddonChart {
    /** In `cluster-addon/`; empty for the one chart of a single-stage stack. */
    readonly folder: string;
    /** In the stack's directory, `cluster-addon/ccm`. */
    readonly path: string;
    readonly yaml: YamlFile;
    readonly dependencies: readonly AddonDependency[];
}
export interface AddonDependency {
    readonly name: string;
    readonly alias: string | undefined;
    readonly version: YamlScalar | undefined;
}
/** The Chart.yaml of every addon that can be read; what is wrong with the others is found elsewhere. */
export declare function readAddonCharts(directory: string, files: FileTree): readonly AddonChart[];
