import { type FileTree, findFile } from '../file-tree.ts';
import { getNode, getScalar, placeOf, readItems, type YamlFile } from '../yaml.ts';
import type { Chart, Dependency } from './chart.ts';
import { parseChartFile } from './chart-file.ts';

/**
 * Reads a chart with what lies in its `charts/`. Undefined where there is no usable Chart.yaml.
 * @param path the folder to show
 * @param files what ships of it, with paths relative to the chart
 */
export async function readChart(path: string, files: FileTree): Promise<Chart | undefined> {
  const file = findFile(files, 'Chart.yaml');
  const chart = file && parseChartFile(`${path}/Chart.yaml`, file.bytes, false).chart;
  if (chart === undefined) return undefined;
  const { yaml, name, version } = chart;
  const appVersion = getScalar(yaml, getNode(yaml.root, 'appVersion'));
  const kubeVersion = getScalar(yaml, getNode(yaml.root, 'kubeVersion'));
  return {
    path,
    yaml,
    name,
    version,
    ...(appVersion && { appVersion }),
    ...(kubeVersion && { kubeVersion }),
    dependencies: readDependencies(yaml),
    subcharts: [],
    files,
  };
}

function readDependencies(yaml: YamlFile): Dependency[] {
  return readItems(getNode(yaml.root, 'dependencies')).map((item) => {
    const field = (key: string) => getScalar(yaml, getNode(item, key));
    const alias = field('alias')?.source;
    const condition = field('condition')?.source;
    return {
      name: field('name')?.source ?? '',
      version: field('version')?.source ?? '',
      repository: field('repository')?.source ?? '',
      ...(alias && { alias }),
      ...(condition && { condition }),
      tags: readItems(getNode(item, 'tags')).flatMap((tag) => getScalar(yaml, tag)?.source ?? []),
      place: field('version')?.place ?? placeOf(yaml, item),
    };
  });
}
