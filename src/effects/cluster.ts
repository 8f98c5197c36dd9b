import type { Assignment } from '../compat/index.ts';
import { asList, asText, getIn, isObject } from '../data.ts';
import { type KubernetesVersion, parseKubernetesVersion } from '../version/index.ts';
import type { ClusterInput } from './side.ts';

/** What counts of a Cluster when it moves to another release. */
export interface Cluster {
  readonly kubernetes: KubernetesVersion | undefined;
  readonly variables: Assignment;
  /** Over the cluster's own variables, of its control plane. */
  readonly overrides: Assignment;
  readonly workers: readonly ClusterWorkers[];
}

/** A MachineDeployment or a MachinePool of a cluster's topology. */
export interface ClusterWorkers {
  readonly kind: 'machineDeployment' | 'machinePool';
  readonly class: string;
  readonly name: string;
  readonly overrides: Assignment;
  /** Whether it says itself where its machines are. */
  readonly hasFailureDomain: boolean;
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
        },
      ];
    });
  return {
    kubernetes: parseKubernetesVersion(asText(getIn(topology, 'version')) ?? ''),
    variables: readVariables(getIn(topology, 'variables')),
    overrides: readVariables(getIn(topology, 'controlPlane', 'variables', 'overrides')),
    workers: [...workers('machineDeployment', 'machineDeployments'), ...workers('machinePool', 'machinePools')],
  };
}

function readVariables(list: unknown): Assignment {
  return Object.fromEntries(
    asList(list).flatMap((item) => {
      const name = isObject(item) ? asText(item['name']) : undefined;
      return name === undefined ? [] : [[name, getIn(item, 'value')]];
    }),
  );
}
