import { dirname } from 'node:path';
import { makeFolder } from '../files/index.ts';
import { checkWritable, guardWork } from './layout-files.ts';
import { withLock } from './lock.ts';

/** Milliseconds to wait for another process that writes the same archive. */
const PATIENCE = 30 * 60_000;

/**
 * Runs `work` while no other process writes an archive, which is replaced as a whole. Makes its folder.
 * @throws OciError where nothing can be written there
 */
export async function lockArchive<Result>(archive: string, work: () => Promise<Result>): Promise<Result> {
  const folder = dirname(archive);
  await checkWritable(folder);
  await guardWork((async () => makeFolder(folder))(), `oci-archive:${archive}`);
  return withLock(`${archive}.lock`, PATIENCE, work);
}
