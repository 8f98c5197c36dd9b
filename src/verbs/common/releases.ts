import type { ReleaseReport } from '../../result.ts';
import { type CommandLine, printJson } from './verb.ts';

/** How `plan`, `build`, `publish` and `release` show what became of the lines. */
export async function showReleases(report: ReleaseReport, { json }: CommandLine, color: boolean): Promise<string> {
  return json ? printJson(report) : (await import('../../report/index.ts')).formatRelease(report, color);
}
