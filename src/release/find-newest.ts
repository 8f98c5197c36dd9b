import { ReleaseError } from '../errors.ts';
import {
  formatLine,
  formatReleaseName,
  formatVersion,
  type Line,
  newestVersion,
  parseReleaseName,
  type ReleaseName,
} from '../version/index.ts';
import { METADATA } from './asset.ts';
import { type Metadata, parseMetadata } from './metadata.ts';
import type { PublishedRelease, ReleaseSource } from './release-source.ts';

/** A published release with what its metadata.yaml says. */
export interface NewestRelease {
  readonly published: PublishedRelease & { readonly kubernetes: string };
  readonly metadata: Metadata;
}

/**
 * The newest release of a line and channel by CSO's order, or undefined when there is none. Skips names of
 * other things.
 * @param isOffered whether a release, by its name, counts at all
 */
export async function findNewest(
  source: ReleaseSource,
  line: Line,
  channel: string,
  isOffered: (name: string) => boolean = () => true,
): Promise<NewestRelease | undefined> {
  const releases = (await source.list())
    .filter(isOffered)
    .map(parseReleaseName)
    .filter((release) => release !== undefined);
  const versions = releases.filter((release) => formatLine(release.line) === formatLine(line)).map(({ version }) => version);
  const version = newestVersion(versions, channel);
  if (version === undefined) return undefined;
  const name = formatReleaseName({ line, version });
  const published = await source.read(name);
  const file = published?.files.find((candidate) => candidate.name === METADATA);
  if (published === undefined || file === undefined) {
    throw new ReleaseError('source-failed', `${source.url} lists ${name} but has no such release; try again, or remove the tag`);
  }
  const metadata = parseMetadata(await published.fetch(file), `${source.url}: ${name}/${METADATA}`);
  requireAgreement(`${source.url}: ${name}/${METADATA}`, { line, version }, metadata);
  return { published: { ...published, kubernetes: metadata.kubernetes }, metadata };
}

/** The newest release that clusters of a channel come from: a channel's first release takes over clusters of the stable ones. */
export async function findNewestBefore(
  source: ReleaseSource,
  line: Line,
  channel: string,
  isOffered?: (name: string) => boolean,
): Promise<NewestRelease | undefined> {
  const find = (one: string) => findNewest(source, line, one, isOffered);
  return (await find(channel)) ?? (channel === 'stable' ? undefined : find('stable'));
}

/** A release whose metadata belongs to another one would lead the next version astray. */
function requireAgreement(where: string, { line, version }: ReleaseName, { versions, kubernetes }: Metadata): void {
  const { major, minor } = line.kubernetes;
  const stated = formatVersion(versions.clusterStack);
  if (stated === formatVersion(version) && kubernetes.startsWith(`v${major}.${minor}.`)) return;
  throw new ReleaseError(
    'invalid-metadata',
    `${where} is for ${stated} and Kubernetes ${kubernetes}, not for this release; remove the tag, or choose another version with --mode custom`,
  );
}

/** Names in a repository that are not releases: CSO raises a warning for each, and csctl fails on them. */
export async function findForeignNames(source: ReleaseSource): Promise<string[]> {
  return (await source.list()).filter((name) => parseReleaseName(name) === undefined);
}
