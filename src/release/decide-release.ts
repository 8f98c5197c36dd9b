import type { Component } from '../component.ts';
import { attempt } from '../errors.ts';
import { createFinding, type Finding } from '../finding.ts';
import { decideVersions } from '../plan.ts';
import type { Mode } from '../request.ts';
import type { Stack } from '../stack/index.ts';
import {
  channelOf,
  compareVersions,
  formatLine,
  formatReleaseName,
  formatVersion,
  isChartVersion,
  isWellNumbered,
  newestVersion,
  parseReleaseName,
  type ReleaseName,
  requireChannel,
  requireVersion,
  type Version,
  type Versions,
} from '../version/index.ts';
import type { ReleaseContent } from './asset.ts';
import { buildRelease } from './build-release.ts';
import { compareRelease } from './compare-release.ts';
import { findNewest, type NewestRelease } from './find-newest.ts';
import { hashSource, shortHash } from './hashes.ts';
import { addonPlaceholders, type PreparedStack, prepareStack } from './prepare.ts';
import type { PublishedRelease, ReleaseSource } from './release-source.ts';

/** A release that was built in memory, and the files that it was built from. */
export interface BuiltRelease {
  readonly prepared: PreparedStack;
  readonly content: ReleaseContent;
}

/** The next release of a line, built; or none, because a published one has the same content. */
export type Decision = BuiltRelease & {
  readonly failures: readonly TargetFailure[];
} & (
    | {
        readonly kind: 'new';
        readonly previous: Version | undefined;
        /** The release that it comes after; undefined where versions are named, or there is none. */
        readonly newest: PublishedRelease | undefined;
        readonly changed: readonly Component[];
        readonly findings: readonly Finding[];
      }
    | {
        /** It was built under the published release's own versions. */
        readonly kind: 'unchanged';
        readonly previous: Version;
        readonly published: PublishedRelease;
      }
  );

/** A target whose releases could not be read: without knowing its newest, nothing is published there. */
export interface TargetFailure {
  readonly url: string;
  readonly error: unknown;
}

/**
 * Decides a line's next release and builds it in memory.
 * @param others all other targets: the next version is above the newest of each
 */
export async function decideRelease(stack: Stack, mode: Mode, source: ReleaseSource, others: readonly ReleaseSource[]): Promise<Decision> {
  switch (mode.kind) {
    case 'stable':
      return decideNumbered(stack, 'stable', source, others);
    case 'channel':
      return decideNumbered(stack, requireChannel(mode.channel), source, others);
    case 'hash': {
      const version: Version = { kind: 'channel', major: 0, channel: 'sha', patch: shortHash(hashSource(stack.files)) };
      return decideNamed(stack, { clusterStack: version, clusterAddon: version, nodeImage: version });
    }
    case 'custom': {
      const clusterStack = requireVersion(mode.clusterStack, 'the cluster stack version');
      const clusterAddon = requireVersion(mode.clusterAddon, 'the cluster addon version');
      const nodeImage = requireVersion(mode.nodeImage, 'the node image version');
      const order = await checkOrder({ line: stack.config.line, version: clusterStack }, source);
      return decideNamed(stack, { clusterStack, clusterAddon, nodeImage }, order);
    }
  }
}

async function decideNamed(stack: Stack, versions: Versions, order: readonly Finding[] = []): Promise<Decision> {
  const findings = [versions.clusterStack, versions.clusterAddon]
    .filter((version) => !isChartVersion(version))
    .map((version) =>
      createFinding(
        'refuse',
        'chart-version',
        formatVersion(version),
        'is not a version for a Helm chart: a number with a leading 0; change any file of the stack (hash mode) or choose another version',
      ),
    );
  return {
    kind: 'new',
    ...(await buildUnder(stack, versions)),
    previous: undefined,
    newest: undefined,
    changed: [],
    findings: [...findings, ...order],
    failures: [],
  };
}

async function buildUnder(stack: Stack, versions: Versions): Promise<BuiltRelease> {
  const prepared = prepareStack(stack, versions);
  return { prepared, content: await buildRelease(prepared) };
}

/**
 * Stable versions and channels: builds under the newest release's own versions and compares. Builds are
 * reproducible, so equal digests mean that nothing changed, and nothing is downloaded to see it.
 */
async function decideNumbered(stack: Stack, channel: string, source: ReleaseSource, others: readonly ReleaseSource[]): Promise<Decision> {
  const { line } = stack.config;
  const newest = await findNewest(source, line, channel);
  const ours = newest && (await compare(stack, newest));
  if (newest && ours?.changed.length === 0) return unchanged(newest, ours.built, []);

  const { ahead, failures } = await findAhead(others, line, channel, newest?.metadata.versions.clusterStack);
  // An earlier run may have reached that target and not the source: then its release is the one to finish.
  const theirs = ahead && (await compare(stack, ahead));
  if (ahead && theirs?.changed.length === 0) return unchanged(ahead, theirs.built, failures);
  const changed = (theirs ?? ours)?.changed ?? [];
  const versions = decideVersions({
    channel,
    newest: newest?.metadata,
    ahead: ahead?.metadata,
    changed,
    addonPlaceholders: addonPlaceholders(stack),
  });
  const highest = ahead ?? newest;
  const previous = highest?.metadata.versions.clusterStack;
  const findings = checkNumbering(previous, versions.clusterStack);
  return { kind: 'new', ...(await buildUnder(stack, versions)), previous, newest: highest?.published, changed, findings, failures };
}

function unchanged({ published, metadata }: NewestRelease, built: BuiltRelease, failures: readonly TargetFailure[]): Decision {
  return { kind: 'unchanged', ...built, published, previous: metadata.versions.clusterStack, failures };
}

async function compare(
  stack: Stack,
  newest: NewestRelease,
): Promise<{ readonly built: BuiltRelease; readonly changed: readonly Component[] }> {
  const built = await buildUnder(stack, newest.metadata.versions);
  return { built, changed: await compareRelease(built.content, newest.published, newest.published.fetch) };
}

/** The newest release of all other targets, where it is above the source's own. */
export async function findAhead(
  others: readonly ReleaseSource[],
  line: Stack['config']['line'],
  channel: string,
  newest: Version | undefined,
): Promise<{ readonly ahead: NewestRelease | undefined; readonly failures: readonly TargetFailure[] }> {
  const failures: TargetFailure[] = [];
  const releases = await Promise.all(
    others.map((target) =>
      findNewest(target, line, channel).catch((error: unknown) => {
        failures.push({ url: target.url, error });
        return undefined;
      }),
    ),
  );
  const ahead = releases
    .filter((release) => release !== undefined)
    .filter((release) => newest === undefined || compareVersions(release.metadata.versions.clusterStack, newest) > 0)
    .toSorted((a, b) => compareVersions(a.metadata.versions.clusterStack, b.metadata.versions.clusterStack))
    .at(-1);
  return { ahead, failures };
}

function checkNumbering(previous: Version | undefined, next: Version): Finding[] {
  if (previous === undefined || isWellNumbered(previous)) return [];
  return [
    createFinding(
      'warn',
      'channel-numbering',
      formatVersion(previous),
      `CSO compares channel patches as text, so this series would mis-sort ("10" before "9"); the next version is ${formatVersion(next)}, in a series that counts from 100`,
    ),
  ];
}

/** Whether a version that somebody chose is one that a ClusterStack which follows its channel goes on to. */
async function checkOrder(release: ReleaseName, source: ReleaseSource): Promise<Finding[]> {
  const { line, version } = release;
  const channel = channelOf(version);
  if (channel !== 'stable' && channel !== 'custom') return [];
  // A source that cannot be read is told of by what publishes, or reads the earlier releases.
  const listed = await attempt(() => source.list());
  if (listed.kind === 'failed' || listed.result.includes(formatReleaseName(release))) return [];
  const versions = listed.result.flatMap((name) => {
    const other = parseReleaseName(name);
    return other !== undefined && formatLine(other.line) === formatLine(line) ? [other.version] : [];
  });
  const newest = newestVersion(versions, channel);
  if (newest === undefined || compareVersions(version, newest) > 0) return [];
  const message = `in CSO’s order, which compares patches as text, ${formatVersion(newest)} is newer, so no ClusterStack that follows the channel ${channel} takes this one; choose a higher one, or let it be numbered, without --mode custom`;
  return [createFinding('warn', 'channel-numbering', formatVersion(version), message)];
}
