import { dirname, join } from 'node:path';
import { findLink } from './places.ts';
import { readFile } from './read-file.ts';
import { makeFolder, replaceFile } from './write-file.ts';

/** The tool's folders in the cache; whatever else lies there is someone else's. */
export const CACHE_FOLDERS = ['charts', 'versions', 'indexes', 'releases', 'renders'] as const;

export function cacheFolder(cache: string, name: (typeof CACHE_FOLDERS)[number]): string {
  return join(cache, name);
}

/** A file that a cache kept; undefined where it is missing or cannot be read, which is the same to a cache. */
export function readKept(file: string, limit: number): Buffer | undefined {
  const read = readFile(file, { limit, links: 'refuse' });
  return read.kind === 'read' ? read.bytes : undefined;
}

/**
 * Keeps a file in a cache. False where that cannot be: a full disk, a folder of someone else, a link in the way. It works without.
 * @param cache the folder below which all is the cache's own
 */
export function writeKept(cache: string, file: string, content: Buffer | string): boolean {
  if (findLink(dirname(file), cache) !== undefined) return false;
  try {
    makeFolder(dirname(file));
    replaceFile(file, content);
    return true;
  } catch {
    return false;
  }
}
