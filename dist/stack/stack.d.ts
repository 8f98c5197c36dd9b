import type { ChartFile } from '../chart/index.js';
import type { FileTree, TreeFile } from '../files/index.js';
import type { Finding, Place } from '../finding.js';
import type { StackConfig } from './config.js';
/** How the addons are installed: by stages of `clusteraddon.yaml`, or as one chart with values. */
export type Addons = {
    readonly kind: 'multi-stage';
    readonly stages: TreeFile;
} | {
    readonly kind: 'single-stage';
    readonly values: TreeFile;
    readonly chart: ChartFile;
};
/** A stack that was read and can be built. Paths of its trees are relative to the folder they are named for. */
export interface Stack {
    /** As the user named it, for messages. */
    readonly directory: string;
    readonly config: StackConfig;
    /** Everything below the directory as the line has it: what csctl's hash is of. */
    readonly files: FileTree;
    readonly clusterClass: FileTree;
    readonly clusterClassChart: ChartFile;
    readonly clusterAddon: FileTree;
    readonly addons: Addons;
    /** The content of the release's `node-images.yaml`. */
    readonly nodeImages?: TreeFile;
    /**
     * Where versions of dependencies stand that a row of versions.yaml sets, by `<addon folder>/<dependency>`; the folder
     * is empty in a single-stage stack. Empty where there is no row.
     */
    readonly rowPlaces: ReadonlyMap<string, Place>;
}
/** The result of reading a line: all findings, and the stack unless they leave too little to build. */
export interface StackSource {
    readonly directory: string;
    readonly findings: readonly Finding[];
    readonly config?: StackConfig;
    readonly stack?: Stack;
}
