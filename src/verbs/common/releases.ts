import type { ReleaseReport } from '../../result.ts';
import { type CommandLine, printJson } from './verb.ts';

/** How `plan`, `build`, `publish` and `release` show what became of the lines. */
export async function showReleases(report: ReleaseReport, { json }: CommandLine, color: boolean): Promise<string> {
  return json ? printJson(report) : (await import('../../report/index.ts')).formatRelease(report, color);
}

export function exitCodeOfReleases({ error, releases }: ReleaseReport): 0 | 1 {
  return error !== undefined || releases.some(({ action }) => action === 'refused' || action === 'failed') ? 1 : 0;
}
