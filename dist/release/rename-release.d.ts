import { type FileTree } from '../files/index.js';
import { type Versions } from '../version/index.js';
import { type ReleaseContent } from './asset.js';
/** A release with its archives unpacked. */
export interface UnpackedRelease {
    readonly content: ReleaseContent;
    readonly clusterClass: FileTree;
    readonly clusterAddon: FileTree;
}
export declare function unpackRelease(content: ReleaseContent): Promise<UnpackedRelease>;
/**
 * The same content under other versions: archives, charts and the names that a release has for itself are renamed, and nothing
 * else. `hashes.json` is of the source, which is the same.
 */
export declare function renameRelease(unpacked: UnpackedRelease, versions: Versions): Promise<ReleaseContent>;
/** The hash of a release's content with its own names replaced: the same content has the same one, whatever it is called. */
export declare function hashReleaseContent(unpacked: UnpackedRelease): Promise<string>;
