import { type FileTree } from '../files/index.js';
import type { Place } from '../finding.js';
import type { Chart } from './chart.js';
import { type RenderCache } from './render-cache.js';
export interface ReadChartOptions {
    /** Where to show the version of a dependency, by its name, that a row of a versions.yaml sets. */
    readonly places?: ReadonlyMap<string, Place>;
    /** Keeps what was read from archives. */
    readonly cache?: RenderCache | undefined;
}
/**
 * Reads a chart with what lies in its `charts/`. Undefined where there is no usable Chart.yaml.
 * A chart inside an archive keeps only those of its files that tell what it is and what it contains.
 * @param path the folder to show
 * @param files what ships of it, with paths relative to the chart
 */
export declare function readChart(path: string, files: FileTree, options?: ReadChartOptions): Promise<Chart | undefined>;
