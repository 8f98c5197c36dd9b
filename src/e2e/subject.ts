import { type ClusterClass, groupOf, mustBeSet, type Shipped, versionOf } from '../compat/index.ts';
import { ReleaseError } from '../errors.ts';
import type { ReleaseContent } from '../release/index.ts';
import { formatClusterClassName, formatKubernetesVersion } from '../version/index.ts';
import { PROVIDERS, type Provider } from './pins.ts';

/** A release, with what it renders to. */
export interface Subject {
  readonly content: Pick<ReleaseContent, 'name' | 'assets'>;
  readonly facts: Shipped;
}

/** What a kit has to know of a release’s ClusterClass. */
export interface ClassFacts {
  /** What its Cluster names, `docker-scs-1-36-v1`. */
  readonly name: string;
  /** `v1.36.1` */
  readonly kubernetes: string;
  /** Undefined for infrastructure that no kit is made for. */
  readonly provider: Provider | undefined;
  /** The kind of its infrastructure, for people. */
  readonly infrastructure: string;
  /** The versions of the provider’s APIs that it refers to. */
  readonly apis: readonly string[];
  /** The class of workers. */
  readonly worker: string;
  /** The names of its variables; undefined where an extension adds some that it does not show. */
  readonly variables: ReadonlySet<string> | undefined;
  /** Those that a Cluster must set. */
  readonly required: readonly string[];
  readonly clusterClass: ClusterClass;
}

/** Kinds of infrastructure begin with these. */
const PREFIXES: Readonly<Record<Provider, string>> = { docker: 'Docker', metal3: 'Metal3', openstack: 'OpenStack' };
const KUBEADM = 'KubeadmControlPlaneTemplate';

/**
 * Reads what a kit has to know of a release.
 * @throws ReleaseError `dependency` where its class is not rendered, `usage` where no kit can be made of it
 */
export function readClass({ content, facts }: Subject): ClassFacts {
  const [found] = facts.clusterClass.classes();
  const { rendering } = facts.clusterClass;
  if (found === undefined) {
    const why = rendering.kind === 'rendered' ? 'it renders to no ClusterClass' : `its ClusterClass is not known: ${rendering.message}`;
    const advice = rendering.kind === 'skipped' && rendering.reason === 'no-helm' ? '; put helm on the PATH' : '';
    throw new ReleaseError('dependency', `${content.name}: ${why}${advice}`);
  }
  const controlPlane = found.refs.find(({ role }) => role.kind === 'controlPlane');
  if (controlPlane?.kind !== KUBEADM) {
    throw new ReleaseError('usage', `${content.name} has a control plane of kind ${controlPlane?.kind}; kits are made for ${KUBEADM}`);
  }
  const worker = found.deploymentClasses.find((name) => name === 'default-worker') ?? found.deploymentClasses[0];
  if (worker === undefined) {
    throw new ReleaseError(
      'usage',
      `the ClusterClass of ${content.name} has no class of MachineDeployments, so its clusters have no workers`,
    );
  }
  const infrastructure = found.refs.find(({ role }) => role.kind === 'infrastructureCluster')?.kind ?? 'unknown';
  const own = found.refs.filter(({ apiVersion }) => groupOf(apiVersion) === 'infrastructure.cluster.x-k8s.io');
  return {
    name: formatClusterClassName(facts),
    kubernetes: formatKubernetesVersion(facts.kubernetes),
    provider: PROVIDERS.find((provider) => infrastructure.startsWith(PREFIXES[provider])),
    infrastructure,
    apis: [...new Set(own.map(({ apiVersion }) => versionOf(apiVersion)))].sort(),
    worker,
    variables: found.patches.some(({ discoversVariables }) => discoversVariables)
      ? undefined
      : new Set(found.variables.map(({ name }) => name)),
    required: found.variables.filter(mustBeSet).map(({ name }) => name),
    clusterClass: found,
  };
}
