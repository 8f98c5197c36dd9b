import { acceptsDependency, compareSemver, parseSemver } from '../chart/index.ts';
import { type ChartCandidate, findUpgradePath } from '../compat/index.ts';
import type { Verdict } from '../finding.ts';

export interface Opinion {
  readonly verdict: Verdict;
  readonly message: string;
}

export interface VersionQuestion {
  readonly name: string;
  /** The version that runs now; undefined where that is not known. */
  readonly current: string | undefined;
  /** Constraints that a version must meet, and what they are called: `the range 2.32.x`. */
  readonly bounds: readonly { readonly range: string; readonly shown: string }[];
  /** Newest first. */
  readonly versions: readonly ChartCandidate[];
  readonly judge: (version: ChartCandidate) => Opinion;
}

export interface VersionChoice {
  /** The version to take; the current one where none is better, undefined where there is none at all. */
  readonly version: string | undefined;
  readonly reason: string;
  /** The newest that there is, where that is another, and why it was not taken. */
  readonly held?: { readonly version: string; readonly reason: string };
}

/** The newest version that fits. What fits less than the current one is never taken. */
export function chooseVersion({ name, current, bounds, versions, judge }: VersionQuestion): VersionChoice {
  const semver = current === undefined ? undefined : parseSemver(current);
  const isNewer = ({ version }: ChartCandidate) => {
    const other = parseSemver(version);
    return semver === undefined || (other !== undefined && compareSemver(other, semver) > 0);
  };
  const wantsPrereleases = semver !== undefined && semver.prerelease !== '';
  const candidates = versions.filter(({ version }) => wantsPrereleases || parseSemver(version)?.prerelease === '');
  const judged = candidates.map((candidate) => {
    const excluded = findBound(candidate, bounds) ?? findStep(name, current, candidate);
    return { candidate, excluded, opinion: judge(candidate) };
  });
  const open = judged.filter(({ excluded }) => excluded === undefined);
  const now = current === undefined ? undefined : judge(versions.find(({ version }) => version === current) ?? { name, version: current });
  const newer = open.filter(({ candidate }) => isNewer(candidate));
  const chosen = newestOf(['ok'], newer) ?? newestWorse(now?.verdict, newer, open);
  const version = chosen?.candidate.version ?? current;
  const [newest] = judged;
  const held = newest !== undefined && newest.candidate.version !== version && isNewer(newest.candidate) ? newest : undefined;
  return {
    version,
    reason: chosen?.opinion.message ?? now?.message ?? 'there is no version of it',
    ...(held && { held: { version: held.candidate.version, reason: held.excluded ?? held.opinion.message } }),
  };
}

type Judged = { readonly candidate: ChartCandidate; readonly opinion: Opinion };

/** The version to take where no newer one fits: one as good as the current, or better than one that is refused. */
function newestWorse(now: Verdict | undefined, newer: readonly Judged[], all: readonly Judged[]): Judged | undefined {
  switch (now) {
    case 'ok':
      return undefined;
    case 'warn':
    case 'unknown':
      return newestOf([now], newer);
    default:
      // Refused, or not known: going back is better than staying.
      return newestOf(['ok'], all) ?? newestOf(['warn', 'unknown'], all);
  }
}

function newestOf(verdicts: readonly Verdict[], list: readonly Judged[]): Judged | undefined {
  return list.find(({ opinion }) => verdicts.includes(opinion.verdict));
}

function findBound({ version }: ChartCandidate, bounds: VersionQuestion['bounds']): string | undefined {
  const broken = bounds.find(({ range }) => !acceptsDependency({ version: range }, version));
  return broken && `outside of ${broken.shown}`;
}

/** Clusters go from one release to the next in one step, which some vendors support for one minor only. */
function findStep(name: string, current: string | undefined, { version }: ChartCandidate): string | undefined {
  const path = findUpgradePath(name);
  const [from, to] = [current, version].map((text) => (text === undefined ? undefined : parseSemver(text)?.release));
  if (path === undefined || from === undefined || to === undefined || from[0] !== to[0]) return undefined;
  const steps = Number(to[1] - from[1]);
  return steps <= path.minors ? undefined : `${steps} minors above ${current} in one step, where ${path.minors} is supported`;
}
