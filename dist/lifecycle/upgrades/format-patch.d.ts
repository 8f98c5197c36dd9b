import { type ReleaseName } from '../../version/index.js';
import type { UpgradeEdge } from './model.js';
/**
 * Merge patches that take a Cluster to a release, by the version of Cluster API's own API.
 * Source: https://cluster-api.sigs.k8s.io/tasks/experimental-features/cluster-class/operate-cluster
 * @param kubernetes `v1.32.5`
 */
export declare function formatPatch(release: ReleaseName, kubernetes: string): NonNullable<UpgradeEdge['patch']>;
