import { compareVersions, formatReleaseName, isSameSeries, type ReleaseName } from '../../version/index.ts';
import type { Barrier, ReleaseStates, Risk } from './model.ts';
import { isSelected } from './selection.ts';

/** The risks that a cluster meets when it goes from one release to another. */
export function findRisks({ risks }: ReleaseStates, from: ReleaseName, to: ReleaseName): readonly Risk[] {
  return risks.filter((risk) => isMetAt(risk, to) && (risk.from === undefined || risk.from.some((some) => isSelected(some, from))));
}

function isMetAt({ to, fixedIn }: Risk, release: ReleaseName): boolean {
  const isFixedLater = fixedIn !== undefined && isSameSeries(fixedIn, release);
  if (isFixedLater && compareVersions(release.version, fixedIn.version) >= 0) return false;
  return to.some((some) => {
    if (isSelected(some, release)) return true;
    // Until it is fixed, every newer release has it, too.
    const first = some.range && { line: some.line, version: some.range.first };
    return isFixedLater && first !== undefined && isSameSeries(first, release) && compareVersions(first.version, release.version) <= 0;
  });
}

/** The barriers that a cluster would skip: releases that come after the one and before the other. */
export function findBarriers({ barriers }: ReleaseStates, from: ReleaseName, to: ReleaseName): readonly Barrier[] {
  return barriers.filter(({ release }) => comesBefore(from, release) && comesBefore(release, to));
}

/** Whether a release is older than another of its stack: at a lower Kubernetes minor, or in a lower version of the same channel. */
export function comesBefore(a: ReleaseName, b: ReleaseName): boolean {
  if (a.line.provider !== b.line.provider || a.line.name !== b.line.name) return false;
  const [left, right] = [a.line.kubernetes, b.line.kubernetes];
  const minors = left.major - right.major || left.minor - right.minor;
  if (minors !== 0) return minors < 0;
  return isSameSeries(a, b) && compareVersions(a.version, b.version) < 0;
}

export function describeBarrier({ release, reason }: Barrier): string {
  return `${formatReleaseName(release)} must not be skipped: ${reason}`;
}
