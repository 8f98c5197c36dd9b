import { type Demand, KNOWLEDGE } from '../../../src/compat/index.ts';
import type { RunRelease, Tables, Wanted } from '../../../src/management/solver/wanted.ts';
import { parseKubernetesVersion, requireReleaseName } from '../../../src/version/index.ts';

export const TABLES: Tables = KNOWLEDGE;

const KINDS: Readonly<Record<string, string>> = {
  docker: 'DockerMachineTemplate',
  openstack: 'OpenStackMachineTemplate',
  metal3: 'Metal3MachineTemplate',
};

/** A release that uses its provider's templates at an API version, by those who serve it. */
export function release(name: string, kubernetes: string, version = 'v1beta1', { clusterApi }: Tables = TABLES): RunRelease {
  const { line } = requireReleaseName(name);
  const kind = KINDS[line.provider] ?? 'OtherMachineTemplate';
  const provider = clusterApi.providers.find(({ prefix }) => kind.startsWith(prefix));
  const serving = provider?.releases.filter(({ serves }) => serves.includes(version)).map(({ release }) => release);
  const cores = clusterApi.releases.map(({ release }) => release);
  const demands: Demand[] = [
    { apiVersion: 'cluster.x-k8s.io/v1beta1', kind: 'ClusterClass', releases: cores },
    { apiVersion: `infrastructure.cluster.x-k8s.io/${version}`, kind, releases: kind.startsWith('Docker') ? cores : serving },
  ];
  const parsed = parseKubernetesVersion(kubernetes);
  if (parsed === undefined) throw new Error(kubernetes);
  return { name, line, kubernetes: parsed, demands };
}

export function wanted(releases: readonly RunRelease[], more: Partial<Wanted> = {}): Wanted {
  return {
    releases,
    clusterApi: undefined,
    kubernetes: undefined,
    cso: undefined,
    kyverno: undefined,
    floor: undefined,
    present: new Map(),
    ...more,
  };
}
