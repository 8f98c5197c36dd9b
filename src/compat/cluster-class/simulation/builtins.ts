import { asMap, type DataMap, getIn } from '../../../data.ts';
import { formatClusterClassName, formatKubernetesVersion } from '../../../version/index.ts';
import type { Shipped } from '../../shipped.ts';
import type { Role } from '../model.ts';

/**
 * Cluster API's own variables that `valueFrom.variable` may name; its webhook refuses others.
 * Source: internal/webhooks/patch_validation.go of Cluster API 1.7, 1.10 and 1.13 together
 */
export const BUILTIN_PATHS: ReadonlySet<string> = new Set([
  'builtin',
  ...prefix('builtin.cluster', ['', 'name', 'namespace', 'uid', 'metadata.labels', 'metadata.annotations']),
  ...prefix('builtin.cluster.topology', ['', 'class', 'classNamespace', 'classRef.name', 'classRef.namespace', 'version']),
  ...prefix('builtin.cluster.network', ['', 'serviceDomain', 'services', 'pods', 'ipFamily']),
  ...prefix('builtin.controlPlane', ['', 'name', 'replicas', 'version', 'metadata.labels', 'metadata.annotations']),
  'builtin.controlPlane.machineTemplate.infrastructureRef.name',
  ...['builtin.machineDeployment', 'builtin.machinePool'].flatMap((workers) =>
    prefix(workers, [
      ...['', 'class', 'name', 'replicas', 'topologyName', 'version', 'metadata.labels', 'metadata.annotations'],
      ...['bootstrap.configRef.name', 'infrastructureRef.name'],
    ]),
  ),
]);

/** Whether a template can name the path: one of those, what holds it, or a label or an annotation. */
export function isBuiltin(path: string): boolean {
  if (BUILTIN_PATHS.has(path) || [...BUILTIN_PATHS].some((known) => known.startsWith(`${path}.`))) return true;
  return /\.metadata\.(?:labels|annotations)\./.test(path);
}

function prefix(path: string, names: readonly string[]): string[] {
  return names.map((name) => (name === '' ? path : `${path}.${name}`));
}

/** The name of the cluster that is made up. */
export const SAMPLE_CLUSTER = 'demo';

/**
 * The builtin variable as the template in a role sees it in an ordinary cluster.
 * @param known what is known of a cluster that is there, in place of what is made up
 */
export function createBuiltin(shipped: Shipped, role: Role, known: unknown): Readonly<Record<string, unknown>> {
  const version = formatKubernetesVersion(shipped.kubernetes);
  const metadata = { labels: { 'cluster.x-k8s.io/cluster-name': SAMPLE_CLUSTER }, annotations: {} };
  const own = Object.entries(createOwn(role, { version, metadata, replicas: 3 }));
  const name = formatClusterClassName(shipped);
  const namespace = getIn(known, 'cluster', 'topology', 'classNamespace') ?? 'default';
  return {
    cluster: {
      name: SAMPLE_CLUSTER,
      namespace: 'default',
      uid: '8a8a0fd4-3c25-4b7a-9a34-7f4ad1c4f4a6',
      metadata,
      network: { serviceDomain: 'cluster.local', services: ['10.96.0.0/12'], pods: ['192.168.0.0/16'], ipFamily: 'IPv4' },
      ...asMap(getIn(known, 'cluster')),
      // Of the release that it would have.
      topology: { version, class: name, classNamespace: namespace, classRef: { name, namespace } },
    },
    ...Object.fromEntries(own.map(([part, madeUp]) => [part, { ...madeUp, ...asMap(getIn(known, part)) }])),
  };
}

function createOwn(role: Role, common: DataMap): Readonly<Record<string, DataMap>> {
  switch (role.kind) {
    case 'infrastructureCluster':
      return {};
    case 'controlPlane':
    case 'controlPlaneMachines':
      return {
        controlPlane: {
          ...common,
          name: `${SAMPLE_CLUSTER}-x1x1x`,
          machineTemplate: { infrastructureRef: { name: `${SAMPLE_CLUSTER}-x1x1x` } },
        },
      };
    default:
      return {
        [role.workers]: {
          ...common,
          class: role.class,
          name: `${SAMPLE_CLUSTER}-md-0-x1x1x`,
          topologyName: 'md-0',
          bootstrap: { configRef: { name: `${SAMPLE_CLUSTER}-md-0-x1x1x` } },
          infrastructureRef: { name: `${SAMPLE_CLUSTER}-md-0-x1x1x` },
        },
      };
  }
}
