/**
 * A release version: `v4` on the stable channel, else `v0-sha.abc1234` (with the dot, in metadata, charts and
 * ClusterClass names) or `v0-sha-abc1234` (with the dash, in tags).
 * Source: pkg/version of the Cluster Stack Operator.
 */
export type Version = {
    readonly kind: 'stable';
    readonly major: number;
} | {
    readonly kind: 'channel';
    readonly major: number;
    readonly channel: string;
    readonly patch: string;
};
/** Reads either spelling; undefined when it is neither. */
export declare function parseVersion(text: string): Version | undefined;
/** @throws ReleaseError `invalid-version` */
export declare function requireVersion(text: string, what: string): Version;
/** `v4`, `v0-sha.abc1234`: what metadata.yaml, charts and ClusterClass names use. */
export declare function formatVersion(version: Version): string;
/** `v4`, `v0-sha-abc1234`: what tags use. */
export declare function formatTagVersion(version: Version): string;
/** The channel as a ClusterStack's `spec.channel` names it. */
export declare function channelOf(version: Version): string;
/**
 * CSO's order within one channel: majors as numbers, patches as strings (so `"10" < "9"`).
 * Negative when `a` is older.
 */
export declare function compareVersions(a: Version, b: Version): number;
/** The newest of a channel by CSO's order. */
export declare function newestVersion(versions: readonly Version[], channel: string): Version | undefined;
/** A Helm chart version must be semver: neither an all-digit channel nor patch has a leading zero. */
export declare function isChartVersion(version: Version): boolean;
/**
 * A word that releases can be numbered under: part of tags, Kubernetes names and chart versions.
 * @throws ReleaseError `usage`
 */
export declare function requireChannel(channel: string): string;
