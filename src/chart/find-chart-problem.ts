import { type FileTree, findFile } from '../files/index.ts';
import { getNode, getText, parseYaml } from '../yaml/index.ts';

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
export function findChartProblem(
  files: FileTree,
  { name, version }: ExpectedChart,
  isSame: (a: string, b: string) => boolean = (a, b) => a === b,
): string | undefined {
  const outside = files.find(({ path }) => !path.startsWith(`${name}/`));
  if (outside !== undefined) return `has ${JSON.stringify(outside.path)} outside of its one folder ${name}/`;
  const chart = findFile(files, `${name}/Chart.yaml`);
  if (chart === undefined) return 'has no Chart.yaml';
  const yaml = parseYaml('Chart.yaml', chart.bytes);
  const field = (key: string) => getText(yaml, getNode(yaml.root, key))?.source ?? '';
  if (field('name') === name && isSame(field('version'), version)) return undefined;
  return `holds the chart ${field('name') || 'without a name'} ${field('version')} instead of ${name} ${version}`;
}
