import { getOwn } from '../data.ts';

/** The cluster that an addon's values are evaluated for, as far as the stack decides it. */
export interface ClusterFacts {
  /** `openstack` */
  readonly provider: string;
  /** The ClusterClass, `openstack-scs-1-32-v4`. */
  readonly clusterClass: string;
  /** `v1.32.5` */
  readonly kubernetes: string;
  /** Of the ClusterClass, with their defaults, which Cluster API writes into every cluster. Undefined where they are not known. */
  readonly variables?: readonly { readonly name: string; readonly value: unknown }[];
}

type Data = Readonly<Record<string, unknown>>;

const NAMESPACE = 'cluster';
const NAME = 'sample';
const ENDPOINT = { host: '203.0.113.10', port: 6443 };

/** The cluster that CSO's templates see: it is up, with all that its control plane and its provider report. */
export function buildSampleCluster(facts: ClusterFacts): Readonly<Record<'Cluster' | 'ControlPlane' | 'InfraCluster', Data>> {
  const infrastructure = getOwn(INFRASTRUCTURE, facts.provider) ?? { kind: 'InfrastructureCluster', spec: {}, status: {} };
  const infrastructureVersion = 'infrastructure.cluster.x-k8s.io/v1beta1';
  const metadata = (name: string): Data => ({
    name,
    namespace: NAMESPACE,
    uid: '7c1f2f0e-5f5c-4a0e-9d0a-2f6f3f1f8b11',
    generation: 2,
    resourceVersion: '4711',
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels: { 'cluster.x-k8s.io/cluster-name': NAME, 'topology.cluster.x-k8s.io/owned': '' },
    annotations: {},
  });
  const ready = [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' }];
  return {
    Cluster: {
      apiVersion: 'cluster.x-k8s.io/v1beta1',
      kind: 'Cluster',
      metadata: metadata(NAME),
      spec: {
        clusterNetwork: {
          pods: { cidrBlocks: ['192.168.0.0/16'] },
          services: { cidrBlocks: ['10.96.0.0/12'] },
          serviceDomain: 'cluster.local',
        },
        controlPlaneEndpoint: ENDPOINT,
        controlPlaneRef: {
          apiVersion: 'controlplane.cluster.x-k8s.io/v1beta1',
          kind: 'KubeadmControlPlane',
          name: `${NAME}-control-plane`,
          namespace: NAMESPACE,
        },
        infrastructureRef: { apiVersion: infrastructureVersion, kind: infrastructure.kind, name: `${NAME}-infra`, namespace: NAMESPACE },
        topology: {
          class: facts.clusterClass,
          version: facts.kubernetes,
          controlPlane: { replicas: 3, metadata: {} },
          workers: { machineDeployments: [{ class: 'default-worker', name: 'md-0', replicas: 3, metadata: {} }] },
          ...(facts.variables && { variables: facts.variables }),
        },
      },
      status: {
        phase: 'Provisioned',
        controlPlaneReady: true,
        infrastructureReady: true,
        observedGeneration: 2,
        failureDomains: {},
        conditions: ready,
      },
    },
    ControlPlane: {
      apiVersion: 'controlplane.cluster.x-k8s.io/v1beta1',
      kind: 'KubeadmControlPlane',
      metadata: metadata(`${NAME}-control-plane`),
      spec: {
        replicas: 3,
        version: facts.kubernetes,
        kubeadmConfigSpec: { clusterConfiguration: {}, initConfiguration: {}, joinConfiguration: {} },
        machineTemplate: { infrastructureRef: {}, metadata: {} },
        rolloutStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } },
      },
      status: {
        initialized: true,
        ready: true,
        replicas: 3,
        readyReplicas: 3,
        updatedReplicas: 3,
        unavailableReplicas: 0,
        version: facts.kubernetes,
        conditions: ready,
      },
    },
    InfraCluster: {
      apiVersion: infrastructureVersion,
      kind: infrastructure.kind,
      metadata: metadata(`${NAME}-infra`),
      spec: { controlPlaneEndpoint: ENDPOINT, ...infrastructure.spec },
      status: { ready: true, conditions: ready, ...infrastructure.status },
    },
  };
}

const SUBNET = { id: '0b4a2f31-8d4a-4c0b-93c1-5d6c0f1e2a03', name: 'k8s-clusterapi-cluster-sample', cidr: '10.8.0.0/20' };
const EXTERNAL = { id: 'ebfe5546-f09f-4f42-ab54-094e457d42ec', name: 'external' };

/** Source: the API types of each infrastructure provider, v1beta1. */
const INFRASTRUCTURE: Readonly<Record<string, { readonly kind: string; readonly spec: Data; readonly status: Data }>> = {
  openstack: {
    kind: 'OpenStackCluster',
    spec: {
      apiServerLoadBalancer: { enabled: true },
      externalNetwork: { id: EXTERNAL.id },
      identityRef: { name: 'openstack', cloudName: 'openstack' },
      managedSecurityGroups: { allNodesSecurityGroupRules: [] },
      managedSubnets: [{ cidr: SUBNET.cidr, dnsNameservers: ['9.9.9.9'] }],
    },
    status: {
      network: { id: '2d8f9a4e-64d5-4b0c-8a49-2a3f5f6f7b01', name: SUBNET.name, subnets: [SUBNET] },
      externalNetwork: EXTERNAL,
      router: { id: '8f1d2c3b-9a7e-4f60-b1c2-d3e4f5a6b702', name: SUBNET.name, ips: ['203.0.113.11'] },
      apiServerLoadBalancer: {
        id: '5a6b7c8d-1e2f-4a3b-9c4d-5e6f7a8b9c04',
        name: SUBNET.name,
        ip: ENDPOINT.host,
        internalIP: '10.8.0.5',
        loadBalancerNetwork: null,
      },
      controlPlaneSecurityGroup: { id: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c05', name: 'controlplane' },
      workerSecurityGroup: { id: '2b3c4d5e-6f7a-4b8c-9d0e-1f2a3b4c5d06', name: 'worker' },
      failureDomains: { nova: { controlPlane: true } },
    },
  },
  docker: {
    kind: 'DockerCluster',
    spec: { loadBalancer: {} },
    status: { failureDomains: {} },
  },
  metal3: {
    kind: 'Metal3Cluster',
    spec: { cloudProviderEnabled: false, noCloudProvider: true },
    status: { lastUpdated: '2026-01-01T00:00:00Z' },
  },
};
