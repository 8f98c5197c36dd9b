import type { Facts } from '../../compat/index.ts';
import { formatConsumption } from '../../consumption.ts';
import { formatJson } from '../../text.ts';
import { formatClusterClassName, formatKubernetesVersion, formatReleaseName, formatVersion } from '../../version/index.ts';
import type { Subject } from '../read-subject.ts';

/**
 * A ClusterStack that brings the release to a management cluster, and a Cluster that uses it.
 * @param urls where the release is
 */
export function formatUse({ facts, content }: Pick<Subject, 'facts' | 'content'>, urls: readonly string[]): string {
  const { line, version } = facts;
  const stack = formatConsumption({
    release: formatReleaseName({ line, version }),
    version: formatVersion(version),
    targets: urls.map((url) => ({ url, result: 'present' })),
    assets: content.assets,
  });
  return [stack, '---', ...formatCluster(facts)].join('\n');
}

function formatCluster({ line, version, kubernetes, clusterClass }: Facts): string[] {
  const [own] = clusterClass.classes();
  const required = (own?.variables ?? []).filter((variable) => variable.required && variable.schema['default'] === undefined);
  const [workers] = own?.deploymentClasses ?? [];
  return [
    '# For a cluster that exists, change class and version together, in one edit.',
    'apiVersion: cluster.x-k8s.io/v1beta1',
    'kind: Cluster',
    'metadata:',
    '  name: my-cluster',
    '  namespace: cluster',
    'spec:',
    '  topology:',
    `    class: ${formatClusterClassName({ line, version })}`,
    `    version: ${formatKubernetesVersion(kubernetes)}`,
    '    controlPlane:',
    '      replicas: 1',
    ...(workers === undefined
      ? []
      : [
          '    workers:',
          '      machineDeployments:',
          `        - class: ${quote(workers)}`,
          '          name: workers',
          '          replicas: 1',
        ]),
    ...(required.length === 0
      ? []
      : [
          '    variables:',
          ...required.flatMap(({ name }) => [`      - name: ${quote(name)}`, '        value: # yours: it has no default']),
        ]),
  ];
}

/** Names of a class are its author's words. */
function quote(name: string): string {
  return /^[A-Za-z][\w-]*$/.test(name) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(name) ? name : formatJson(name);
}
