import { formatClusterClassName, type ReleaseName } from '../../version/index.ts';
import type { UpgradeEdge } from './model.ts';

/**
 * Merge patches that take a Cluster to a release, by the version of Cluster API's own API.
 * Source: https://cluster-api.sigs.k8s.io/tasks/experimental-features/cluster-class/operate-cluster
 * @param kubernetes `v1.32.5`
 */
export function formatPatch(release: ReleaseName, kubernetes: string): NonNullable<UpgradeEdge['patch']> {
  const name = formatClusterClassName(release);
  const patch = (...lines: readonly string[]) => ['spec:', '  topology:', ...lines, `    version: ${kubernetes}`, ''].join('\n');
  return { v1beta1: patch(`    class: ${name}`), v1beta2: patch('    classRef:', `      name: ${name}`) };
}
