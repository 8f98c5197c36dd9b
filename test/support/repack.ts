import { gunzipSync, gzipSync } from 'node:zlib';
import { parse, stringify } from 'yaml';
import { digestOf } from '../../src/digest.ts';
import { createAsset, type ReleaseContent } from '../../src/release/index.ts';
import { packTar, unpackTar } from './tar.ts';

/** The same tar in other gzip bytes. */
export function recompress(archive: Buffer): Buffer {
  return gzipSync(gunzipSync(archive), { level: 1 });
}

/** Packs an archive as csctl does: Helm rewrites Chart.yaml, unpacks `charts/x.tgz`, and gives every file the time. */
async function repackLikeHelm(archive: Buffer): Promise<Buffer> {
  const mtime = new Date();
  const isFile = ({ path }: { readonly path: string }) => !path.endsWith('/');
  const repacked = (await unpackTar(gunzipSync(archive))).filter(isFile).map(async (entry) => {
    const [, folder] = /^(.*charts\/)[^/]+\.tgz$/.exec(entry.path) ?? [];
    if (folder !== undefined) {
      const inner = await unpackTar(gunzipSync(entry.content));
      return inner.filter(isFile).map((file) => ({ ...file, path: folder + file.path }));
    }
    if (!/(?:^|\/)Chart\.yaml$/.test(entry.path)) return [{ ...entry, mtime }];
    const chart = parse(entry.content.toString()) as Record<string, unknown>;
    const text = stringify(Object.fromEntries(Object.entries(chart).toReversed()));
    return [{ ...entry, mtime, content: text }];
  });
  return gzipSync(packTar((await Promise.all(repacked)).flat()), { level: 9 });
}

/** A release as csctl would have made it of the same stack: archives of other bytes, `hashes.json` without `contents`. */
export async function remakeLikeCsctl(release: ReleaseContent): Promise<ReleaseContent> {
  const assets = await Promise.all(
    release.assets.map(async (asset) => {
      if (asset.name.endsWith('.tgz')) return createAsset(asset.name, await repackLikeHelm(asset.bytes));
      if (asset.name !== 'hashes.json') return asset;
      const { contents: _, ...known } = JSON.parse(asset.bytes.toString()) as Record<string, unknown>;
      return createAsset(asset.name, Buffer.from(JSON.stringify(known, null, 2)));
    }),
  );
  return { ...release, assets };
}

/** With one asset's bytes replaced, or left out. */
export function replaceAsset(release: ReleaseContent, name: string, bytes: Buffer | null): ReleaseContent {
  const assets = release.assets.flatMap((asset) =>
    asset.name !== name ? [asset] : bytes === null ? [] : [{ ...asset, bytes, digest: digestOf(bytes) }],
  );
  return { ...release, assets };
}
