import { join } from 'node:path';
import type { PreparedStack } from '../asset/index.ts';
import { ADDON_VALUES, METADATA, NODE_IMAGES, parseMetadata, STAGES } from '../asset/index.ts';
import {
  type Chart,
  type ReadChartOptions,
  type Rendering,
  type RenderRequest,
  readArchive,
  readChart,
  selectChartFiles,
} from '../chart/index.ts';
import type { Addon, RenderedChart, Shipped } from '../compat/index.ts';
import { ReleaseError } from '../errors.ts';
import { createFile, type FileTree, findFile, selectFolder, type TreeFile, topFolders } from '../file-tree.ts';
import type { Place } from '../finding.ts';
import { isObject } from '../json.ts';
import { parseStages, type Stack } from '../stack/index.ts';
import {
  formatClusterClassName,
  formatKubernetesVersion,
  formatLine,
  parseKubernetesVersion,
  requireReleaseName,
  type Version,
} from '../version/index.ts';
import { parseYaml } from '../yaml.ts';

/** What reading a release needs of the world: the chart folder's own renderer, or nothing rendered at all. */
export interface ShippedTools {
  readonly render: (request: RenderRequest) => Promise<Rendering>;
  /**
   * An earlier release is compared by its charts and its ClusterClass, and by what its addons render only where it has one
   * chart for all of them: CSO renders that when stages take its place.
   */
  readonly renderAddons: 'all' | 'single-stage';
  readonly charts?: Pick<ReadChartOptions, 'cache'>;
}

/** The class is installed into whatever namespace its ClusterStack is in. */
const NAMESPACE = 'cluster';

/** Files of a release with the names to show them by. */
interface Parts extends Pick<Shipped, 'line' | 'version' | 'kubernetes'> {
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
}

/** A stack as it will ship. */
export function readPrepared(stack: Stack, prepared: PreparedStack, version: Version, tools: ShippedTools): Promise<Shipped> {
  const { line, kubernetes } = stack.config;
  const isMultiStage = stack.addons.kind === 'multi-stage';
  return readParts(
    {
      line,
      version,
      kubernetes,
      path: stack.directory,
      clusterClass: dropTopFolder(prepared.clusterClass),
      clusterAddon: isMultiStage ? prepared.clusterAddon : dropTopFolder(prepared.clusterAddon),
      files: prepared.files,
      nodeImagesPath: stack.nodeImages?.path ?? NODE_IMAGES,
    },
    tools,
    stack.rowPlaces,
  );
}

/**
 * A release as it was published.
 * @param name its tag
 * @param assets its files by name
 * @throws ReleaseError `not-a-release`, `invalid-metadata`, `invalid-archive`
 */
export async function readPublished(name: string, assets: ReadonlyMap<string, Buffer>, tools: ShippedTools): Promise<Shipped> {
  const { line, version } = requireReleaseName(name);
  const { kubernetes: text } = parseMetadata(requireAsset(name, assets, METADATA), `${name}/${METADATA}`);
  const kubernetes = parseKubernetesVersion(text);
  if (kubernetes === undefined) throw new ReleaseError('invalid-metadata', `${name}/${METADATA} has the Kubernetes version ${text}`);
  const unpack = async (part: string, reader: 'cso' | 'helm') => {
    const prefix = `${formatLine(line)}-${part}-`;
    const file = [...assets.keys()].find((candidate) => candidate.startsWith(prefix) && candidate.endsWith('.tgz')) ?? `${prefix}….tgz`;
    return readArchive(`${name}/${file}`, requireAsset(name, assets, file), undefined, reader);
  };
  const isMultiStage = assets.has(STAGES);
  const [clusterClass, clusterAddon] = await Promise.all([
    unpack('cluster-class', 'helm'),
    unpack('cluster-addon', isMultiStage ? 'cso' : 'helm'),
  ]);
  return readParts(
    {
      line,
      version,
      kubernetes,
      path: name,
      clusterClass: dropTopFolder(clusterClass),
      clusterAddon: isMultiStage ? clusterAddon : dropTopFolder(clusterAddon),
      files: [STAGES, ADDON_VALUES, NODE_IMAGES].flatMap((file) => {
        const bytes = assets.get(file);
        return bytes === undefined ? [] : [createFile(file, bytes)];
      }),
      nodeImagesPath: NODE_IMAGES,
    },
    tools,
  );
}

/** @param places where rows of a versions.yaml set versions, by `<addon folder>/<dependency>` */
async function readParts(parts: Parts, tools: ShippedTools, places: ReadonlyMap<string, Place> = new Map()): Promise<Shipped> {
  const { line, version, kubernetes, path, files } = parts;
  const stages = findFile(files, STAGES);
  const nodeImages = findFile(files, NODE_IMAGES);
  const clusterClass = await readClass(parts, tools);
  return {
    line,
    version,
    kubernetes,
    clusterClass,
    addons: await readAddons(parts, clusterClass.rendering, tools, places),
    ...(stages && { stages: parseStages(parseYaml(join(path, STAGES), stages.bytes)) }),
    ...(nodeImages && { nodeImages: { file: join(path, parts.nodeImagesPath), content: nodeImages } }),
  };
}

async function readClass({ path, clusterClass, line }: Parts, { render, charts }: ShippedTools): Promise<RenderedChart> {
  const folder = join(path, 'cluster-class');
  const chart = await readChart(folder, selectChartFiles(clusterClass), charts);
  if (chart === undefined) throw new ReleaseError('not-a-release', `${folder} has no Chart.yaml with a name and a version`);
  return { chart, rendering: await render({ kind: 'cluster-class', chart, release: formatLine(line), namespace: NAMESPACE }) };
}

/** A folder without a chart is none that CSO could render; rules say so by its stage. */
async function readAddons(
  parts: Parts,
  clusterClass: Rendering,
  tools: ShippedTools,
  places: ReadonlyMap<string, Place>,
): Promise<Addon[]> {
  const { path, clusterAddon, files } = parts;
  const isMultiStage = findFile(files, STAGES) !== undefined;
  const addons = await Promise.all(
    (isMultiStage ? topFolders(clusterAddon) : ['']).map(async (folder): Promise<Addon[]> => {
      const tree = folder === '' ? clusterAddon : selectFolder(clusterAddon, folder);
      const shown = join(path, 'cluster-addon', folder);
      const chart = await readChart(shown, selectChartFiles(tree), { ...tools.charts, places: placesIn(places, folder) });
      if (chart === undefined) return [];
      const values = isMultiStage ? showAt(shown, findFile(tree, 'overwrite.yaml')) : showAt(path, findFile(files, ADDON_VALUES));
      return [{ folder, chart, rendering: await renderAddon(parts, chart, values, clusterClass, tools) }];
    }),
  );
  return addons.flat();
}

function placesIn(places: ReadonlyMap<string, Place>, folder: string): ReadonlyMap<string, Place> {
  const prefix = `${folder}/`;
  return new Map([...places].flatMap(([key, place]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), place]] : [])));
}

function showAt(folder: string, file: TreeFile | undefined) {
  return file && { file: join(folder, file.path), bytes: file.bytes };
}

async function renderAddon(
  { line, version, kubernetes, files }: Parts,
  chart: Chart,
  values: { readonly file: string; readonly bytes: Buffer } | undefined,
  clusterClass: Rendering,
  { render, renderAddons }: ShippedTools,
): Promise<Rendering> {
  if (renderAddons === 'single-stage' && findFile(files, STAGES) !== undefined)
    return { kind: 'skipped', reason: 'not-asked', message: 'addons of earlier releases are not rendered' };
  const cluster = {
    provider: line.provider,
    clusterClass: formatClusterClassName({ line, version }),
    kubernetes: formatKubernetesVersion(kubernetes),
    variables: listDefaults(clusterClass),
  };
  return render({ kind: 'addon', chart, values, cluster });
}

/** What Cluster API writes into every cluster's variables. */
function listDefaults(rendering: Rendering): { readonly name: string; readonly value: unknown }[] {
  const objects = rendering.kind === 'rendered' ? rendering.objects.filter(({ kind }) => kind === 'ClusterClass') : [];
  return objects.flatMap(({ data }) => {
    const variables = isObject(data['spec']) ? data['spec']['variables'] : undefined;
    return (Array.isArray(variables) ? variables : []).flatMap((variable: unknown) => {
      const schema = isObject(variable) && isObject(variable['schema']) ? variable['schema']['openAPIV3Schema'] : undefined;
      if (!isObject(variable) || typeof variable['name'] !== 'string' || !isObject(schema) || schema['default'] === undefined) return [];
      return [{ name: variable['name'], value: schema['default'] }];
    });
  });
}

function dropTopFolder(files: FileTree): FileTree {
  return files.map((file) => ({ ...file, path: file.path.slice(file.path.indexOf('/') + 1) }));
}

function requireAsset(name: string, assets: ReadonlyMap<string, Buffer>, file: string): Buffer {
  const bytes = assets.get(file);
  if (bytes === undefined) throw new ReleaseError('not-a-release', `${name} has no ${file}`);
  return bytes;
}
