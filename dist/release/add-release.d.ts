import type { ReleaseContent } from './asset.js';
import { type BuildRecord } from './record.js';
/**
 * Puts a release into `<output>/<release>/` where none is. The folder appears whole or not at all, and what is there is never
 * replaced: the same files are `present`, anything else is refused. The record beside it comes last; one that tells of the same
 * files stays, since it may know more.
 *
 * @param record undefined where none is wanted
 * @throws ReleaseError `release-conflict` naming the files that are in the way, `unwritable`
 */
export declare function addRelease(output: string, release: ReleaseContent, record: BuildRecord | undefined): 'added' | 'present';
