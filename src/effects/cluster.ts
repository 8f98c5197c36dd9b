import { type Assignment, readClassKey, UNKNOWN } from '../compat/index.ts';
import { asList, asText, type DataMap, getIn, isObject } from '../data.ts';
import { type KubernetesVersion, parseKubernetesVersion } from '../version/index.ts';
import type { ClusterInput } from './side.ts';

/** What counts of a Cluster when it moves to another release. */
export interface Cluster {
  readonly kubernetes: KubernetesVersion | undefined;
  readonly variables: Assignment;
  /** Over the cluster's own variables, of its control plane. */
  readonly overrides: Assignment;
  readonly workers: readonly ClusterWorkers[];
  /** What patches see of it as `builtin`, with UNKNOWN for what its YAML does not tell. */
  readonly builtin: DataMap;
}

/** A MachineDeployment or a MachinePool of a cluster's topology. */
export interface ClusterWorkers {
  readonly kind: 'machineDeployment' | 'machinePool';
  readonly class: string;
  readonly name: string;
  readonly overrides: Assignment;
  /** Whether it says itself where its machines are. */
  readonly hasFailureDomain: boolean;
  /** Its own rollout strategy, `OnDelete`; undefined for that of its class, of which nothing counts where it has one. */
  readonly strategy: string | undefined;
  /** What patches see of it as `builtin.machineDeployment` or `builtin.machinePool`. */
  readonly builtin: DataMap;
}

/** Reads a Cluster of v1beta1 or v1beta2, which have what counts here at the same places. */
export function readCluster(data: ClusterInput): Cluster {
  const topology = getIn(data, 'spec', 'topology');
  const workers = (kind: ClusterWorkers['kind'], list: string) =>
    asList(getIn(topology, 'workers', list)).flatMap((item): ClusterWorkers[] => {
      const name = asText(getIn(item, 'class'));
      if (name === undefined) return [];
      return [
        {
          kind,
          class: name,
          name: asText(getIn(item, 'name')) ?? '',
          overrides: readVariables(getIn(item, 'variables', 'overrides')),
          hasFailureDomain: getIn(item, 'failureDomain') !== undefined || getIn(item, 'failureDomains') !== undefined,
          strategy: readStrategy(item),
          builtin: {
            topologyName: known(getIn(item, 'name')),
            replicas: known(getIn(item, 'replicas')),
            name: UNKNOWN,
            metadata: UNKNOWN,
            bootstrap: UNKNOWN,
            infrastructureRef: UNKNOWN,
          },
        },
      ];
    });
  return {
    kubernetes: parseKubernetesVersion(asText(getIn(topology, 'version')) ?? ''),
    variables: readVariables(getIn(topology, 'variables')),
    overrides: readVariables(getIn(topology, 'controlPlane', 'variables', 'overrides')),
    workers: [...workers('machineDeployment', 'machineDeployments'), ...workers('machinePool', 'machinePools')],
    builtin: readBuiltin(data),
  };
}

/** The rollout strategy of workers or of a class of them, in v1beta1 or v1beta2; undefined where there is none. */
export function readStrategy(item: unknown): string | undefined {
  const strategy = getIn(item, 'strategy') ?? getIn(item, 'rollout', 'strategy');
  return isObject(strategy) ? (asText(strategy['type']) ?? 'RollingUpdate') : undefined;
}

/** Source: Cluster API, internal/controllers/topology/cluster/patches/variables (topology/cluster/patches/variables since 1.11) */
function readBuiltin(data: ClusterInput): DataMap {
  const metadata = (key: string) => getIn(data, 'metadata', key) ?? {};
  return {
    cluster: {
      name: known(getIn(data, 'metadata', 'name')),
      namespace: known(getIn(data, 'metadata', 'namespace')),
      uid: known(getIn(data, 'metadata', 'uid')),
      metadata: { labels: metadata('labels'), annotations: metadata('annotations') },
      network: readNetwork(getIn(data, 'spec', 'clusterNetwork')),
      topology: { classNamespace: known(readClassKey(data).namespace) },
    },
    controlPlane: {
      replicas: known(getIn(data, 'spec', 'topology', 'controlPlane', 'replicas')),
      name: UNKNOWN,
      metadata: UNKNOWN,
      machineTemplate: UNKNOWN,
    },
  };
}

function readNetwork(network: unknown): unknown {
  if (!isObject(network)) return UNKNOWN;
  const blocks = (key: string) => asList(getIn(network, key, 'cidrBlocks')).flatMap((block) => asText(block) ?? []);
  const [services, pods] = [blocks('services'), blocks('pods')];
  const isIpv6 = [...services, ...pods].map((block) => block.includes(':'));
  const ipFamily = !isIpv6.includes(true) ? 'IPv4' : isIpv6.includes(false) ? 'DualStack' : 'IPv6';
  return { serviceDomain: known(getIn(network, 'serviceDomain')), services, pods, ipFamily };
}

/** Cluster API or somebody else fills in what is not there. */
function known(value: unknown): unknown {
  return value ?? UNKNOWN;
}

function readVariables(list: unknown): Assignment {
  return Object.fromEntries(
    asList(list).flatMap((item) => {
      const name = isObject(item) ? asText(item['name']) : undefined;
      return name === undefined ? [] : [[name, getIn(item, 'value')]];
    }),
  );
}
