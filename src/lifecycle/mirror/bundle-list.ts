import { isObject } from '../../data.ts';
import { parseJson } from '../../json.ts';
import type { ArchiveContent } from '../../oci/index.ts';

/** Where a bundle says which images its releases have: a file beside the layout's own, which other tools pass over. */
const BUNDLE_LIST = 'bundle.json';
const LARGEST_LIST = 16 * 1024 * 1024;

/** A release in a bundle. */
export interface BundledRelease {
  readonly digest: string;
  /** The names of its container images in the bundle, whole and sorted. */
  readonly images: readonly string[];
  /** What machines start from, which is no container image and in no bundle: for people, and for tools that bring it. */
  readonly nodeImages: readonly unknown[];
}

/** By release; empty for an archive that no bundle is. */
export type BundleList = ReadonlyMap<string, BundledRelease>;

export async function readList(archive: ArchiveContent): Promise<BundleList> {
  const bytes = await archive.readExtra(BUNDLE_LIST, LARGEST_LIST);
  const json = bytes && parseJson(bytes);
  const releases = isObject(json) && isObject(json['releases']) ? json['releases'] : {};
  return new Map(
    Object.entries(releases).flatMap(([name, value]) => {
      const release = readRelease(value);
      return release === undefined ? [] : [[name, release]];
    }),
  );
}

function readRelease(value: unknown): BundledRelease | undefined {
  if (!isObject(value)) return undefined;
  const { digest, images, nodeImages } = value;
  if (typeof digest !== 'string' || !Array.isArray(images) || !Array.isArray(nodeImages)) return undefined;
  return { digest, images: images.filter((image) => typeof image === 'string'), nodeImages };
}

/** The same releases give the same bytes. */
export function formatList(list: BundleList): ReadonlyMap<string, Buffer> {
  if (list.size === 0) return new Map();
  const releases = Object.fromEntries([...list].sort(([a], [b]) => (a < b ? -1 : 1)));
  return new Map([[BUNDLE_LIST, Buffer.from(`${JSON.stringify({ schemaVersion: 1, releases })}\n`)]]);
}
