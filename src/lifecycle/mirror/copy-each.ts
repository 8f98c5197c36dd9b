import { attempt } from '../../errors.ts';
import { silentLogger } from '../../logger.ts';
import { mapLimited } from '../../map-limited.ts';
import type { Runtime } from '../../request.ts';
import type { MirroredImage, MirroredRelease } from './report.ts';

/** What became of one copy. */
export type CopyOutcome = Pick<MirroredRelease & MirroredImage, 'result' | 'digest' | 'blobs' | 'error'>;

/** A copy whose failure is an outcome like others. */
export async function tryCopy(copy: () => Promise<CopyOutcome>): Promise<CopyOutcome> {
  const tried = await attempt(copy);
  return tried.kind === 'done' ? tried.result : { result: 'failed', error: tried.error };
}

/**
 * Copies things by their names, several at a time, and tells of each.
 * @param noun what stands behind their number
 */
export function copyEach<Copied extends CopyOutcome>(
  names: readonly string[],
  noun: '' | ' images',
  copy: (name: string) => Promise<Copied>,
  { logger = silentLogger }: Pick<Runtime, 'logger'>,
): Promise<Copied[]> {
  let done = 0;
  return mapLimited(names, async (name) => {
    const outcome = await copy(name);
    done += 1;
    logger.progress(`${done} of ${names.length}${noun}: ${name} ${outcome.result}`);
    return outcome;
  });
}
