import type { ChosenVersion } from '../management/index.ts';

/** What clusters run on. */
export type Provider = 'docker' | 'metal3' | 'openstack';

export const PROVIDERS: readonly Provider[] = ['docker', 'metal3', 'openstack'];

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
  operatorChart: { version: '0.4.1', reason: 'The newest chart of the Cluster Stack Operator; its image is 0.2.0-alpha.1' },
  operatorImage: { version: 'v0.2.0-alpha.1', reason: 'What that chart was made for' },
  sonobuoy: { version: 'v0.57.5', reason: 'The newest on 2026-07-01' },
  standards: { version: '077174d9', reason: 'The SCS standards of 2026-08-21; the suite has no releases' },
} as const satisfies Readonly<Record<string, ChosenVersion>>;
