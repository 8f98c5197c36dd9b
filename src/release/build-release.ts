import { comparePaths } from '../files/index.ts';
import { formatKubernetesVersion, formatReleaseName } from '../version/index.ts';
import { packArchive } from './archive.ts';
import { type Asset, createAsset, HASHES, METADATA, nameArchives, type ReleaseContent } from './asset.ts';
import { formatHashes, hashSource } from './hashes.ts';
import { formatMetadata } from './metadata.ts';
import { hashComponents, type PreparedStack } from './prepare.ts';

/** Builds a release in memory. The same files and versions give the same bytes. */
export async function buildRelease(prepared: PreparedStack): Promise<ReleaseContent> {
  const { stack, versions } = prepared;
  const { line } = stack.config;
  const kubernetes = formatKubernetesVersion(stack.config.kubernetes);
  const [clusterClass, clusterAddon] = await Promise.all([packArchive(prepared.clusterClass), packArchive(prepared.clusterAddon)]);
  const archives = nameArchives(line, versions);
  const assets: Asset[] = [
    createAsset(archives.clusterClass, clusterClass),
    createAsset(archives.clusterAddon, clusterAddon),
    createAsset(METADATA, formatMetadata({ versions, kubernetes })),
    createAsset(HASHES, formatHashes(hashSource(stack.files), hashComponents(stack))),
    ...prepared.files.map(({ path, bytes }) => createAsset(path, bytes)),
  ];
  return {
    name: formatReleaseName({ line, version: versions.clusterStack }),
    kubernetes,
    versions,
    assets: assets.sort((a, b) => comparePaths(a.name, b.name)),
  };
}
