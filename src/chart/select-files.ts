import { type FileTree, findFile } from '../file-tree.ts';
import { isFileIgnored, parseHelmignore } from './helmignore.ts';

/** Helm refuses to load a chart with a larger file. Source: MaxDecompressedFileSize of Helm 3's chart loader. */
export const HELM_FILE_LIMIT = 5_242_880;

/** The files of a chart that Helm would package: all but what its `.helmignore` names. */
export function selectChartFiles(chart: FileTree): FileTree {
  const { rules } = parseHelmignore(findFile(chart, '.helmignore')?.bytes.toString('utf8') ?? '');
  return chart.filter(({ path }) => !isFileIgnored(rules, path));
}
