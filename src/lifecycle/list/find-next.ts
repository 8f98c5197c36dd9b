import { channelOf, compareVersions, formatReleaseName, type ReleaseName } from '../../version/index.ts';
import { findBarriers, type ReleaseStates } from '../states/index.ts';

/** Where a release stands among those of its source. */
export interface Standing {
  /** Whether it is the newest of its line and channel that is offered. */
  readonly isNewest: boolean;
  /** The releases to go to from it. */
  readonly next: readonly ReleaseName[];
}

/**
 * Tells where releases stand among all: CSO lets a cluster go to another release of its line, or of the next Kubernetes minor;
 * here to the newest of either on its channel that no barrier stands before.
 * @param offered all releases but those that are withdrawn
 */
export function openStandings(offered: readonly ReleaseName[], states: ReleaseStates): (release: ReleaseName) => Standing {
  const series = new Map<string, ReleaseName[]>();
  for (const release of offered) {
    const key = keyOf(release, 0);
    series.set(key, [...(series.get(key) ?? []), release]);
  }
  const sorted = new Map([...series].map(([key, members]) => [key, members.sort((a, b) => compareVersions(a.version, b.version))]));
  return (release) => {
    const line = sorted.get(keyOf(release, 0)) ?? [];
    const newer = line.filter(({ version }) => compareVersions(version, release.version) > 0);
    const newest = line.at(-1);
    const reach = (candidates: readonly ReleaseName[]) => candidates.findLast((to) => findBarriers(states, release, to).length === 0);
    return {
      isNewest: newest !== undefined && formatReleaseName(newest) === formatReleaseName(release),
      next: [reach(newer), reach(sorted.get(keyOf(release, 1)) ?? [])].filter((to) => to !== undefined),
    };
  };
}

/** Stack, channel and Kubernetes minor, or one some minors above it. */
function keyOf({ line: { provider, name, kubernetes }, version }: ReleaseName, above: number): string {
  return [provider, name, kubernetes.major, kubernetes.minor + above, channelOf(version)].join('-');
}

/** By stack, Kubernetes minor, channel and version. */
export function compareReleases(a: ReleaseName, b: ReleaseName): number {
  return (
    compareText(a.line.provider, b.line.provider) ||
    compareText(a.line.name, b.line.name) ||
    a.line.kubernetes.major - b.line.kubernetes.major ||
    a.line.kubernetes.minor - b.line.kubernetes.minor ||
    // The stable channel comes first.
    compareText(a.version.kind === 'stable' ? '' : a.version.channel, b.version.kind === 'stable' ? '' : b.version.channel) ||
    compareVersions(a.version, b.version)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
