import type { Component } from '../component.js';
import { type Finding } from '../finding.js';
import type { Mode } from '../request.js';
import type { Stack } from '../stack/index.js';
import { type Version } from '../version/index.js';
import type { ReleaseContent } from './asset.js';
import { type NewestRelease } from './find-newest.js';
import { type PreparedStack } from './prepare.js';
import type { PublishedRelease, ReleaseSource } from './release-source.js';
/** A release that was built in memory, and the files that it was built from. */
export interface BuiltRelease {
    readonly prepared: PreparedStack;
    readonly content: ReleaseContent;
}
/** The next release of a line, built; or none, because a published one has the same content. */
export type Decision = BuiltRelease & {
    readonly failures: readonly TargetFailure[];
} & ({
    readonly kind: 'new';
    readonly previous: Version | undefined;
    /** The release that it comes after; undefined where versions are named, or there is none. */
    readonly newest: PublishedRelease | undefined;
    readonly changed: readonly Component[];
    readonly findings: readonly Finding[];
} | {
    /** It was built under the published release's own versions. */
    readonly kind: 'unchanged';
    readonly previous: Version;
    readonly published: PublishedRelease;
});
/** A target whose releases could not be read: without knowing its newest, nothing is published there. */
export interface TargetFailure {
    readonly url: string;
    readonly error: unknown;
}
/**
 * Decides a line's next release and builds it in memory.
 * @param others all other targets: the next version is above the newest of each
 */
export declare function decideRelease(stack: Stack, mode: Mode, source: ReleaseSource, others: readonly ReleaseSource[]): Promise<Decision>;
/** The newest release of all other targets, where it is above the source's own. */
export declare function findAhead(others: readonly ReleaseSource[], line: Stack['config']['line'], channel: string, newest: Version | undefined): Promise<{
    readonly ahead: NewestRelease | undefined;
    readonly failures: readonly TargetFailure[];
}>;
