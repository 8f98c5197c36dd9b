import { join } from 'node:path';
import { type FileTree, selectFolder, topFolders } from '../files/index.ts';
import type { Stack } from '../stack/index.ts';
import type { ChartInput } from './vendor-chart.ts';

/** The charts of a stack: the cluster class, and then its addons. */
export function listChartInputs(stack: Stack): readonly [clusterClass: ChartInput, ...addons: ChartInput[]] {
  const { directory, clusterClass, clusterAddon } = stack;
  const describe = (folder: string, files: FileTree): ChartInput => ({
    path: join(directory, folder),
    folder,
    files,
    places: listPlaces(stack, folder),
  });
  const first = describe('cluster-class', clusterClass);
  if (stack.addons.kind === 'single-stage') return [first, describe('cluster-addon', clusterAddon)];
  return [first, ...topFolders(clusterAddon).map((addon) => describe(`cluster-addon/${addon}`, selectFolder(clusterAddon, addon)))];
}

/** Where the versions stand that a row of versions.yaml sets. */
function listPlaces({ rowPlaces }: Stack, folder: string): Stack['rowPlaces'] {
  const prefix = `${folder.replace(/^cluster-addon\/?/, '')}/`;
  return new Map([...rowPlaces].filter(([key]) => key.startsWith(prefix)).map(([key, place]) => [key.slice(prefix.length), place]));
}
