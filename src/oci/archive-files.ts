import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { hasErrno, messageOf } from '../errors.ts';
import { readTarEntries, type TarEntry } from '../files/index.ts';
import { OciError } from './error.ts';
import type { LayoutFiles } from './read-layout.ts';
import { readRegion } from './save-blob.ts';

const { O_RDONLY, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;

/** The files of a layout in an uncompressed tar archive, read where they lie in it: nothing is unpacked. */
export interface ArchiveFiles extends LayoutFiles {
  /** Whether there is an archive. */
  isThere(): boolean;
  /** A file's bytes from the first on; undefined where there is none. */
  open(path: string): AsyncIterable<Uint8Array> | undefined;
}

/** Touches nothing yet. An archive that is not there has no files. */
export function openArchiveFiles(archive: string): ArchiveFiles {
  let known: { readonly state: string; readonly entries: ReadonlyMap<string, TarEntry> } | undefined;
  const refuse = (why: string): never => {
    throw new OciError('invalid-layout', `${archive} ${why}`);
  };

  /** The entries of the archive as it is now, and an open handle for `use`; undefined where there is none. */
  function withEntries<Result>(use: (entries: ReadonlyMap<string, TarEntry>, handle: number) => Result): Result | undefined {
    let handle: number;
    try {
      handle = openSync(archive, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    } catch (error) {
      if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw new OciError('file-error', `${archive} cannot be read: ${messageOf(error)}`);
    }
    try {
      const stats = fstatSync(handle);
      if (!stats.isFile()) return refuse('is not a file; an archive is one, and a layout in a folder is oci-layout:DIR');
      // Another process may have put a newer one in its place.
      const state = `${stats.dev} ${stats.ino} ${stats.size} ${stats.mtimeMs}`;
      if (known?.state !== state) known = { state, entries: readTarEntries(handle, stats.size, refuse) };
      return use(known.entries, handle);
    } finally {
      closeSync(handle);
    }
  }

  const find = (path: string) => withEntries((entries) => entries.get(path));
  return {
    where: (path) => `${archive}, ${path}`,
    advice:
      'copy the archive again; one that bundle made with --delta-from has what is new alone, so mirror the older one and then this one into a layout',
    isThere: () => withEntries(() => true) === true,
    size: async (path) => find(path)?.size,
    async read(path, limit) {
      return withEntries((entries, handle) => {
        const entry = entries.get(path);
        if (entry === undefined) return undefined;
        if (entry.size > limit) return refuse(`has ${path} of ${entry.size} bytes, more than ${limit}`);
        const bytes = Buffer.alloc(entry.size);
        for (let done = 0; done < entry.size; ) {
          const count = readSync(handle, bytes, done, entry.size - done, entry.offset + done);
          if (count === 0) return refuse(`is cut off within ${path}`);
          done += count;
        }
        return bytes;
      });
    },
    open(path) {
      const entry = find(path);
      return entry && readRegion(archive, entry.offset, entry.size);
    },
  };
}
