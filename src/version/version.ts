import { ReleaseError } from '../errors.ts';

/**
 * A release version: `v4` on the stable channel, else `v0-sha.abc1234` (with the dot, in metadata, charts and
 * ClusterClass names) or `v0-sha-abc1234` (with the dash, in tags).
 * Source: pkg/version of the Cluster Stack Operator.
 */
export type Version =
  | { readonly kind: 'stable'; readonly major: number }
  | { readonly kind: 'channel'; readonly major: number; readonly channel: string; readonly patch: string };

const WITH_DOT = /^v(0|[1-9]\d{0,8})(?:-([a-z0-9]+)\.([a-z0-9]+))?$/;
const WITH_DASH = /^v(0|[1-9]\d{0,8})(?:-([a-z0-9]+)-([a-z0-9]+))?$/;

/** Reads either spelling; undefined when it is neither. */
export function parseVersion(text: string): Version | undefined {
  const match = WITH_DOT.exec(text) ?? WITH_DASH.exec(text);
  if (match === null) return undefined;
  const [, major, channel, patch] = match;
  return channel === undefined || patch === undefined
    ? { kind: 'stable', major: Number(major) }
    : { kind: 'channel', major: Number(major), channel, patch };
}

/** @throws ReleaseError `invalid-version` */
export function requireVersion(text: string, what: string): Version {
  const version = parseVersion(text);
  if (version === undefined) {
    throw new ReleaseError(
      'invalid-version',
      `${what} ${JSON.stringify(text)} is not a release version; write v4, or v0-custom.7 with a channel of lower-case letters and digits`,
    );
  }
  return version;
}

/** `v4`, `v0-sha.abc1234`: what metadata.yaml, charts and ClusterClass names use. */
export function formatVersion(version: Version): string {
  return version.kind === 'stable' ? `v${version.major}` : `v${version.major}-${version.channel}.${version.patch}`;
}

/** `v4`, `v0-sha-abc1234`: what tags use. */
export function formatTagVersion(version: Version): string {
  return version.kind === 'stable' ? `v${version.major}` : `v${version.major}-${version.channel}-${version.patch}`;
}

/** Both of these spellings. */
export function spellVersion(version: Version): readonly string[] {
  return [formatVersion(version), formatTagVersion(version)];
}

/** The channel as a ClusterStack's `spec.channel` names it. */
export function channelOf(version: Version): string {
  return version.kind === 'stable' ? 'stable' : version.channel;
}

/**
 * CSO's order within one channel: majors as numbers, patches as strings (so `"10" < "9"`).
 * Negative when `a` is older.
 */
export function compareVersions(a: Version, b: Version): number {
  if (a.major !== b.major) return a.major - b.major;
  const left = a.kind === 'channel' ? a.patch : '';
  const right = b.kind === 'channel' ? b.patch : '';
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The newest of a channel by CSO's order. */
export function newestVersion(versions: readonly Version[], channel: string): Version | undefined {
  return versions
    .filter((version) => channelOf(version) === channel)
    .toSorted(compareVersions)
    .at(-1);
}

/** A Helm chart version must be semver: neither an all-digit channel nor patch has a leading zero. */
export function isChartVersion(version: Version): boolean {
  return version.kind === 'stable' || ![version.channel, version.patch].some((part) => /^0\d+$/.test(part));
}

/**
 * A word that releases can be numbered under: part of tags, Kubernetes names and chart versions.
 * @throws ReleaseError `usage`
 */
export function requireChannel(channel: string): string {
  const refuse = (why: string) => new ReleaseError('usage', `the channel ${JSON.stringify(channel)} ${why}`);
  if (!/^[a-z0-9]+$/.test(channel)) throw refuse('may have only lower-case letters and digits');
  if (/^0\d+$/.test(channel)) throw refuse('is a number with a leading 0, which no version of a Helm chart may have');
  if (channel === 'sha') throw refuse('belongs to mode hash; choose another word');
  return channel;
}
