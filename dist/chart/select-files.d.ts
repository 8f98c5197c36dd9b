import { type FileTree } from '../files/index.js';
import { type HelmignoreProblem, type IgnoreRules } from './helmignore.js';
/** Helm refuses to load a chart with a larger file. Source: MaxDecompressedFileSize of Helm 3's chart loader. */
export declare const HELM_FILE_LIMIT = 5242880;
/** The files of a chart that Helm would package: all but what its `.helmignore` names. */
export declare function selectChartFiles(chart: FileTree): FileTree;
/** The rules of a chart's `.helmignore`. Where a problem is found they are not all of them, and the chart is refused. */
export declare function readIgnoreRules(chart: FileTree): {
    readonly rules: IgnoreRules;
    readonly problems: readonly HelmignoreProblem[];
};
