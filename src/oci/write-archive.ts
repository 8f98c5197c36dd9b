import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, renameSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { digestOf } from '../digest.ts';
import { formatTarHeader, LARGEST_TAR_ENTRY, padTar, removeIfPossible, TAR_END } from '../files/index.ts';
import { type BlobBytes, passBlob, readWhole } from './content.ts';
import { formatDockerManifest } from './docker-manifest.ts';
import { OciError } from './error.ts';
import { formatIndex, type LayoutIndex } from './layout-index.ts';
import { LARGEST_MANIFEST } from './manifest.ts';
import { createRawManifest, listParts, type RawManifest } from './raw-manifest.ts';
import { blobFile, INDEX_FILE, LAYOUT, LAYOUT_FILE } from './read-layout.ts';
import type { Descriptor } from './types.ts';

/** What an archive is made of. */
export interface ArchiveParts {
  readonly index: LayoutIndex;
  /** Files besides the layout's, by path. */
  readonly extras: ReadonlyMap<string, Buffer>;
  readonly locate: (digest: string) => Promise<{ readonly size: number; readonly blob: BlobBytes } | undefined>;
  /** Whether a blob is in another archive, and stays out of this one. */
  readonly isLeftOut: (descriptor: Descriptor) => Promise<boolean>;
}

export interface WrittenArchive {
  /** Of the whole archive: `sha256:` and 64 hex digits. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  /** Whether the file was there already, byte for byte, and is left as it is. */
  readonly isUnchanged: boolean;
}

interface Part {
  readonly path: string;
  readonly descriptor: Descriptor;
  readonly blob: BlobBytes;
}

/**
 * Writes a layout as an uncompressed tar archive, whose bytes depend on what is in it alone: entries are sorted, and only blobs that
 * the index leads to are there. Written aside and renamed.
 */
export async function writeArchive(archive: string, parts: ArchiveParts): Promise<WrittenArchive> {
  const { blobs, manifests } = await gather(parts);
  const dockerManifest = formatDockerManifest(parts.index, manifests, (digest) => blobs.has(digest));
  const files: (readonly [string, Buffer])[] = [
    [LAYOUT_FILE, LAYOUT],
    [INDEX_FILE, formatIndex(parts.index)],
    ...(dockerManifest === undefined ? [] : [['manifest.json', dockerManifest] as const]),
    ...[...parts.extras].sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
  const all = [...files.map(([path, bytes]) => createPart(path, bytes)), ...[...blobs.values()].sort((a, b) => (a.path < b.path ? -1 : 1))];
  const draft = `${archive}.${randomUUID()}.tmp`;
  try {
    const written = await writeTar(draft, all);
    // An archive of another size need not be read to see that it is another.
    const isUnchanged =
      statSync(archive, { throwIfNoEntry: false })?.size === written.size && (await digestOfFile(archive)) === written.digest;
    if (isUnchanged) removeIfPossible(draft);
    else renameSync(draft, archive);
    return { ...written, isUnchanged };
  } catch (error) {
    removeIfPossible(draft);
    throw error;
  }
}

/** The blobs that the index leads to, and of them the manifests. What is nowhere is in another archive, or was lost before. */
async function gather({ index, locate, isLeftOut }: ArchiveParts) {
  const blobs = new Map<string, Part>();
  const manifests = new Map<string, RawManifest>();
  const seen = new Set<string>();

  async function add(descriptor: Descriptor): Promise<BlobBytes | undefined> {
    const found = await locate(descriptor.digest);
    if (found === undefined || found.size !== descriptor.size) return undefined;
    if (!(await isLeftOut(descriptor))) blobs.set(descriptor.digest, { path: blobFile(descriptor.digest), descriptor, blob: found.blob });
    return found.blob;
  }

  async function walk(descriptor: Descriptor): Promise<void> {
    if (seen.has(descriptor.digest) || descriptor.size > LARGEST_MANIFEST) return;
    seen.add(descriptor.digest);
    const blob = await add(descriptor);
    if (blob === undefined) return;
    const manifest = createRawManifest(await readWhole(blob, descriptor, descriptor.digest), descriptor.mediaType, descriptor.digest);
    manifests.set(descriptor.digest, manifest);
    const parts = listParts(manifest);
    if (parts.kind === 'index') for (const one of parts.manifests) await walk(one);
    else for (const one of [parts.config, ...parts.layers]) if (!blobs.has(one.digest)) await add(one);
  }

  for (const { descriptor } of index.entries) await walk(descriptor);
  return { blobs, manifests };
}

function createPart(path: string, bytes: Buffer): Part {
  return { path, descriptor: { mediaType: '', digest: digestOf(bytes), size: bytes.length }, blob: { kind: 'bytes', bytes } };
}

async function writeTar(path: string, parts: readonly Part[]): Promise<Omit<WrittenArchive, 'isUnchanged'>> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path, 'wx', 0o644);
  try {
    const put = async (bytes: Uint8Array): Promise<void> => {
      hash.update(bytes);
      size += bytes.length;
      await file.writeFile(bytes);
    };
    for (const { path: name, descriptor, blob } of parts) {
      if (descriptor.size > LARGEST_TAR_ENTRY)
        throw new OciError('too-large', `${name} has ${descriptor.size} bytes, more than a tar archive holds`);
      await put(formatTarHeader('0', Buffer.from(name), descriptor.size));
      await passBlob(blob, descriptor, name, async (chunks) => {
        for await (const chunk of chunks) await put(chunk);
      });
      await put(padTar(descriptor.size));
    }
    await put(TAR_END);
  } finally {
    await file.close();
  }
  return { digest: `sha256:${hash.digest('hex')}`, size };
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return `sha256:${hash.digest('hex')}`;
}
