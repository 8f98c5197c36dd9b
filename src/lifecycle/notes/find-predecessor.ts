import { findNewestBefore, type PublishedRelease, type ReleaseSource } from '../../release/index.ts';
import {
  compareVersions,
  formatLine,
  formatReleaseName,
  type Line,
  newestVersion,
  parseReleaseName,
  type Version,
} from '../../version/index.ts';

/**
 * The release that clusters come from: the line's before a version, and else the newest of the Kubernetes minor before.
 * @param version undefined for one that is still to come
 */
export async function findPredecessor(
  source: ReleaseSource,
  line: Line,
  version: Version | undefined,
  channel: string,
): Promise<PublishedRelease | undefined> {
  const earlier = (await source.list())
    .flatMap((name) => parseReleaseName(name) ?? [])
    .filter((release) => formatLine(release.line) === formatLine(line))
    .flatMap((release) => (version === undefined || compareVersions(release.version, version) < 0 ? [release.version] : []));
  const own = newestVersion(earlier, channel);
  if (own !== undefined) return source.read(formatReleaseName({ line, version: own }));
  const { major, minor } = line.kubernetes;
  return (await findNewestBefore(source, { ...line, kubernetes: { major, minor: minor - 1 } }, channel))?.published;
}
