import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** All that the tool keeps; whatever else lies in the folder is someone else's. */
const FOLDERS = ['charts', 'versions', 'indexes', 'renders'];

/** Empties the cache. */
export async function clearCache(folder: string): Promise<void> {
  await Promise.all(FOLDERS.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
