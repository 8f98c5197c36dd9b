import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type ArchiveFiles, openArchiveFiles } from './archive-files.ts';
import type { BlobBytes, ContentStore } from './content.ts';
import { OciError } from './error.ts';
import { folderFiles } from './layout.ts';
import { openLayoutContent, readLayoutContent } from './layout-content.ts';
import { guardWork } from './layout-files.ts';
import { EMPTY_INDEX, mergeEntries } from './layout-index.ts';
import { blobFile, INDEX_FILE, type LayoutFiles, readLayout } from './read-layout.ts';
import type { Descriptor } from './types.ts';
import { type WrittenArchive, writeArchive } from './write-archive.ts';

/** Bytes. */
const LARGEST_EXTRA = 64 * 1024 * 1024;

export interface ArchiveContentOptions {
  /** The names that the archive has in the end, and its blobs save fetching them again; undefined adds to what it has. */
  readonly only?: ReadonlySet<string> | undefined;
  /** Another archive: what it has is left out, and is not fetched. */
  readonly without?: string | undefined;
}

/** A layout in a tar archive, for copying. What is written lies beside it in a folder until `seal` puts all into the archive at once. */
export interface ArchiveContent extends ContentStore {
  /** A file of the archive that no layout has; undefined where there is none. */
  readExtra(path: string, limit: number): Promise<Buffer | undefined>;
  /**
   * Puts what was written into the archive, which is replaced as a whole.
   * @param extras files besides the layout's, by path
   * @param isComplete false keeps what was fetched and is named by nothing yet, for the next run
   * @returns undefined where nothing was written, and it is left as it is
   */
  seal(extras: ReadonlyMap<string, Buffer>, isComplete: boolean): Promise<WrittenArchive | undefined>;
}

export function openArchiveContent(archive: string, { only, without }: ArchiveContentOptions = {}): ArchiveContent {
  const old = openArchiveFiles(archive);
  const oldContent = readLayoutContent(old);
  const url = `oci-archive:${archive}`;
  const partial = `${archive}.partial`;
  const added = openLayoutContent(partial);
  const addedFiles = folderFiles(partial);
  const other = without === undefined ? undefined : openArchiveFiles(without);

  async function has(files: LayoutFiles, { digest, size }: Descriptor): Promise<boolean> {
    return (await files.size(blobFile(digest))) === size;
  }

  /** Where a blob's bytes are; undefined where they are nowhere. */
  async function locate(digest: string): Promise<{ readonly size: number; readonly blob: BlobBytes } | undefined> {
    const path = blobFile(digest);
    const size = await addedFiles.size(path);
    if (size !== undefined) return { size, blob: await added.readBlob({ mediaType: '', digest, size }) };
    const entry = await old.size(path);
    return entry === undefined ? undefined : { size: entry, blob: localBlob(old, path) };
  }

  async function hasExtras(extras: ReadonlyMap<string, Buffer>): Promise<boolean> {
    for (const [path, bytes] of extras) if (!(await old.read(path, LARGEST_EXTRA))?.equals(bytes)) return false;
    return true;
  }

  return {
    url,
    place: undefined,
    readExtra: (path, limit) => old.read(path, limit),
    names: oldContent.names,

    async head(name) {
      const found = only === undefined ? await oldContent.head(name) : undefined;
      return found ?? added.head(name);
    },
    async read(name) {
      return (await oldContent.head(name)) === undefined ? added.read(name) : oldContent.read(name);
    },
    async hasBlob(descriptor) {
      if (other !== undefined && (await has(other, descriptor))) return true;
      return (await has(old, descriptor)) || (await added.hasBlob(descriptor));
    },
    async readBlob(descriptor) {
      const found = await locate(descriptor.digest);
      if (found !== undefined && found.size === descriptor.size) return found.blob;
      throw new OciError(
        'not-found',
        `${archive} lacks ${descriptor.digest}; an archive that bundle made with --delta-from has what is new alone, so mirror the older one first`,
      );
    },
    writeBlob: added.writeBlob,
    writeManifest: added.writeManifest,

    async seal(extras, isComplete) {
      const kept = only === undefined ? await readLayout(old).readIndex() : EMPTY_INDEX;
      const { entries } = await readLayout(addedFiles).readIndex();
      const mine = only === undefined ? entries : entries.filter(({ name }) => name !== undefined && only.has(name));
      const index = mergeEntries(kept, mine, `${archive}, ${INDEX_FILE}`);
      const isNew = index !== kept || only !== undefined || !(await hasExtras(extras));
      const isLeftOut = async (descriptor: Descriptor) => other !== undefined && has(other, descriptor);
      const written = isNew ? await guardWork(writeArchive(archive, { index, extras, locate, isLeftOut }), url) : undefined;
      if (isComplete && existsSync(partial)) await rm(partial, { recursive: true, force: true });
      return written;
    },
  };
}

function localBlob(files: ArchiveFiles, path: string): BlobBytes {
  return { kind: 'local', open: () => files.open(path) ?? nothing() };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
