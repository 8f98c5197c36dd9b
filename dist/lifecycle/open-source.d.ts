import { type ReleaseSource } from '../release/index.js';
import type { Runtime } from '../request.js';
/** Whether a word is the URL of a source, and not a folder. */
export declare function isSourceUrl(word: string): boolean;
/** Whether a source needs the network. */
export declare function isRemote(source: string): boolean;
/**
 * Opens where releases are read from: a target's URL, or a folder with releases. Asks nothing of it yet.
 * @throws ReleaseError `invalid-target`
 */
export declare function openSource(source: string, runtime: Runtime): ReleaseSource;
/** Opens sources, the same one for the same words, so that its list is read once. */
export declare function createOpener(runtime: Runtime): (source: string) => ReleaseSource;
