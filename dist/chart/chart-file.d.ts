import { type Finding } from '../finding.js';
import { type YamlFile, type YamlScalar } from '../yaml/index.js';
/** A Chart.yaml whose name and version can be read and replaced. */
export interface ChartFile {
    readonly yaml: YamlFile;
    readonly name: YamlScalar;
    readonly version: YamlScalar;
}
/**
 * Reads a Chart.yaml.
 * @param file the path to show
 * @param stamped whether name and version will be replaced, which needs them on one line each
 */
export declare function parseChartFile(file: string, bytes: Buffer, stamped: boolean): {
    readonly chart?: ChartFile;
    readonly findings: readonly Finding[];
};
/** Replaces name and version and nothing else. */
export declare function stampChartFile(chart: ChartFile, values: {
    readonly name: string;
    readonly version: string;
}): Buffer;
