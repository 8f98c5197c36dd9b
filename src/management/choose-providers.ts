import type { Demand } from '../compat/index.ts';
import { ReleaseError } from '../errors.ts';
import type { Choice } from './solver/choice.ts';
import { solve } from './solver/solve.ts';
import type { RunRelease, Tables } from './solver/wanted.ts';

/** What clusters of one provider ask of a management cluster, where their releases are not at hand. */
export interface ProviderNeeds {
  /** `openstack` */
  readonly provider: string;
  /** All Kubernetes minors of 1 that clusters will run. */
  readonly minors: readonly number[];
  /** The versions of the provider's own APIs that ClusterClasses refer to: `v1beta1`. */
  readonly apis: readonly string[];
}

/** A version, and why it is this one. */
export interface ChosenVersion {
  readonly version: string;
  readonly reason: string;
}

export interface ChosenProviders {
  /** Cluster API; its kubeadm providers are of the same version. */
  readonly core: ChosenVersion;
  readonly infrastructure: ChosenVersion;
  readonly certManager: ChosenVersion;
  /** The OpenStack Resource Controller; undefined where none is needed. */
  readonly orc: ChosenVersion | undefined;
  /** The provider of addresses; undefined where none is needed. */
  readonly ipam: ChosenVersion | undefined;
}

/**
 * Chooses versions that fit CSO and each other.
 * @throws ReleaseError `usage` where nothing fits, with the facts that collide
 */
export function chooseProviders({ provider, minors, apis }: ProviderNeeds, tables: Tables): ChosenProviders {
  const releases = minors.map((minor): RunRelease => {
    const kubernetes = { major: 1, minor, patch: 0 };
    return {
      name: `a ${provider} cluster`,
      line: { provider, name: 'any', kubernetes },
      kubernetes,
      demands: listDemands(provider, apis, tables),
    };
  });
  const solution = solve(
    { releases, clusterApi: undefined, kubernetes: undefined, cso: undefined, kyverno: undefined, floor: undefined, present: new Map() },
    tables,
  );
  if (solution.kind === 'impossible')
    throw new ReleaseError('usage', `no management cluster is known for this: ${solution.facts.join('; and ')}`);
  const find = (kind: Choice['kind'], name: string): ChosenVersion | undefined => {
    const choice = solution.choices.find((one) => one.kind === kind && one.name === name);
    return choice && { version: choice.version, reason: choice.reasons.join('; ') };
  };
  const [core, infrastructure, certManager] = [
    find('core', 'cluster-api'),
    find('infrastructure', provider),
    find('component', 'cert-manager'),
  ];
  if (core === undefined || infrastructure === undefined || certManager === undefined) {
    throw new ReleaseError('usage', `no table has a provider for ${provider}`);
  }
  return { core, infrastructure, certManager, orc: find('component', 'openstack-resource-controller'), ipam: find('ipam', provider) };
}

/** Any kind of the provider stands for all. */
function listDemands(provider: string, apis: readonly string[], { clusterApi }: Tables): readonly Demand[] {
  const known = clusterApi.providers.find(({ operator }) => operator === provider);
  if (known === undefined) return [];
  return apis.map((version) => ({
    apiVersion: `infrastructure.cluster.x-k8s.io/${version}`,
    kind: `${known.prefix}MachineTemplate`,
    releases: known.releases.filter(({ serves }) => serves.includes(version)).map(({ release }) => release),
  }));
}
