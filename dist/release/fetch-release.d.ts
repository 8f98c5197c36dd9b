import { type ReleaseContent } from './asset.js';
import type { PublishedRelease } from './release-source.js';
/**
 * A published release's content, for publishing it elsewhere as it is.
 * @param known content that may hold some of its files already, so that they need not be fetched
 */
export declare function fetchRelease(published: PublishedRelease, known?: ReleaseContent): Promise<ReleaseContent>;
