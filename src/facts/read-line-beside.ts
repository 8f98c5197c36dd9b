import { join } from 'node:path';
import { readChart, selectChartFiles } from '../chart/index.ts';
import type { LineBeside } from '../compat/index.ts';
import { selectFolder, topFolders } from '../files/index.ts';
import { nameOfLine, type Stack, type StackSource } from '../stack/index.ts';
import { formatLine } from '../version/index.ts';
import type { ShippedTools } from './read-shipped.ts';

/**
 * The addons of the same stack's line for another Kubernetes minor, where both are of one run: no source has its next release yet.
 * @param distance in minors: -1 for the one before
 */
export async function readLineBeside(
  sources: readonly StackSource[],
  { config: { line } }: Stack,
  distance: number,
  charts: ShippedTools['charts'],
): Promise<LineBeside | undefined> {
  const { major, minor } = line.kubernetes;
  const name = formatLine({ ...line, kubernetes: { major, minor: minor + distance } });
  const stack = sources.find((source) => nameOfLine(source) === name)?.stack;
  if (stack === undefined) return undefined;
  const { addons, clusterAddon, directory } = stack;
  const read = await Promise.all(
    (addons.kind === 'multi-stage' ? topFolders(clusterAddon) : ['']).map(async (folder) => {
      const tree = folder === '' ? clusterAddon : selectFolder(clusterAddon, folder);
      const chart = await readChart(join(directory, 'cluster-addon', folder), selectChartFiles(tree), { ...charts });
      return chart === undefined ? [] : [{ folder, chart }];
    }),
  );
  return { name, addons: read.flat() };
}
