import { type ReleaseContent } from './asset.js';
import { type PreparedStack } from './prepare.js';
/** Builds a release in memory. The same files and versions give the same bytes. */
export declare function buildRelease(prepared: PreparedStack): Promise<ReleaseContent>;
