import type { Runtime } from '../../request.js';
import type { UpgradesReport, UpgradesRequest } from './model.js';
/**
 * Tells where clusters of a release may go, and what they live through on the way: each step that CSO allows, or the steps of the
 * shortest way to one release.
 * @throws ReleaseError `usage`, `invalid-states`, `no-release`, and what reading the first release throws
 */
export declare function listUpgrades(request: UpgradesRequest, runtime: Runtime): Promise<UpgradesReport>;
