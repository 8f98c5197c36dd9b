import type { ReleaseContent } from './asset.js';
import { type BuildRecord } from './record.js';
/**
 * Writes `<output>/<release>/` and the record beside it. The folder appears whole or not at all: it is written
 * under another name and renamed, and the record, which `publish` needs, comes last. Until then the old record stays, which
 * does not describe the new files: publishing would refuse them, and the next build knows from it what it may delete. Synchronous, since
 * a handful of small files takes longer to hand to other threads than to write.
 *
 * @returns the release's directory
 * @throws ReleaseError `unwritable`: also where a link is in the way, or a file that no build has made
 */
export declare function writeRelease(output: string, release: ReleaseContent, record: BuildRecord): string;
