import { type Chart, readArchive, readChart, selectChartFiles } from '../../chart/index.ts';
import { ReleaseError } from '../../errors.ts';
import { type FileTree, selectFolder, topFolders } from '../../files/index.ts';
import { type PublishedFile, type PublishedRelease, STAGES } from '../../release/index.ts';
import type { ListedAddon, ListedChart } from './model.ts';

/**
 * The archive of a release's addons.
 * @throws ReleaseError `not-a-release`
 */
export function findAddonArchive(release: string, files: readonly PublishedFile[]): PublishedFile {
  const found = files.find(({ name }) => /-cluster-addon-[^/]*\.tgz$/.test(name));
  if (found !== undefined) return found;
  throw new ReleaseError('not-a-release', `${release} has no archive of its addons`);
}

/**
 * Reads which charts the addons of a release have. Fetches one archive, and renders nothing.
 * @throws ReleaseError for an archive that CSO could not read, and what fetching it throws
 */
export async function readAddons(published: PublishedRelease, archive: PublishedFile): Promise<readonly ListedAddon[]> {
  const isMultiStage = published.files.some(({ name }) => name === STAGES);
  const where = `${published.name}/${archive.name}`;
  const tree = await readArchive(where, await published.fetch(archive), undefined, isMultiStage ? 'cso' : 'helm');
  const folders = isMultiStage ? topFolders(tree).map((folder) => ({ folder, files: selectFolder(tree, folder) })) : [oneChart(tree)];
  const addons = await Promise.all(
    folders.map(async ({ folder, files }) => {
      const chart = await readChart(`${where}/${folder}`, selectChartFiles(files));
      return chart === undefined ? [] : { name: folder, charts: listCharts(chart) };
    }),
  );
  return addons.flat();
}

/** A chart for all addons, without its top folder. */
function oneChart(tree: FileTree) {
  return { folder: 'cluster-addon', files: tree.map((file) => ({ ...file, path: file.path.slice(file.path.indexOf('/') + 1) })) };
}

/** What lies in `charts/` is what clusters get; what is not there yet is known by its Chart.yaml alone. */
export function listCharts(chart: Chart): readonly ListedChart[] {
  const inside = chart.subcharts.flatMap(({ content }) => (content.kind === 'chart' ? describeChart(content.chart) : []));
  const missing = chart.dependencies.filter(({ name }) => !inside.some((subchart) => subchart.name === name));
  const wrapped = [...inside, ...missing.map(({ name, version }) => ({ name, version }))];
  return wrapped.length > 0 ? wrapped : [describeChart(chart)];
}

function describeChart({ name, version, appVersion }: Chart): ListedChart {
  return { name: name.source, version: version.source, ...(appVersion && { appVersion: appVersion.source }) };
}
