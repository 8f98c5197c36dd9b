import { channelOf, compareVersions, type ReleaseName } from '../../version/index.ts';

/**
 * The releases that a cluster may name next: newer ones of its line, then those of the next Kubernetes minor, on its channel; the
 * newest first. CSO's webhook for Clusters holds provider and stack fixed, and the minor to plus 0 or 1. It lets a cluster go back
 * within a minor, which is no upgrade.
 */
export function listCandidates(from: ReleaseName, all: readonly ReleaseName[]): readonly ReleaseName[] {
  const { line, version } = from;
  const own = all.filter(
    (to) =>
      to.line.provider === line.provider &&
      to.line.name === line.name &&
      to.line.kubernetes.major === line.kubernetes.major &&
      channelOf(to.version) === channelOf(version),
  );
  const above = (minors: number) =>
    own.filter((to) => to.line.kubernetes.minor === line.kubernetes.minor + minors).sort((a, b) => compareVersions(b.version, a.version));
  return [...above(0).filter((to) => compareVersions(to.version, version) > 0), ...above(1)];
}
