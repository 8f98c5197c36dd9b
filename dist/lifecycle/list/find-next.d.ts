import { type ReleaseName } from '../../version/index.js';
import { type ReleaseStates } from '../states/index.js';
/** Where a release stands among those of its source. */
export interface Standing {
    /** Whether it is the newest of its line and channel that is offered. */
    readonly isNewest: boolean;
    /** The releases to go to from it. */
    readonly next: readonly ReleaseName[];
}
/**
 * Tells where releases stand among all: CSO lets a cluster go to another release of its line, or of the next Kubernetes minor;
 * here to the newest of either on its channel that no barrier stands before.
 * @param offered all releases but those that are withdrawn
 */
export declare function openStandings(offered: readonly ReleaseName[], states: ReleaseStates): (release: ReleaseName) => Standing;
/** By stack, Kubernetes minor, channel and version. */
export declare function compareReleases(a: ReleaseName, b: ReleaseName): number;
