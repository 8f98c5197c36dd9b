import type { Finding } from '../finding.js';
import type { PublishRequest, Runtime } from '../request.js';
/**
 * Holds a release directory and its record against the repository that they lie in. What git keeps has come with the checkout:
 * its record may tell of a commit and of checks that never were.
 * @throws ReleaseError `release-changed` for a release that is committed
 */
export declare function judgeBuilt(request: PublishRequest, { programs, variables }: Runtime, directory: string): Promise<Finding[]>;
