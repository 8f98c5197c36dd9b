import type { CheckReport, DoctorReport, LineReport, ReleaseReport, UpdateReport } from '../result.ts';

/** 0: done, or nothing to do. 1: something was refused or failed. */
export function exitCode(report: CheckReport | ReleaseReport | DoctorReport | UpdateReport): 0 | 1 {
  if ('updates' in report) return 0;
  if ('tool' in report) return report.targets.some(({ read, write }) => read !== 'ok' || write !== 'ok') ? 1 : 0;
  if (report.error !== undefined) return 1;
  if ('stacks' in report) return report.stacks.some(({ verdict }) => verdict === 'refuse') ? 1 : 0;
  return report.releases.some(({ action }) => action === 'refused' || action === 'failed') ? 1 : 0;
}

/** Whether a run put anything anywhere. */
export function isReleased(lines: readonly LineReport[]): boolean {
  return lines.some(({ targets, action }) => action !== 'planned' && targets.some(({ result }) => result === 'published'));
}

/** Whether a plan has anything to carry out. */
export function isPending(lines: readonly LineReport[]): boolean {
  return lines.some(({ action }) => action === 'planned');
}
