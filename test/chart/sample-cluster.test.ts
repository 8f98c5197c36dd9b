import { expect, test } from 'vitest';
import { buildSampleCluster } from '../../src/chart/sample-cluster.ts';

const FACTS = { clusterClass: 'docker-demo-1-32-v1', kubernetes: 'v1.32.5' };
const buildOf = (provider: string) => buildSampleCluster({ ...FACTS, provider });

const FORMS: readonly (readonly [form: string, pattern: RegExp])[] = [
  ['a UUID', /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ['a time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
  ['an address', /^\d+(?:\.\d+){3}$/],
  ['a network', /^\d+(?:\.\d+){3}\/\d+$/],
];

/** Fields as templates ask for them, each with its value, or with the form of one that is made up. */
function listFields(value: unknown, path = ''): string[] {
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([key, item]) => listFields(item, `${path}.${key}`));
  }
  const form = FORMS.find(([, pattern]) => typeof value === 'string' && pattern.test(value))?.[0];
  return [`${path}: ${form ?? JSON.stringify(value)}`];
}

const lines = (text: string) => text.trim().split(/\s*\n\s*/);

// What templates ask for beyond these is unknown, and a rendering then a guess. Sources: the v1beta1 types of Cluster API and of the providers.
test('a cluster that is up, by the fields that templates may ask for', () => {
  const { spec, status } = buildOf('docker').Cluster;
  expect(listFields({ spec, status })).toEqual(
    lines(`
      .spec.clusterNetwork.pods.cidrBlocks.0: a network
      .spec.clusterNetwork.services.cidrBlocks.0: a network
      .spec.clusterNetwork.serviceDomain: "cluster.local"
      .spec.controlPlaneEndpoint.host: an address
      .spec.controlPlaneEndpoint.port: 6443
      .spec.controlPlaneRef.apiVersion: "controlplane.cluster.x-k8s.io/v1beta1"
      .spec.controlPlaneRef.kind: "KubeadmControlPlane"
      .spec.controlPlaneRef.name: "sample-control-plane"
      .spec.controlPlaneRef.namespace: "cluster"
      .spec.infrastructureRef.apiVersion: "infrastructure.cluster.x-k8s.io/v1beta1"
      .spec.infrastructureRef.kind: "DockerCluster"
      .spec.infrastructureRef.name: "sample-infra"
      .spec.infrastructureRef.namespace: "cluster"
      .spec.topology.class: "docker-demo-1-32-v1"
      .spec.topology.version: "v1.32.5"
      .spec.topology.controlPlane.replicas: 3
      .spec.topology.controlPlane.metadata: {}
      .spec.topology.workers.machineDeployments.0.class: "default-worker"
      .spec.topology.workers.machineDeployments.0.name: "md-0"
      .spec.topology.workers.machineDeployments.0.replicas: 3
      .spec.topology.workers.machineDeployments.0.metadata: {}
      .status.phase: "Provisioned"
      .status.controlPlaneReady: true
      .status.infrastructureReady: true
      .status.observedGeneration: 2
      .status.failureDomains: {}
      .status.conditions.0.type: "Ready"
      .status.conditions.0.status: "True"
      .status.conditions.0.lastTransitionTime: a time
    `),
  );
});

test('its control plane', () => {
  const { spec, status } = buildOf('docker').ControlPlane;
  expect(listFields({ spec, status })).toEqual(
    lines(`
      .spec.replicas: 3
      .spec.version: "v1.32.5"
      .spec.kubeadmConfigSpec.clusterConfiguration: {}
      .spec.kubeadmConfigSpec.initConfiguration: {}
      .spec.kubeadmConfigSpec.joinConfiguration: {}
      .spec.machineTemplate.infrastructureRef: {}
      .spec.machineTemplate.metadata: {}
      .spec.rolloutStrategy.type: "RollingUpdate"
      .spec.rolloutStrategy.rollingUpdate.maxSurge: 1
      .status.initialized: true
      .status.ready: true
      .status.replicas: 3
      .status.readyReplicas: 3
      .status.updatedReplicas: 3
      .status.unavailableReplicas: 0
      .status.version: "v1.32.5"
      .status.conditions.0.type: "Ready"
      .status.conditions.0.status: "True"
      .status.conditions.0.lastTransitionTime: a time
    `),
  );
});

test.each<[provider: string, kind: string, spec: string, status: string]>([
  ['docker', 'DockerCluster', '.loadBalancer: {}', '.failureDomains: {}'],
  [
    'openstack',
    'OpenStackCluster',
    `
      .apiServerLoadBalancer.enabled: true
      .externalNetwork.id: a UUID
      .identityRef.name: "openstack"
      .identityRef.cloudName: "openstack"
      .managedSecurityGroups.allNodesSecurityGroupRules: []
      .managedSubnets.0.cidr: a network
      .managedSubnets.0.dnsNameservers.0: an address
    `,
    `
      .network.id: a UUID
      .network.name: "k8s-clusterapi-cluster-sample"
      .network.subnets.0.id: a UUID
      .network.subnets.0.name: "k8s-clusterapi-cluster-sample"
      .network.subnets.0.cidr: a network
      .externalNetwork.id: a UUID
      .externalNetwork.name: "external"
      .router.id: a UUID
      .router.name: "k8s-clusterapi-cluster-sample"
      .router.ips.0: an address
      .apiServerLoadBalancer.id: a UUID
      .apiServerLoadBalancer.name: "k8s-clusterapi-cluster-sample"
      .apiServerLoadBalancer.ip: an address
      .apiServerLoadBalancer.internalIP: an address
      .apiServerLoadBalancer.loadBalancerNetwork: null
      .controlPlaneSecurityGroup.id: a UUID
      .controlPlaneSecurityGroup.name: "controlplane"
      .workerSecurityGroup.id: a UUID
      .workerSecurityGroup.name: "worker"
      .failureDomains.nova.controlPlane: true
    `,
  ],
  ['metal3', 'Metal3Cluster', '.cloudProviderEnabled: false\n.noCloudProvider: true', '.lastUpdated: a time'],
  ['acme', 'InfrastructureCluster', '', ''],
  ['constructor', 'InfrastructureCluster', '', ''],
])('what %s reports of it', (provider, kind, spec, status) => {
  const { Cluster, InfraCluster } = buildOf(provider);
  expect(InfraCluster['kind']).toBe(kind);
  expect(listFields(InfraCluster['spec'])).toEqual(
    lines(`.controlPlaneEndpoint.host: an address\n.controlPlaneEndpoint.port: 6443\n${spec}`),
  );
  expect(listFields(InfraCluster['status'])).toEqual(
    lines(`
      .ready: true
      .conditions.0.type: "Ready"
      .conditions.0.status: "True"
      .conditions.0.lastTransitionTime: a time
      ${status}`),
  );
  expect(Cluster['spec']).toMatchObject({ infrastructureRef: { kind } });
});

test('the three are one cluster, that a ClusterClass made', () => {
  for (const [object, apiVersion, kind, name] of [
    ['Cluster', 'cluster.x-k8s.io/v1beta1', 'Cluster', 'sample'],
    ['ControlPlane', 'controlplane.cluster.x-k8s.io/v1beta1', 'KubeadmControlPlane', 'sample-control-plane'],
    ['InfraCluster', 'infrastructure.cluster.x-k8s.io/v1beta1', 'DockerCluster', 'sample-infra'],
  ] as const) {
    const built = buildOf('docker')[object];
    expect(built).toMatchObject({ apiVersion, kind });
    expect(listFields(built['metadata'])).toEqual(
      lines(`
        .name: "${name}"
        .namespace: "cluster"
        .uid: a UUID
        .generation: 2
        .resourceVersion: "4711"
        .creationTimestamp: a time
        .labels.cluster.x-k8s.io/cluster-name: "sample"
        .labels.topology.cluster.x-k8s.io/owned: ""
        .annotations: {}
      `),
    );
  }
});

test('variables are those of the ClusterClass, where they are known', () => {
  const variables = [{ name: 'replicas', value: 3 }];
  expect(buildSampleCluster({ ...FACTS, provider: 'docker', variables }).Cluster['spec']).toMatchObject({ topology: { variables } });
  expect(buildOf('docker').Cluster['spec']).not.toHaveProperty('topology.variables');
});
