import { join } from 'node:path';
import { replaceFile } from '../files/index.ts';
import { clipText } from '../text.ts';
import { checkContent, checkDigest } from './digest.ts';
import { OciError } from './error.ts';
import { isWhole } from './is-whole.ts';
import { checkWritable, guardFiles, makeDirectory, readBounded, sizeOf } from './layout-files.ts';
import { createEntry, formatIndex, mergeEntries } from './layout-index.ts';
import { withLock } from './lock.ts';
import { BLOBS, blobFile, INDEX_FILE, LAYOUT, LAYOUT_FILE, type LayoutFiles, readLayout } from './read-layout.ts';
import { isTag } from './reference.ts';
import type { Descriptor, Store } from './types.ts';

export interface LayoutOptions {
  /** Milliseconds to wait for other processes that tag. */
  readonly patience?: number;
}

/** A layout's files in a folder, which may not be there yet. */
export function folderFiles(directory: string): LayoutFiles {
  const where = (path: string): string => join(directory, path);
  return {
    where,
    advice: `the layout ${directory} is not whole, as after a copy of its files that broke off: copy it again, or mirror into it from a place that has all of it`,
    size: (path) => sizeOf(where(path)),
    read: (path, limit) => readBounded(where(path), limit),
  };
}

/** Makes the layout's folders and files, where they are missing. */
export async function createLayout(directory: string, isThere: boolean): Promise<void> {
  if (!isThere) {
    await makeDirectory(directory, directory);
    replaceFile(join(directory, LAYOUT_FILE), LAYOUT);
  }
  await makeDirectory(join(directory, 'blobs', 'sha256'), directory);
}

/** The repository in an OCI image layout; a directory that is not there yet is an empty one. */
export function openLayout(directory: string, { patience = 30_000 }: LayoutOptions = {}): Store {
  const indexPath = join(directory, INDEX_FILE);
  const files = folderFiles(directory);
  const reader = readLayout(files);
  const { checkVersion, holds, readIndex } = reader;
  const create = async () => createLayout(directory, await checkVersion());

  async function write(descriptor: Descriptor, bytes: Buffer): Promise<void> {
    checkContent(descriptor, bytes, `the content to push to ${directory}`);
    if (!(await holds(descriptor))) replaceFile(join(directory, blobFile(descriptor.digest)), bytes);
  }

  return guardFiles({
    url: `oci-layout:${directory}`,
    exists: reader.exists,
    fetch: reader.fetch,
    resolve: reader.resolve,
    tags: reader.tags,

    async findBroken(tag) {
      const named = await reader.find(tag);
      return named === undefined || (await isWhole(files, named)) ? undefined : named;
    },

    async push(descriptor, bytes) {
      checkDigest(descriptor.digest);
      await create();
      await write(descriptor, bytes);
    },

    async tag(manifest, tag) {
      if (!isTag(tag)) throw new OciError('invalid-reference', `"${clipText(tag)}" is not a tag`);
      checkContent(manifest.descriptor, manifest.bytes, `the manifest to tag ${tag}`);
      await create();
      await withLock(`${indexPath}.lock`, patience, async () => {
        const index = await readIndex();
        const entry = createEntry(manifest.descriptor, manifest.manifest.artifactType, tag);
        const merged = mergeEntries(index, [entry], indexPath);
        for (const blob of [manifest.manifest.config, ...manifest.manifest.layers]) {
          if (!(await holds(blob)))
            throw new OciError('rejected', `${directory} lacks ${blob.digest}, which the manifest for ${tag} points at; push it first`);
        }
        await write(manifest.descriptor, manifest.bytes);
        if (merged !== index) replaceFile(indexPath, formatIndex(merged));
      });
    },

    async probe() {
      await checkVersion();
      for (const folder of [directory, join(directory, BLOBS)]) await checkWritable(folder);
    },
  });
}
