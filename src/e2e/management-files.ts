import { PINS, type Provider } from './pins.ts';

/** The management cluster: one node, with the releases, and for Docker’s machines with its socket. Source: kind.x-k8s.io/v1alpha4. */
export function createKindConfig(provider: Provider) {
  const socket = { hostPath: '/var/run/docker.sock', containerPath: '/var/run/docker.sock' };
  return {
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    networking: { ipFamily: 'dual' },
    nodes: [
      {
        role: 'control-plane',
        image: PINS.managementNode.version,
        extraMounts: [
          // Relative to where kind is started, which is this folder.
          { hostPath: 'cluster-stacks', containerPath: '/releases', readOnly: true },
          ...(provider === 'docker' ? [socket] : []),
        ],
      },
    ],
  };
}

/** Values of the Cluster Stack Operator’s chart: it reads releases from its disk, and asks no registry. */
export function createOperatorValues() {
  return {
    controllerManager: {
      manager: {
        args: ['--leader-elect=true', '--local=true'],
        image: { repository: 'ghcr.io/sovereigncloudstack/cso', tag: PINS.operatorImage.version },
      },
    },
  };
}

/** A patch for its Deployment: the chart has no value for volumes. Writable, since it unpacks addons beside their archives. */
export function createOperatorVolume() {
  return {
    spec: {
      template: {
        spec: {
          containers: [{ name: 'manager', volumeMounts: [{ name: 'cluster-stacks', mountPath: '/tmp/downloads/cluster-stacks' }] }],
          volumes: [{ name: 'cluster-stacks', hostPath: { path: '/var/lib/cluster-stacks', type: 'Directory' } }],
        },
      },
    },
  };
}
