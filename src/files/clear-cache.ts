import { rm } from 'node:fs/promises';
import { ReleaseError } from '../errors.ts';
import { CACHE_FOLDERS, cacheFolder } from './keep.ts';
import { findLink } from './places.ts';

/**
 * Empties the cache. Nothing is deleted through a link that may have come with a checkout.
 * @throws ReleaseError `unwritable`
 */
export async function clearCache(folder: string): Promise<void> {
  const link = findLink(folder, folder);
  if (link !== undefined)
    throw new ReleaseError(
      'unwritable',
      `the cache ${folder} lies behind the symbolic link ${link}; delete that, or name another with CLUSTERSTACK_CACHE`,
    );
  await Promise.all(CACHE_FOLDERS.map((name) => rm(cacheFolder(folder, name), { recursive: true, force: true })));
}
