import type { LineReport } from '../result.ts';

/** Whether a run put anything anywhere. */
export function isReleased(lines: readonly LineReport[]): boolean {
  return lines.some(({ targets, action }) => action !== 'planned' && targets.some(({ result }) => result === 'published'));
}

/** Whether a plan has anything to carry out. */
export function isPending(lines: readonly LineReport[]): boolean {
  return lines.some(({ action }) => action === 'planned');
}
