import { type Line } from '../version/index.js';
import { type Metadata } from './metadata.js';
import type { PublishedRelease, ReleaseSource } from './release-source.js';
/** A published release with what its metadata.yaml says. */
export interface NewestRelease {
    readonly published: PublishedRelease & {
        readonly kubernetes: string;
    };
    readonly metadata: Metadata;
}
/**
 * The newest release of a line and channel by CSO's order, or undefined when there is none. Skips names of
 * other things.
 * @param isOffered whether a release, by its name, counts at all
 */
export declare function findNewest(source: ReleaseSource, line: Line, channel: string, isOffered?: (name: string) => boolean): Promise<NewestRelease | undefined>;
/** Names in a repository that are not releases: CSO raises a warning for each, and csctl fails on them. */
export declare function findForeignNames(source: ReleaseSource): Promise<string[]>;
