import type { CheckReport, ReleaseReport } from './result.ts';

/** What goes to standard output and standard error, and the exit code. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: 0 | 1 | 2;
}

/** 0: done, or nothing to do. 1: something was refused or failed. */
export function exitCode(report: CheckReport | ReleaseReport): 0 | 1 {
  if (report.error !== undefined) return 1;
  if ('stacks' in report) return report.stacks.some(({ verdict }) => verdict === 'refuse') ? 1 : 0;
  return report.releases.some(({ action }) => action === 'refused' || action === 'failed') ? 1 : 0;
}
