import type { ReleaseReport } from './result.ts';

/** 0: done, or nothing to do. 1: a line was refused or failed, or the run did. */
export function exitCode({ error, releases }: ReleaseReport): 0 | 1 {
  return error !== undefined || releases.some(({ action }) => action === 'refused' || action === 'failed') ? 1 : 0;
}
