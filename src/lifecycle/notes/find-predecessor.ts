import { createdAt, findNewestBefore, type PublishedRelease, type ReleaseSource } from '../../release/index.ts';
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
 * @param created when it was made: what is known to have come afterwards is none that they come from; undefined where that is not known
 */
export async function findPredecessor(
  source: ReleaseSource,
  line: Line,
  version: Version | undefined,
  channel: string,
  created?: number,
): Promise<PublishedRelease | undefined> {
  const earlier = (await source.list())
    .flatMap((name) => parseReleaseName(name) ?? [])
    .filter((release) => formatLine(release.line) === formatLine(line))
    .flatMap((release) => (version === undefined || compareVersions(release.version, version) < 0 ? [release.version] : []));
  const own = newestVersion(earlier, channel);
  if (own !== undefined) return source.read(formatReleaseName({ line, version: own }));
  const { major, minor } = line.kubernetes;
  const previous = { ...line, kubernetes: { major, minor: minor - 1 } };
  const younger = new Set<string>();
  for (;;) {
    const newest = await findNewestBefore(source, previous, channel, (name) => !younger.has(name));
    const time = newest && createdAt(newest.published);
    if (newest === undefined || created === undefined || time === undefined || time <= created) return newest?.published;
    younger.add(newest.published.name);
  }
}
