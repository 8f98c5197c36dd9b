import { type Version } from './version.js';
/** One stack at one Kubernetes minor, for instance `openstack-scs-1-32`. */
export interface Line {
    readonly provider: string;
    readonly name: string;
    readonly kubernetes: {
        readonly major: number;
        readonly minor: number;
    };
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
export declare const NAME_PATTERN: RegExp;
/** `v1.32.5`; undefined for anything else. */
export declare function parseKubernetesVersion(text: string): KubernetesVersion | undefined;
export declare function formatKubernetesVersion({ major, minor, patch }: KubernetesVersion): string;
export declare function formatLine({ provider, name, kubernetes }: Line): string;
/** The release's tag and CSO's ClusterStackRelease name, with dashes only. */
export declare function formatReleaseName({ line, version }: ReleaseName): string;
/** The name of the ClusterClass, with the version's dot; a Cluster's `spec.topology.class`. */
export declare function formatClusterClassName({ line, version }: ReleaseName): string;
/** Reads a tag of exactly 5 (stable) or 7 (channel) parts; undefined when it names no release. */
export declare function parseReleaseName(text: string): ReleaseName | undefined;
/** Reads `openstack-scs-1-32`; undefined when it names no line. */
export declare function parseLine(text: string): Line | undefined;
/** @throws ReleaseError `invalid-release-name` */
export declare function requireReleaseName(text: string): ReleaseName;
