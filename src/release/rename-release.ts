import { readArchive } from '../chart/index.ts';
import { digestOf } from '../digest.ts';
import { comparePaths, createFile, type FileTree } from '../files/index.ts';
import { formatLine, formatReleaseName, formatVersion, requireReleaseName, type Versions } from '../version/index.ts';
import { packArchive } from './archive.ts';
import { ADDON_VALUES, type Asset, createAsset, METADATA, NODE_IMAGES, nameArchives, type ReleaseContent, STAGES } from './asset.ts';
import { flattenCharts } from './flatten-charts.ts';
import { formatMetadata } from './metadata.ts';
import { namesOf, type OwnNames, renameIn, stampVersion } from './own-names.ts';

/** A release with its archives unpacked. */
export interface UnpackedRelease {
  readonly content: ReleaseContent;
  readonly clusterClass: FileTree;
  readonly clusterAddon: FileTree;
}

export async function unpackRelease(content: ReleaseContent): Promise<UnpackedRelease> {
  const archives = nameArchives(requireReleaseName(content.name).line, content.versions);
  const unpack = async (name: string) => {
    const asset = content.assets.find((one) => one.name === name);
    return asset === undefined ? [] : readArchive(name, asset.bytes);
  };
  return { content, clusterClass: await unpack(archives.clusterClass), clusterAddon: await unpack(archives.clusterAddon) };
}

/**
 * The same content under other versions: archives, charts and the names that a release has for itself are renamed, and nothing
 * else. `hashes.json` is of the source, which is the same.
 */
export async function renameRelease(unpacked: UnpackedRelease, versions: Versions): Promise<ReleaseContent> {
  const { content } = unpacked;
  const { line } = requireReleaseName(content.name);
  const own = nameArchives(line, content.versions);
  const next = nameArchives(line, versions);
  const { clusterClass, clusterAddon, values } = renameTrees(unpacked, namesOf({ line, version: versions.clusterStack }), {
    clusterStack: formatVersion(versions.clusterStack),
    clusterAddon: formatVersion(versions.clusterAddon),
  });
  const [classBytes, addonBytes] = await Promise.all([packArchive(clusterClass), packArchive(clusterAddon)]);
  const replaced = (asset: Asset): Asset => {
    switch (asset.name) {
      case own.clusterClass:
        return createAsset(next.clusterClass, classBytes);
      case own.clusterAddon:
        return createAsset(next.clusterAddon, addonBytes);
      case METADATA:
        return createAsset(METADATA, formatMetadata({ versions, kubernetes: content.kubernetes }));
      case ADDON_VALUES:
        return values === undefined ? asset : createAsset(ADDON_VALUES, values);
      default:
        return asset;
    }
  };
  const name = formatReleaseName({ line, version: versions.clusterStack });
  const assets = content.assets.map(replaced).sort((a, b) => comparePaths(a.name, b.name));
  return { ...content, name, versions, assets };
}

/** Whether the release's own names stand in its addons' files: those files change whenever it is renamed. */
export function areAddonsNamed({ content, clusterAddon }: UnpackedRelease): boolean {
  const names = namesOf(requireReleaseName(content.name));
  const values = content.assets.filter(({ name }) => name === ADDON_VALUES).map(({ name, bytes }) => createFile(name, bytes));
  return [...clusterAddon, ...values].some((file) => renameIn(file, names, NO_NAMES) !== file);
}

/** What stands for the names of a release where its content alone is compared. */
const NO_NAMES: OwnNames = { clusterClass: '@class', tag: '@release', version: '@version' };

/** The hash of a release's content with its own names replaced: the same content has the same one, whatever it is called. */
export async function hashReleaseContent(unpacked: UnpackedRelease): Promise<string> {
  const { content } = unpacked;
  const trees = renameTrees(unpacked, NO_NAMES, { clusterStack: '0.0.0', clusterAddon: '0.0.0' });
  const listed = [
    ['kubernetes', content.kubernetes],
    ...[...(await flattenCharts(trees.clusterClass))].map(([path, hash]) => [`cluster-class/${path}`, hash]),
    ...[...(await flattenCharts(trees.clusterAddon))].map(([path, hash]) => [`cluster-addon/${path}`, hash]),
    ...(trees.values === undefined ? [] : [[ADDON_VALUES, createFile(ADDON_VALUES, trees.values).sha256]]),
    ...content.assets.filter(({ name }) => name === STAGES || name === NODE_IMAGES).map(({ name, digest }) => [name, digest]),
  ];
  const lines = listed.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)).map(([path, value]) => `${value}  ${path}\n`);
  return digestOf(Buffer.from(lines.join('')));
}

function renameTrees(
  { content, clusterClass, clusterAddon }: UnpackedRelease,
  to: OwnNames,
  charts: { readonly clusterStack: string; readonly clusterAddon: string },
): { readonly clusterClass: FileTree; readonly clusterAddon: FileTree; readonly values: Buffer | undefined } {
  const release = requireReleaseName(content.name);
  const line = formatLine(release.line);
  const from = namesOf(release);
  const rename = (files: FileTree) => files.map((file) => renameIn(file, from, to));
  const addons = rename(clusterAddon);
  const isMultiStage = content.assets.some(({ name }) => name === STAGES);
  const values = content.assets.find(({ name }) => name === ADDON_VALUES);
  return {
    clusterClass: stampVersion(rename(clusterClass), `${line}-cluster-class`, charts.clusterStack),
    clusterAddon: isMultiStage ? addons : stampVersion(addons, `${line}-cluster-addon`, charts.clusterAddon),
    values: values && renameIn(createFile(ADDON_VALUES, values.bytes), from, to).bytes,
  };
}
