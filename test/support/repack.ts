import { gunzipSync, gzipSync } from 'node:zlib';
import { packTar, unpackTar } from 'modern-tar';
import { parse, stringify } from 'yaml';
import { createAsset, digestOf, type ReleaseContent } from '../../src/release/index.ts';

/** The same tar in other gzip bytes. */
export function recompress(archive: Buffer): Buffer {
  return gzipSync(gunzipSync(archive), { level: 1 });
}

type Entries = Awaited<ReturnType<typeof unpackTar>>;

async function readEntries(archive: Buffer): Promise<Entries> {
  return unpackTar(gunzipSync(archive));
}

async function packEntries(entries: Entries): Promise<Buffer> {
  const tar = await packTar(entries.map(({ header, data }) => ({ header, ...(data && { body: data }) })));
  return gzipSync(Buffer.from(tar.buffer, tar.byteOffset, tar.byteLength), { level: 9 });
}

/** Packs an archive as csctl does: Helm writes Chart.yaml anew, unpacks `charts/x.tgz`, and gives every file the time. */
async function repackLikeHelm(archive: Buffer): Promise<Buffer> {
  const repacked = await Promise.all(
    (await readEntries(archive)).map(async ({ header, data }): Promise<Entries> => {
      const now = { ...header, mtime: new Date() };
      if (header.name.endsWith('/')) return [];
      const [, folder] = /^(.*charts\/)[^/]+\.tgz$/.exec(header.name) ?? [];
      if (folder !== undefined) {
        const inner = await readEntries(Buffer.from(data ?? []));
        return inner.flatMap((entry) =>
          entry.header.name.endsWith('/') ? [] : [{ ...entry, header: { ...entry.header, name: folder + entry.header.name } }],
        );
      }
      if (!/(?:^|\/)Chart\.yaml$/.test(header.name)) return [{ header: now, ...(data && { data }) }];
      const chart = parse(Buffer.from(data ?? []).toString()) as Record<string, unknown>;
      const text = Buffer.from(stringify(Object.fromEntries(Object.entries(chart).toReversed())));
      return [{ header: { ...now, size: text.length }, data: text }];
    }),
  );
  return packEntries(repacked.flat());
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
