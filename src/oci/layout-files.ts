import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode, OciError } from './errors.ts';
import type { Store } from './types.ts';

/** The size of a file, undefined where there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    if (found.isFile()) return found.size;
    throw new OciError('invalid-layout', `${path} is not a file`);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** The file's bytes, undefined where there is none. Larger files and what is no file are refused. */
export async function readBounded(path: string, limit: number): Promise<Buffer | undefined> {
  const size = await sizeOf(path);
  if (size === undefined) return undefined;
  if (size > limit) throw new OciError('invalid-layout', `${path} has ${size} bytes, more than the ${limit} that are read`);
  try {
    return await readFile(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Writes a file so that readers see the old one, the new one, and nothing in between. */
export async function replaceFile(directory: string, path: string, bytes: Buffer): Promise<void> {
  const draft = join(directory, `.${randomBytes(12).toString('hex')}.tmp`);
  try {
    await writeFile(draft, bytes, { flag: 'wx' });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

export async function makeDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
}

/** The store with the file system's own errors put into ours. */
export function guardFiles(store: Store): Store {
  async function guard<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw fileError(error, store.url);
    }
  }
  return {
    url: store.url,
    exists: (descriptor) => guard(store.exists(descriptor)),
    fetch: (descriptor) => guard(store.fetch(descriptor)),
    push: (descriptor, bytes) => guard(store.push(descriptor, bytes)),
    resolve: (reference) => guard(store.resolve(reference)),
    tag: (manifest, tag) => guard(store.tag(manifest, tag)),
    probe: () => guard(store.probe()),
    tags: () => guard(store.tags()),
  };
}

function fileError(error: unknown, url: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return error;
  const path = String(error.path);
  if (hasCode(error, 'EEXIST', 'ENOTDIR', 'EISDIR'))
    return new OciError('invalid-layout', `${path}: a file is where a directory should be, or the other way round`);
  return new OciError('file-error', `${url}: ${path} cannot be used (${String(error.code)}); check its permissions and the space left`);
}
