import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ReleaseError } from '../errors.ts';
import { findLink } from './places.ts';

/** All that the tool keeps; whatever else lies in the folder is someone else's. */
const FOLDERS = ['charts', 'versions', 'indexes', 'renders'];

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
  await Promise.all(FOLDERS.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
