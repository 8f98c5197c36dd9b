import { findNewest, type PublishedRelease, type ReleaseSource } from '../../release/index.ts';
import {
  channelOf,
  compareVersions,
  formatLine,
  formatReleaseName,
  type Line,
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
  const own = (await source.list())
    .flatMap((name) => parseReleaseName(name) ?? [])
    .filter((release) => formatLine(release.line) === formatLine(line) && channelOf(release.version) === channel)
    .filter((release) => version === undefined || compareVersions(release.version, version) < 0)
    .toSorted((a, b) => compareVersions(a.version, b.version))
    .at(-1);
  if (own !== undefined) return source.read(formatReleaseName(own));
  const { major, minor } = line.kubernetes;
  const previous = { ...line, kubernetes: { major, minor: minor - 1 } };
  const newest =
    (await findNewest(source, previous, channel)) ?? (channel === 'stable' ? undefined : await findNewest(source, previous, 'stable'));
  return newest?.published;
}
