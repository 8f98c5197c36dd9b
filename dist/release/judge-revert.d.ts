import { type Finding } from '../finding.js';
import type { Stack } from '../stack/index.js';
import type { PublishedRelease, ReleaseSource } from './release-source.js';
/**
 * Whether a stack's next release would undo the revert before it: its sources are still those of the release that the revert took
 * the place of. Asks nothing where the newest release is no revert.
 */
export declare function judgeRevert(stack: Stack, newest: PublishedRelease | undefined, source: ReleaseSource): Promise<Finding[]>;
