import { type Asset, type ReleaseContent } from './asset.js';
import { type BuildRecord } from './record.js';
/**
 * Reads a release directory that `build` made, and holds it against its record and against what CSO reads.
 * Files that the record does not name are left alone.
 *
 * @throws ReleaseError `invalid-record`, `release-changed`, `check-refused` and what the content's own checks throw
 */
export declare function readRelease(directory: string): Promise<{
    readonly release: ReleaseContent;
    readonly record: BuildRecord;
}>;
/**
 * Holds a release's files against each other, as CSO would read them: metadata, file names, and the charts
 * inside the archives.
 */
export declare function parseRelease(name: string, assets: readonly Asset[]): Promise<ReleaseContent>;
