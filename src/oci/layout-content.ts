import { join } from 'node:path';
import { replaceFile } from '../files/index.ts';
import type { ContentStore, ManifestName } from './content.ts';
import { isDigest } from './digest.ts';
import { OciError } from './error.ts';
import { isWhole } from './is-whole.ts';
import { createLayout, folderFiles, type LayoutOptions } from './layout.ts';
import { guardWork, sizeOf } from './layout-files.ts';
import { createEntry, findEntry, formatIndex, fullNameOf, type LayoutEntry, mergeEntries } from './layout-index.ts';
import { withLock } from './lock.ts';
import { LARGEST_MANIFEST } from './manifest.ts';
import { createRawManifest, listParts, type RawManifest } from './raw-manifest.ts';
import { blobFile, INDEX_FILE, type LayoutFiles, type LayoutReader, readLayout } from './read-layout.ts';
import { readRegion, saveBlob } from './save-blob.ts';
import type { Descriptor } from './types.ts';

/** Bytes; larger blobs of a layout are not hashed to see whether they are whole. */
const LARGEST_HASHED = 64 * 1024 * 1024;

/** The half of a content store that reads, over a layout's files. */
type LayoutContent = Pick<ContentStore, 'names' | 'head' | 'read' | 'hasBlob'>;

export function readLayoutContent(files: LayoutFiles, reader: LayoutReader = readLayout(files)): LayoutContent {
  const indexPath = files.where(INDEX_FILE);
  const entries = async () => (await reader.readIndex()).entries;

  async function find(name: string): Promise<Descriptor | undefined> {
    if (!isDigest(name)) return findEntry(await entries(), name, indexPath)?.descriptor;
    const found = (await entries()).find(({ descriptor }) => descriptor.digest === name);
    const size = await files.size(blobFile(name));
    return found?.descriptor ?? (size === undefined ? undefined : { mediaType: '', digest: name, size });
  }

  return {
    names: async () =>
      (await entries()).flatMap((entry) => (entry.name === undefined ? [] : [{ name: entry.name, fullName: fullNameOf(entry) }])),
    head: find,
    async read(name) {
      const descriptor = await find(name);
      if (descriptor === undefined) return undefined;
      const path = blobFile(descriptor.digest);
      const bytes = await files.read(path, LARGEST_MANIFEST);
      if (bytes === undefined)
        throw new OciError('not-found', `${files.where(path)} is not there, and ${name} is this manifest; ${files.advice}`);
      const manifest = createRawManifest(bytes, descriptor.mediaType, files.where(path));
      if (manifest.descriptor.digest === descriptor.digest) return manifest;
      throw new OciError('digest-mismatch', `${files.where(path)}: the content is ${manifest.descriptor.digest}; ${files.advice}`);
    },
    hasBlob: async (descriptor) =>
      descriptor.size > LARGEST_HASHED ? (await files.size(blobFile(descriptor.digest))) === descriptor.size : reader.holds(descriptor),
  };
}

/** A layout in a folder, for copying. Images are there under their whole names, which are no tags: nobody takes them for releases. */
export function openLayoutContent(directory: string, { patience = 30_000 }: LayoutOptions = {}): ContentStore {
  const files = folderFiles(directory);
  const reader = readLayout(files);
  const content = readLayoutContent(files, reader);
  const indexPath = join(directory, INDEX_FILE);
  const url = `oci-layout:${directory}`;

  async function writeAside(descriptor: Descriptor, read: Parameters<ContentStore['writeBlob']>[1]): Promise<void> {
    await createLayout(directory, await reader.checkVersion());
    const path = join(directory, blobFile(descriptor.digest));
    await saveBlob(await read(), descriptor, path, `the content to push to ${directory}`);
  }

  async function writeManifest(manifest: RawManifest, name: ManifestName | undefined): Promise<void> {
    const { descriptor, bytes } = manifest;
    await writeAside(descriptor, async () => ({ kind: 'bytes', bytes }));
    if (name === undefined) return;
    await withLock(`${indexPath}.lock`, patience, async () => {
      const index = await reader.readIndex();
      const merged = mergeEntries(index, [createRawEntry(manifest, name)], indexPath);
      if (merged !== index) replaceFile(indexPath, formatIndex(merged));
    });
  }

  return {
    ...content,
    url,
    place: undefined,
    isWhole: (descriptor) => guardWork(isWhole(files, descriptor), url),

    async readBlob(descriptor) {
      const path = join(directory, blobFile(descriptor.digest));
      if ((await sizeOf(path)) !== descriptor.size)
        throw new OciError('not-found', `${path} is not there, or not of ${descriptor.size} bytes; ${files.advice}`);
      return { kind: 'local', open: () => readRegion(path, 0, descriptor.size) };
    },

    async writeBlob(descriptor, read) {
      await guardWork(writeAside(descriptor, read), url);
      return 'written';
    },

    writeManifest: (manifest, name) => guardWork(writeManifest(manifest, name), url),
  };
}

/** The entry of a manifest in an index. */
function createRawEntry(manifest: RawManifest, { name, fullName }: ManifestName): LayoutEntry {
  const parts = listParts(manifest);
  return createEntry(manifest.descriptor, parts.kind === 'image' ? parts.artifactType : undefined, name, fullName);
}
