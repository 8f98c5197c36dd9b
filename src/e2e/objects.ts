import { groupBy } from '../group-by.ts';
import { channelOf, formatLine, formatMinor, formatVersion } from '../version/index.ts';
import type { Subject } from './subject.ts';

/** Where the objects of a kit are, by name. */
export const NAMESPACE = 'cluster';
/** The Secret with the clouds.yaml, and the cloud in it, as the classes of OpenStack stacks expect them. */
export const CLOUD = 'openstack';

/** As many machines as show that both kinds scale, and that a control plane of three loses and regains one in an upgrade. */
export const CONTROL_PLANE_REPLICAS = 3;
export const WORKER_REPLICAS = 3;

/** Values of a Cluster’s variables, by name. */
export type Variables = Readonly<Record<string, unknown>>;

export function createNamespace() {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
}

/** The ClusterStacks of the releases of one run: one for each line, each release named. */
export function createClusterStacks(subjects: readonly Subject[]): object[] {
  const groups = groupBy(subjects, ({ facts: { line, version } }) => `${formatLine(line)}-${apiChannel(version)}`);
  return [...groups].map(([name, group]) => createClusterStack(name, group));
}

function createClusterStack(name: string, group: readonly Subject[]): object {
  const [{ facts }] = group as readonly [Subject, ...Subject[]];
  const { line, version } = facts;
  return {
    apiVersion: 'clusterstack.x-k8s.io/v1alpha1',
    kind: 'ClusterStack',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      provider: line.provider,
      name: line.name,
      kubernetesVersion: formatMinor(line.kubernetes),
      channel: apiChannel(version),
      // Nothing can be subscribed to in local mode.
      autoSubscribe: false,
      versions: [...new Set(group.map((one) => formatVersion(one.facts.version)))],
      noProvider: true,
    },
  };
}

/** The two channels that a ClusterStack may have. */
function apiChannel(version: Subject['facts']['version']): 'custom' | 'stable' {
  return channelOf(version) === 'stable' ? 'stable' : 'custom';
}

export interface ClusterRequest {
  /** Of the Cluster itself. */
  readonly cluster: string;
  /** What `spec.topology.class` and `version` say. */
  readonly className: string;
  readonly kubernetes: string;
  readonly worker: string;
  readonly variables: Variables;
}

/** The Cluster under test. */
export function createCluster({ cluster, className, kubernetes, worker, variables }: ClusterRequest) {
  return {
    apiVersion: 'cluster.x-k8s.io/v1beta1',
    kind: 'Cluster',
    metadata: { name: cluster, namespace: NAMESPACE },
    spec: {
      clusterNetwork: {
        pods: { cidrBlocks: ['10.244.0.0/16'] },
        services: { cidrBlocks: ['10.96.0.0/12'] },
        serviceDomain: 'cluster.local',
      },
      topology: {
        class: className,
        version: kubernetes,
        controlPlane: { replicas: CONTROL_PLANE_REPLICAS },
        workers: { machineDeployments: [{ class: worker, name: 'md-0', replicas: WORKER_REPLICAS }] },
        variables: listVariables(variables),
      },
    },
  };
}

function listVariables(variables: Variables): object[] | undefined {
  const all = Object.entries(variables).map(([name, value]) => ({ name, value }));
  return all.length === 0 ? undefined : all;
}
