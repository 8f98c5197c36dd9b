import { join } from 'node:path';
import { type ReadChartOptions, type Rendering, type RenderRequest, readArchive, readChart, selectChartFiles } from '../chart/index.ts';
import { type Addon, listVariableDefaults, openClass, type Shipped, type ShippedClass } from '../compat/index.ts';
import { ReleaseError } from '../errors.ts';
import { createFile, type FileTree, findFile, selectFolder, type TreeFile, topFolders } from '../files/index.ts';
import type { Place } from '../finding.ts';
import type { PreparedStack } from '../release/index.ts';
import { ADDON_VALUES, METADATA, NODE_IMAGES, parseMetadata, prepareStack, STAGES } from '../release/index.ts';
import { parseStages } from '../stack/index.ts';
import type { Versions } from '../version/index.ts';
import {
  bumpVersion,
  formatClusterClassName,
  formatKubernetesVersion,
  formatLine,
  formatVersion,
  parseKubernetesVersion,
  requireReleaseName,
} from '../version/index.ts';
import { parseYaml } from '../yaml/index.ts';
import { type LookAgain, restampChart } from './look-again.ts';

/** How a release's charts are read and rendered. */
export interface ShippedTools {
  readonly render: (request: RenderRequest) => Promise<Rendering>;
  /**
   * An earlier release is compared by its charts and its ClusterClass, and by what its addons render only where it has one
   * chart for all of them: CSO renders that when stages take its place.
   */
  readonly renderAddons: 'all' | 'single-stage';
  readonly charts?: Pick<ReadChartOptions, 'cache'> | undefined;
  /** Undefined where one look is enough. */
  readonly lookAgain?: LookAgain;
}

/** The class is installed into whatever namespace its ClusterStack is in. */
const NAMESPACE = 'cluster';

/** Files of a release with the names to show them by. */
interface Parts extends Pick<Shipped, 'line' | 'version' | 'addonVersion' | 'kubernetes'> {
  /** The folder to show. */
  readonly path: string;
  /** The chart, without its top folder. */
  readonly clusterClass: FileTree;
  /** Multi-stage: one folder per addon. Single-stage: the chart, without its top folder. */
  readonly clusterAddon: FileTree;
  /** clusteraddon.yaml, cluster-addon-values.yaml, node-images.yaml: those that there are. */
  readonly files: FileTree;
  /** Where the node images are written, relative to `path`. */
  readonly nodeImagesPath: string;
  /** The same content under the next version. */
  readonly next: Pick<Parts, 'version' | 'clusterClass' | 'clusterAddon' | 'files'>;
}

/** A stack as it will ship, now and under the next version. */
export function readPrepared(prepared: PreparedStack, tools: ShippedTools): Promise<Shipped> {
  const { stack, versions } = prepared;
  const { line, kubernetes } = stack.config;
  const isMultiStage = stack.addons.kind === 'multi-stage';
  const partsOf = ({ clusterClass, clusterAddon, files }: PreparedStack) => ({
    clusterClass: dropTopFolder(clusterClass),
    clusterAddon: isMultiStage ? clusterAddon : dropTopFolder(clusterAddon),
    files,
  });
  const next = bumpVersions(versions);
  return readParts(
    {
      line,
      version: versions.clusterStack,
      addonVersion: versions.clusterAddon,
      kubernetes,
      path: stack.directory,
      ...partsOf(prepared),
      nodeImagesPath: stack.nodeImages?.path ?? NODE_IMAGES,
      next: { version: next.clusterStack, ...partsOf(prepareStack(stack, next)) },
    },
    tools,
    stack.rowPlaces,
  );
}

function bumpVersions({ clusterStack, clusterAddon, nodeImage }: Versions): Versions {
  return { clusterStack: bumpVersion(clusterStack), clusterAddon: bumpVersion(clusterAddon), nodeImage: bumpVersion(nodeImage) };
}

/**
 * A release as it was published.
 * @param name its tag
 * @param assets its files by name
 * @throws ReleaseError `not-a-release`, `invalid-metadata`, `invalid-archive`
 */
export async function readPublished(name: string, assets: ReadonlyMap<string, Buffer>, tools: ShippedTools): Promise<Shipped> {
  const { line, version } = requireReleaseName(name);
  const { kubernetes: text, versions } = parseMetadata(requireAsset(name, assets, METADATA), `${name}/${METADATA}`);
  const kubernetes = parseKubernetesVersion(text);
  if (kubernetes === undefined) throw new ReleaseError('invalid-metadata', `${name}/${METADATA} has the Kubernetes version ${text}`);
  const unpack = async (part: string, reader: 'cso' | 'helm') => {
    const prefix = `${formatLine(line)}-${part}-`;
    const file = [...assets.keys()].find((candidate) => candidate.startsWith(prefix) && candidate.endsWith('.tgz')) ?? `${prefix}….tgz`;
    return readArchive(`${name}/${file}`, requireAsset(name, assets, file), undefined, reader);
  };
  const isMultiStage = assets.has(STAGES);
  const [classFiles, addonFiles] = await Promise.all([
    unpack('cluster-class', 'helm'),
    unpack('cluster-addon', isMultiStage ? 'cso' : 'helm'),
  ]);
  const clusterClass = dropTopFolder(classFiles);
  const clusterAddon = isMultiStage ? addonFiles : dropTopFolder(addonFiles);
  const files = [STAGES, ADDON_VALUES, NODE_IMAGES].flatMap((file) => {
    const bytes = assets.get(file);
    return bytes === undefined ? [] : [createFile(file, bytes)];
  });
  const next = bumpVersion(version);
  // The version that placeholders left can no longer be told from other text.
  const restamp = (chart: FileTree) => restampChart(chart, formatVersion(next));
  return readParts(
    {
      line,
      version,
      addonVersion: versions.clusterAddon,
      kubernetes,
      path: name,
      clusterClass,
      clusterAddon,
      files,
      nodeImagesPath: NODE_IMAGES,
      next: {
        version: next,
        clusterClass: restamp(clusterClass),
        clusterAddon: isMultiStage ? clusterAddon : restamp(clusterAddon),
        files,
      },
    },
    tools,
  );
}

/** @param places where rows of a versions.yaml set versions, by `<addon folder>/<dependency>` */
async function readParts(parts: Parts, tools: ShippedTools, places: ReadonlyMap<string, Place> = new Map()): Promise<Shipped> {
  const { line, version, addonVersion, kubernetes, path, files } = parts;
  const stages = findFile(files, STAGES);
  const nodeImages = findFile(files, NODE_IMAGES);
  const clusterClass = await readClass(parts, tools);
  return {
    line,
    version,
    ...(addonVersion && { addonVersion }),
    kubernetes,
    clusterClass,
    addons: await readAddons(parts, clusterClass, tools, places),
    ...(stages && { stages: parseStages(parseYaml(join(path, STAGES), stages.bytes)) }),
    ...(nodeImages && { nodeImages: { file: join(path, parts.nodeImagesPath), content: nodeImages } }),
  };
}

async function readClass(parts: Parts, { render, charts, lookAgain }: ShippedTools): Promise<ShippedClass> {
  const { path, line } = parts;
  const folder = join(path, 'cluster-class');
  const read = async ({ clusterClass }: Pick<Parts, 'clusterClass'>) => {
    const chart = await readChart(folder, selectChartFiles(clusterClass), charts);
    return chart && ({ kind: 'cluster-class', chart, release: formatLine(line), namespace: NAMESPACE } as const);
  };
  const request = await read(parts);
  if (request === undefined) throw new ReleaseError('not-a-release', `${folder} has no Chart.yaml with a name and a version`);
  const rendering = await render(request);
  return openClass({ chart: request.chart, rendering, ...(await lookAgain?.(request, rendering, await read(parts.next))) });
}

/** CSO cannot render a folder without a chart; rules say so by its stage. */
async function readAddons(
  parts: Parts,
  clusterClass: ShippedClass,
  tools: ShippedTools,
  places: ReadonlyMap<string, Place>,
): Promise<Addon[]> {
  const { path, kubernetes, line, clusterAddon, files } = parts;
  const { render, renderAddons, lookAgain } = tools;
  const isMultiStage = findFile(files, STAGES) !== undefined;
  const variables = listVariableDefaults(clusterClass);
  const addons = await Promise.all(
    (isMultiStage ? topFolders(clusterAddon) : ['']).map(async (folder): Promise<Addon[]> => {
      const shown = join(path, 'cluster-addon', folder);
      const read = async (its: Parts['next']) => {
        const tree = folder === '' ? its.clusterAddon : selectFolder(its.clusterAddon, folder);
        const chart = await readChart(shown, selectChartFiles(tree), { ...tools.charts, places: placesIn(places, folder) });
        const values = isMultiStage ? showAt(shown, findFile(tree, 'overwrite.yaml')) : showAt(path, findFile(its.files, ADDON_VALUES));
        const cluster = {
          provider: line.provider,
          clusterClass: formatClusterClassName({ line, version: its.version }),
          kubernetes: formatKubernetesVersion(kubernetes),
          variables,
        };
        return chart && ({ kind: 'addon', chart, values, cluster } as const);
      };
      const request = await read(parts);
      if (request === undefined) return [];
      const isAsked = renderAddons === 'all' || !isMultiStage;
      const rendering = isAsked ? await render(request) : NOT_ASKED;
      const again = lookAgain && (await lookAgain(request, rendering, await read(parts.next)));
      return [{ folder, chart: request.chart, ...(request.values && { values: request.values }), rendering, ...again }];
    }),
  );
  return addons.flat();
}

const NOT_ASKED: Rendering = { kind: 'skipped', reason: 'not-asked', message: 'addons of earlier releases are not rendered' };

function placesIn(places: ReadonlyMap<string, Place>, folder: string): ReadonlyMap<string, Place> {
  const prefix = `${folder}/`;
  return new Map([...places].flatMap(([key, place]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), place]] : [])));
}

function showAt(folder: string, file: TreeFile | undefined) {
  return file && { file: join(folder, file.path), bytes: file.bytes };
}

function dropTopFolder(files: FileTree): FileTree {
  return files.map((file) => ({ ...file, path: file.path.slice(file.path.indexOf('/') + 1) }));
}

function requireAsset(name: string, assets: ReadonlyMap<string, Buffer>, file: string): Buffer {
  const bytes = assets.get(file);
  if (bytes === undefined) throw new ReleaseError('not-a-release', `${name} has no ${file}`);
  return bytes;
}
