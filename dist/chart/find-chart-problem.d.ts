import { type FileTree } from '../files/index.js';
/** The chart that an archive should hold. */
export interface ExpectedChart {
    readonly name: string;
    readonly version: string;
}
/**
 * Why the files of an archive are not those of a chart, in words that go on from the archive's name: Helm wants one folder,
 * named like the chart, with its Chart.yaml in it. Undefined where nothing is wrong.
 * @param isSame whether two spellings stand for one version
 */
export declare function findChartProblem(files: FileTree, { name, version }: ExpectedChart, isSame?: (a: string, b: string) => boolean): string | undefined;
