import { type PublishedRelease, type ReleaseSource } from '../release/index.js';
import type { Reference } from './reference.js';
export interface FindOptions {
    /** The source of a URL or folder; the same one for the same words, so that its list is read once. */
    readonly open: (source: string) => ReleaseSource;
    /** The channel whose newest release a line means. */
    readonly channel: string;
    /** Whether a line may mean a release, by its name; any unless given. */
    readonly isOffered?: ((name: string) => boolean) | undefined;
}
/**
 * The release that a reference names.
 * @throws ReleaseError `no-release` where there is none, and what the source throws
 */
export declare function findRelease(reference: Reference, { open, channel, isOffered }: FindOptions): Promise<PublishedRelease>;
