import { type ReleaseName } from '../../version/index.js';
/**
 * The releases that a cluster may name next: newer ones of its line, then those of the next Kubernetes minor, on its channel; the
 * newest first. CSO's webhook for Clusters holds provider and stack fixed, and the minor to plus 0 or 1. It lets a cluster go back
 * within a minor, which is no upgrade.
 */
export declare function listCandidates(from: ReleaseName, all: readonly ReleaseName[]): readonly ReleaseName[];
