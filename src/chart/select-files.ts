import { type FileTree, findFile } from '../files/index.ts';
import { type HelmignoreProblem, type IgnoreRules, isFileIgnored, parseHelmignore } from './helmignore.ts';

/** Helm refuses to load a chart with a larger file. Source: MaxDecompressedFileSize of Helm 3's chart loader. */
export const HELM_FILE_LIMIT = 5_242_880;

/** Characters of rules times files: each rule is held against each file. Real charts need a hundredth. */
const MOST_COMPARISONS = 4_000_000;

/** The files of a chart that Helm would package: all but what its `.helmignore` names. */
export function selectChartFiles(chart: FileTree): FileTree {
  const { rules } = readIgnoreRules(chart);
  return chart.filter(({ path }) => !isFileIgnored(rules, path));
}

/** The rules of a chart's `.helmignore`. Where a problem is found they are not all of them, and the chart is refused. */
export function readIgnoreRules(chart: FileTree): { readonly rules: IgnoreRules; readonly problems: readonly HelmignoreProblem[] } {
  const text = findFile(chart, '.helmignore')?.bytes.toString('utf8') ?? '';
  const read = parseHelmignore(text);
  if (read.problems.length > 0 || text.length * chart.length <= MOST_COMPARISONS) return read;
  const message = `has ${text.length} characters of rules for ${chart.length} files, which is too much to compare; leave out what is not needed`;
  return { rules: parseHelmignore('').rules, problems: [{ line: 1, message }] };
}
