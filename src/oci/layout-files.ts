import { access, constants, lstat, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { hasErrno } from '../errors.ts';
import { findLink, makeFolder, readFile } from '../files/index.ts';
import { OciError } from './error.ts';
import type { Store } from './types.ts';

/** The size of a file, undefined where there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await lstat(path);
    if (found.isFile()) return found.size;
    throw new OciError('invalid-layout', `${path} is not a regular file; a layout has no links or devices`);
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** The file's bytes, undefined where there is none. Larger files, and anything but a file, are refused. */
export async function readBounded(path: string, limit: number): Promise<Buffer | undefined> {
  const read = readFile(path, { limit, links: 'refuse' });
  switch (read.kind) {
    case 'read':
      return read.bytes;
    case 'missing':
      await requireFolder(dirname(path));
      return undefined;
    case 'unreadable':
      throw new OciError('file-error', `${path} ${read.why}; check its permissions`);
    default:
      throw new OciError('invalid-layout', `${path} ${read.why}; a layout holds plain files of the sizes that it says`);
  }
}

/** A file in the place of the folder is a mistake, not an empty layout. */
async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined || found.isDirectory()) return;
  throw new OciError('invalid-layout', `${folder} is a file, and a layout is a directory; name another one`);
}

/**
 * Makes a folder of a layout.
 * @param layout the layout's own folder: below it, and where a checkout holds it also above, no link is followed to write
 */
export async function makeDirectory(path: string, layout: string): Promise<void> {
  const link = findLink(path, layout);
  if (link !== undefined) {
    throw new OciError(
      'invalid-layout',
      `${link} is a symbolic link, and nothing is written through it; delete it, or use another directory`,
    );
  }
  makeFolder(path);
}

/**
 * Whether files can be made in a folder; one that is not there yet is made in the nearest above it.
 * @throws OciError which says what is in the way
 */
export async function checkWritable(directory: string): Promise<void> {
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    try {
      await access(folder, constants.W_OK);
    } catch (error) {
      // Below a file there is nothing, either.
      if (hasErrno(error, 'ENOENT', 'ENOTDIR') && dirname(folder) !== folder) continue;
      throw new OciError('file-error', cannotBeWritten(folder));
    }
    if ((await stat(folder)).isDirectory()) return;
    throw new OciError('invalid-layout', `${folder} is a file, where a folder belongs; move it elsewhere`);
  }
}

/** The store with the file system's own errors put into ours. */
export function guardFiles(store: Store): Store {
  const guard = <T>(work: Promise<T>): Promise<T> => guardWork(work, store.url);
  return {
    url: store.url,
    exists: (descriptor) => guard(store.exists(descriptor)),
    fetch: (descriptor) => guard(store.fetch(descriptor)),
    push: (descriptor, bytes) => guard(store.push(descriptor, bytes)),
    resolve: (reference) => guard(store.resolve(reference)),
    ...(store.findBroken && { findBroken: (tag) => guard(store.findBroken?.(tag) ?? Promise.resolve(undefined)) }),
    tag: (manifest, tag) => guard(store.tag(manifest, tag)),
    probe: (sample) => guard(store.probe(sample)),
    tags: () => guard(store.tags()),
  };
}

/** The same for one step. */
export async function guardWork<T>(work: Promise<T>, url: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw fileError(error, url);
  }
}

function fileError(error: unknown, url: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  // Writing to a file that is open, as on a full disk, fails without a path.
  if (!('path' in error) && 'syscall' in error && error.syscall === 'write')
    return new OciError('file-error', `${url} cannot be written to (${String(error.code)}); check the space left`);
  if (!('path' in error)) return error;
  const path = String(error.path);
  if (hasErrno(error, 'EEXIST', 'ENOTDIR', 'EISDIR'))
    return new OciError('invalid-layout', `${path}: a file is where a directory should be, or the other way round`);
  // What is being written is nothing that people know.
  if (path.endsWith('.tmp') && hasErrno(error, 'EACCES', 'EPERM', 'EROFS'))
    return new OciError('file-error', `${url}: ${cannotBeWritten(dirname(path))}`);
  return new OciError('file-error', `${url}: ${path} cannot be used (${String(error.code)}); check its permissions and the space left`);
}

function cannotBeWritten(folder: string): string {
  return `${folder} cannot be written to; check who owns it and what is mounted there, or name another place`;
}
