import { isObject } from '../data.ts';
import { messageOf } from '../errors.ts';
import { comparePaths, createFile, type FileTree, findFile, selectFolder, sortTree, TREE_LIMITS } from '../files/index.ts';
import type { Place } from '../finding.ts';
import { getNode, getText } from '../yaml/index.ts';
import type { Chart, Subchart } from './chart.ts';
import { parseChartFile } from './chart-file.ts';
import { readArchive } from './read-archive.ts';
import { readChartLock, readDependencies } from './read-dependencies.ts';
import { hashKey, type RenderCache } from './render-cache.ts';

export interface ReadChartOptions {
  /** Where to show the version of a dependency, by its name, that a row of a versions.yaml sets. */
  readonly places?: ReadonlyMap<string, Place>;
  /** Keeps what was read from archives. */
  readonly cache?: RenderCache | undefined;
}

/** Umbrella charts nest two or three deep. */
const DEEPEST = 8;

/** The most that all charts in one chart's `charts/` may take together: archives in archives could go on without end. */
interface Budget {
  charts: number;
  /** Of archives, unpacked. */
  bytes: number;
}
const MOST_CHARTS = 500;
const MOST_BYTES = 512 * 1024 * 1024;

/** Helm unpacks no more than 100 MiB of one archive. Source: MaxDecompressedChartSize of Helm's chart loader. */
const ARCHIVE_LIMITS = { ...TREE_LIMITS, totalBytes: 128 * 1024 * 1024 };

/**
 * Reads a chart with what lies in its `charts/`. Undefined where there is no usable Chart.yaml.
 * A chart inside an archive keeps only those of its files that tell what it is and what it contains.
 * @param path the folder to show
 * @param files what ships of it, with paths relative to the chart
 */
export async function readChart(path: string, files: FileTree, options: ReadChartOptions = {}): Promise<Chart | undefined> {
  return readNested(path, files, options, undefined, 0, { charts: MOST_CHARTS, bytes: MOST_BYTES });
}

/** @param archive the outermost archive that the chart lies in */
async function readNested(
  path: string,
  files: FileTree,
  { places, cache }: ReadChartOptions,
  archive: Place | undefined,
  depth: number,
  budget: Budget,
): Promise<Chart | undefined> {
  const file = findFile(files, 'Chart.yaml');
  const chart = file && parseChartFile(`${path}/Chart.yaml`, file.bytes, false).chart;
  if (chart === undefined) return undefined;
  const { yaml, name, version } = chart;
  const appVersion = getText(yaml, getNode(yaml.root, 'appVersion'));
  const kubeVersion = getText(yaml, getNode(yaml.root, 'kubeVersion'));
  const lock = readChartLock(yaml, files);
  const subcharts: Subchart[] = [];
  for (const entry of listSubcharts(files)) subcharts.push(await readSubchart(path, entry, files, cache, archive, depth, budget));
  return {
    path,
    yaml,
    name,
    version,
    ...(appVersion && { appVersion }),
    ...(kubeVersion && { kubeVersion }),
    dependencies: readDependencies(yaml, files, places),
    ...(lock && { lock }),
    subcharts,
    files,
  };
}

/** The entries of `charts/` that Helm takes for charts, by name. It skips names with a leading `_` or `.`, and provenance files. */
function listSubcharts(files: FileTree): string[] {
  const inside = selectFolder(files, 'charts').filter((file) => !file.path.endsWith('.prov'));
  const names = inside.map((file) => file.path.replace(/\/.*$/, ''));
  return [...new Set(names)].filter((name) => !/^[_.]/.test(name)).sort(comparePaths);
}

async function readSubchart(
  chart: string,
  name: string,
  files: FileTree,
  cache: RenderCache | undefined,
  archive: Place | undefined,
  depth: number,
  budget: Budget,
): Promise<Subchart> {
  const path = `charts/${name}`;
  const shown = `${chart}/${path}`;
  const file = findFile(files, path);
  const kind = file === undefined ? 'folder' : 'archive';
  const place = archive ?? { file: file === undefined ? `${shown}/Chart.yaml` : shown };
  const found = { path, place, kind, ...(file && { sha256: file.sha256 }) } as const;
  const fail = (why: string): Subchart => ({ ...found, content: { kind: 'unreadable', why } });
  if (depth >= DEEPEST) return fail(`lies more than ${DEEPEST} charts deep`);
  if (--budget.charts < 0) return fail(`is one of more than ${MOST_CHARTS} charts, which are too many to look at`);
  // Helm judges by the name here: it takes neither a folder called x.tgz nor a file called x for a chart.
  if ((file !== undefined) !== name.endsWith('.tgz')) return fail('is neither a chart folder nor a .tgz archive, and Helm fails on it');
  let content = selectFolder(files, path);
  let folder = '';
  if (file !== undefined) {
    try {
      ({ content, folder } = await readKept(file.bytes, file.sha256, cache, budget));
    } catch (error) {
      return fail(messageOf(error));
    }
  }
  const inside = file === undefined ? shown : `${shown}/${folder}`;
  const read = await readNested(inside, content, { cache }, file === undefined ? archive : place, depth + 1, budget);
  // Said of the whole, since what lies deeper is not shown.
  if (depth === 0 && (budget.charts < 0 || budget.bytes < 0))
    return fail(`holds more than ${MOST_CHARTS} charts or ${MOST_BYTES} bytes, archives unpacked`);
  return read === undefined ? fail('has no Chart.yaml with a name and a version') : { ...found, content: { kind: 'chart', chart: read } };
}

interface ArchiveContent {
  readonly folder: string;
  readonly content: FileTree;
}

/** An archive's few files that matter, unpacked only where no earlier run has kept them. */
async function readKept(bytes: Buffer, sha256: string, cache: RenderCache | undefined, budget: Budget): Promise<ArchiveContent> {
  const key = hashKey('archive', 'with schemas', sha256);
  const kept = await cache?.read(key);
  if (isObject(kept) && typeof kept['folder'] === 'string' && isObject(kept['files'])) {
    const files = Object.entries(kept['files']).map(([path, text]) => createFile(path, Buffer.from(String(text), 'base64')));
    return { folder: kept['folder'], content: sortTree(files) };
  }
  if (budget.bytes <= 0) throw new Error(`is one of many archives, of which the first alone unpack to ${MOST_BYTES} bytes`);
  const archive = await readArchive('the archive', bytes, ARCHIVE_LIMITS, 'helm');
  budget.bytes -= archive.reduce((sum, file) => sum + file.bytes.length, 0);
  const stray = archive.find((file) => !file.path.includes('/'));
  if (stray !== undefined) throw new Error(`has ${stray.path} beside its folder, and Helm refuses that`);
  const folder = archive[0]?.path.replace(/\/.*$/, '') ?? '';
  // Whatever their top folder is called, Helm puts all files into one chart.
  const inside = archive.map((file) => ({ ...file, path: file.path.slice(file.path.indexOf('/') + 1) }));
  // Copied, so that these few do not hold all that was unpacked.
  const content = selectTelling(inside).map((file) => ({ ...file, bytes: Buffer.from(file.bytes) }));
  const files = content.map(({ path, bytes }) => [path, bytes.toString('base64')]);
  await cache?.write(key, { folder, files: Object.fromEntries(files) });
  return { folder, content };
}

/** Files that describe charts and their values, what lies in a `charts/` as a file, and one of each folder there. */
function selectTelling(files: FileTree): FileTree {
  const folders = new Set<string>();
  return files.filter(({ path }) => {
    const folder = /^(?:.*\/)?charts\/[^/]+\//.exec(path)?.[0];
    const isFirst = folder !== undefined && !folders.has(folder);
    if (isFirst) folders.add(folder);
    return isFirst || /(?:^|\/)(?:(?:Chart|requirements)\.(?:yaml|lock)|values\.schema\.json|charts\/[^/]+)$/.test(path);
  });
}
