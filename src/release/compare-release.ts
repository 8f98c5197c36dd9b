import { readArchive } from '../chart/index.ts';
import { COMPONENTS, type Component } from '../component.ts';
import { ADDON_VALUES, type Asset, HASHES, METADATA, NODE_IMAGES, type ReleaseContent, STAGES } from './asset.ts';
import { flattenCharts } from './flatten-charts.ts';

/** A file of a published release, before it is fetched. */
export interface PublishedFile {
  readonly name: string;
  readonly digest: string;
  readonly size: number;
}

/**
 * Which components differ between a candidate, built under a published release's own versions, and that release.
 * Equal digests settle a file; only where they differ is the published one fetched and looked into, since csctl
 * packs the same content into other bytes at every run.
 */
export async function compareRelease(
  candidate: ReleaseContent,
  published: { readonly kubernetes: string; readonly files: readonly PublishedFile[] },
  fetch: (file: PublishedFile) => Promise<Buffer>,
): Promise<Component[]> {
  const changed = new Set<Component>();
  if (candidate.kubernetes !== published.kubernetes) changed.add('kubernetes');
  const names = new Set([...candidate.assets, ...published.files].map(({ name }) => name));
  for (const name of names) {
    const component = componentOf(name);
    if (component === undefined) continue;
    const ours = candidate.assets.find((asset) => asset.name === name);
    const theirs = published.files.find((file) => file.name === name);
    if (ours?.digest === theirs?.digest) continue;
    if (ours === undefined || theirs === undefined || !(await isSameContent(ours, await fetch(theirs)))) changed.add(component);
  }
  return COMPONENTS.filter((component) => changed.has(component));
}

/** metadata.yaml and hashes.json follow from the rest. */
function componentOf(name: string): Component | undefined {
  if (name === METADATA || name === HASHES) return undefined;
  if (name === STAGES) return 'stages';
  if (name === ADDON_VALUES) return 'cluster-addon-values';
  if (name === NODE_IMAGES) return 'node-images';
  if (name.includes('-cluster-class-')) return 'cluster-class';
  if (name.includes('-cluster-addon-')) return 'cluster-addon';
  return name.includes('-node-image-') ? 'node-images' : undefined;
}

async function isSameContent(ours: Asset, theirs: Buffer): Promise<boolean> {
  if (!ours.name.endsWith('.tgz')) return ours.bytes.equals(theirs);
  const left = await flattenCharts(await readArchive(ours.name, ours.bytes));
  const right = await flattenCharts(await readArchive(ours.name, theirs));
  return left.size === right.size && [...left].every(([path, content]) => right.get(path) === content);
}
