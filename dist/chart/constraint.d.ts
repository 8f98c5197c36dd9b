/** The parts of a version that have a say in its order; metadata (`+k3s1`) has none. */
export interface Semver {
    /** Major, minor, patch: 64 bits wide in Go, so no JavaScript numbers. */
    readonly release: readonly [bigint, bigint, bigint];
    /** `rc.1`; empty for a release. */
    readonly prerelease: string;
}
/** A version meets a constraint when it meets every comparison of one of the alternatives. */
export interface Constraint {
    readonly alternatives: readonly (readonly Comparison[])[];
}
interface Comparison {
    readonly operator: Operator;
    /** The constraint's version, with 0 for all that is missing or a wildcard. */
    readonly bound: Semver;
    /** How many numbers stand before the first wildcard or the end: `1.30.x` has 2, `*` has none. */
    readonly written: number;
    /** The constraint's metadata, `build.2`; empty for none. Only dependencies are held to it. */
    readonly build: string;
}
type Operator = '=' | '!=' | '>' | '<' | '>=' | '<=' | '~' | '^';
/**
 * Reads a version constraint, a chart's `kubeVersion` for instance, as Helm 3.19 does; undefined for a malformed one.
 * The empty one is malformed, too: Helm never reads it.
 * Source: `NewConstraint` in https://github.com/Masterminds/semver/blob/v3.4.0/constraints.go
 */
export declare function parseConstraint(text: string): Constraint | undefined;
/** Whether a version, as `parseSemver` reads it, meets the constraint; one that cannot be read meets none. */
export declare function acceptsVersion(constraint: Constraint, version: string): boolean;
/**
 * Whether a chart of this version is what a dependency asks for. One without a version is not asked about it. To Helm
 * `1.0.0+build.1` is as good as `1.0.0+build.2`; here an exact version that names a build means that build, since the
 * two have other content. Ranges choose as Helm does.
 */
export declare function acceptsDependency({ version: wanted }: {
    readonly version: string;
}, version: string): boolean;
/**
 * Reads a version leniently: `v` in front, leading zeros and a missing minor or patch are fine, blanks are not.
 * Source: `NewVersion` in https://github.com/Masterminds/semver/blob/v3.4.0/version.go
 */
export declare function parseSemver(text: string): Semver | undefined;
/** Negative when a comes before b. Source: https://semver.org/#spec-item-11 */
export declare function compareSemver(a: Semver, b: Semver): number;
export {};
