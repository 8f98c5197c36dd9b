import { ReleaseError } from '../errors.ts';
import { channelOf, formatTagVersion, formatVersion, parseVersion, type Version } from './version.ts';

/** One stack at one Kubernetes minor, for instance `openstack-scs-1-32`. */
export interface Line {
  readonly provider: string;
  readonly name: string;
  readonly kubernetes: { readonly major: number; readonly minor: number };
}

/** A release: a line at a version. Its tag is `openstack-scs-1-32-v4`. */
export interface ReleaseName {
  readonly line: Line;
  readonly version: Version;
}

export interface KubernetesVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Provider and stack names: CSO splits a release's name at `-`, and all parts go into Kubernetes names. */
export const NAME_PATTERN = /^[a-z0-9]+$/;
const KUBERNETES_PATTERN = /^v(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})$/;
const MINOR_PATTERN = /^(0|[1-9]\d{0,4})$/;

/** `v1.32.5`; undefined for anything else. */
export function parseKubernetesVersion(text: string): KubernetesVersion | undefined {
  const match = KUBERNETES_PATTERN.exec(text);
  return match === null ? undefined : { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3]) };
}

export function formatKubernetesVersion({ major, minor, patch }: KubernetesVersion): string {
  return `v${major}.${minor}.${patch}`;
}

/** Negative where the first is lower. */
export function compareKubernetes(a: KubernetesVersion, b: KubernetesVersion): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

export function formatLine({ provider, name, kubernetes }: Line): string {
  return `${provider}-${name}-${kubernetes.major}-${kubernetes.minor}`;
}

/** Whether two releases are of one line and channel, so that one is newer than the other. */
export function isSameSeries(a: ReleaseName, b: ReleaseName): boolean {
  return formatLine(a.line) === formatLine(b.line) && channelOf(a.version) === channelOf(b.version);
}

/** The release's tag and CSO's ClusterStackRelease name, with dashes only. */
export function formatReleaseName({ line, version }: ReleaseName): string {
  return `${formatLine(line)}-${formatTagVersion(version)}`;
}

/** The name of the ClusterClass, with the version's dot; a Cluster's `spec.topology.class`. */
export function formatClusterClassName({ line, version }: ReleaseName): string {
  return `${formatLine(line)}-${formatVersion(version)}`;
}

/** Reads a tag of exactly 5 (stable) or 7 (channel) parts; undefined when it names no release. */
export function parseReleaseName(text: string): ReleaseName | undefined {
  const parts = text.split('-');
  if (parts.length !== 5 && parts.length !== 7) return undefined;
  const [provider = '', name = '', major = '', minor = ''] = parts;
  if (!NAME_PATTERN.test(provider) || !NAME_PATTERN.test(name)) return undefined;
  if (!MINOR_PATTERN.test(major) || !MINOR_PATTERN.test(minor)) return undefined;
  const version = parseVersion(parts.slice(4).join('-'));
  if (version === undefined) return undefined;
  return { line: { provider, name, kubernetes: { major: Number(major), minor: Number(minor) } }, version };
}

/** Reads `openstack-scs-1-32`; undefined when it names no line. */
export function parseLine(text: string): Line | undefined {
  // Any version does to read the line before it.
  return text.split('-').length === 4 ? parseReleaseName(`${text}-v1`)?.line : undefined;
}

/** @throws ReleaseError `invalid-release-name` */
export function requireReleaseName(text: string): ReleaseName {
  const release = parseReleaseName(text);
  if (release === undefined) {
    throw new ReleaseError(
      'invalid-release-name',
      `${JSON.stringify(text)} is not a release name; it has the form provider-name-major-minor-version, like docker-scs-1-32-v4 or docker-scs-1-32-v0-sha-abc1234`,
    );
  }
  return release;
}
