import { ReleaseError } from '../errors.ts';

/** What clusters run on. */
export type Provider = 'docker' | 'metal3' | 'openstack';

export const PROVIDERS: readonly Provider[] = ['docker', 'metal3', 'openstack'];

/** A version, and why it is this one. */
export interface Pin {
  readonly version: string;
  readonly reason: string;
}

/** What a release asks of a management cluster. */
export interface Needs {
  readonly provider: Provider;
  /** All Kubernetes minors of 1 that clusters will run. */
  readonly minors: readonly number[];
  /** The versions of the provider’s own APIs that the ClusterClasses refer to: `v1beta1`. */
  readonly apis: readonly string[];
}

/** What a management cluster runs. */
export interface ProviderPins {
  readonly core: Pin;
  readonly infrastructure: Pin;
  /** The OpenStack Resource Controller; undefined for other providers. */
  readonly orc: Pin | undefined;
  /** The provider of addresses for Metal3; undefined for others. */
  readonly ipam: Pin | undefined;
}

/** Chooses versions that fit a release, the Cluster Stack Operator and each other. */
export type ChooseProviders = (needs: Needs) => ProviderPins;

/** Kubernetes minors that Cluster API 1.12 may create clusters of. */
const OLDEST_MINOR = 29;
const NEWEST_MINOR = 36;

/**
 * The newest Cluster API that the Cluster Stack Operator works with, and what goes with it: all lines that are in use today fit it.
 * Sources: the tags of cluster-api, cluster-api-provider-openstack and cluster-api-provider-metal3, read on 2026-08-22.
 * @throws ReleaseError `usage` for what it cannot run
 */
export const pinProviders: ChooseProviders = ({ provider, minors, apis }) => {
  const unfit = minors.find((minor) => minor < OLDEST_MINOR || minor > NEWEST_MINOR);
  if (unfit !== undefined) {
    const range = `1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}`;
    throw new ReleaseError(
      'usage',
      `no management cluster is known for Kubernetes 1.${unfit}: Cluster API 1.12, the newest that the Cluster Stack Operator works with, runs ${range}`,
    );
  }
  const infrastructure = INFRASTRUCTURE[provider];
  const api = apis.find((version) => !infrastructure.serves.includes(version));
  if (api !== undefined) {
    throw new ReleaseError(
      'usage',
      `the ClusterClass is made of ${api} of ${infrastructure.name}, which serves ${infrastructure.serves.join(', ')} in the newest version that goes with the Cluster Stack Operator (${infrastructure.pin.version})`,
    );
  }
  return {
    core: CORE,
    infrastructure: infrastructure.pin,
    orc: provider === 'openstack' ? ORC : undefined,
    ipam: provider === 'metal3' ? IPAM : undefined,
  };
};

const CORE: Pin = {
  version: 'v1.12.11',
  reason:
    'Cluster API 1.13 and later send hooks a Cluster that the Cluster Stack Operator 0.2.0-alpha.1 cannot read; 1.12 runs Kubernetes 1.29 to 1.36 (1.36 from 1.12.8 on). Bootstrap and control plane provider are of the same release',
};

const ORC: Pin = { version: 'v2.4.0', reason: 'The OpenStack provider of this version is built with its APIs, and needs it first' };

const IPAM: Pin = { version: 'v1.12.6', reason: 'The Metal3 provider of this version is built with its APIs' };

interface Infrastructure {
  readonly name: string;
  readonly pin: Pin;
  /** Versions of its APIs. */
  readonly serves: readonly string[];
}

const INFRASTRUCTURE: Readonly<Record<Provider, Infrastructure>> = {
  docker: {
    name: 'the Docker provider',
    pin: { version: CORE.version, reason: 'The Docker provider is part of each release of Cluster API' },
    serves: ['v1beta1', 'v1beta2'],
  },
  openstack: {
    name: 'the OpenStack provider',
    pin: { version: 'v0.14.7', reason: '0.14 is the newest that goes with Cluster API 1.12; 0.15 is built with 1.13' },
    serves: ['v1beta1'],
  },
  metal3: {
    name: 'the Metal3 provider',
    pin: { version: 'v1.12.7', reason: 'Its minor is that of Cluster API' },
    serves: ['v1beta1'],
  },
};

/** Tools and parts that do not depend on the release. */
export const PINS = {
  kind: { version: 'v0.31.0', reason: 'Cluster API 1.12 is tested with it' },
  managementNode: {
    version: 'kindest/node:v1.34.3@sha256:08497ee19eace7b4b5348db5c6a1591d7752b164530a36f855cb0f2bdcbadd48',
    reason: 'An image of that release of kind, of a Kubernetes that Cluster API 1.12 may run on (1.31 to 1.36)',
  },
  kubectl: {
    version: 'v1.35.5',
    reason: 'Within one minor of the management cluster, and of clusters of 1.34 to 1.36, as the skew policy asks',
  },
  helm: { version: 'v3.19.0', reason: 'The Cluster Stack Operator renders with 3.19 too' },
  certManager: { version: 'v1.21.0', reason: 'Clusterctl of this version brings it by itself' },
  operatorChart: { version: '0.4.1', reason: 'The newest chart of the Cluster Stack Operator; its image is 0.2.0-alpha.1' },
  operatorImage: { version: 'v0.2.0-alpha.1', reason: 'What that chart was made for' },
  sonobuoy: { version: 'v0.57.5', reason: 'The newest on 2026-07-01' },
  standards: { version: '077174d9', reason: 'The SCS standards of 2026-08-21; the suite has no releases' },
} as const satisfies Readonly<Record<string, Pin>>;
