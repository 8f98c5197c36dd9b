import { expect, test } from 'vitest';
import { openClass } from '../../src/compat/index.ts';
import { type EffectOptions, listEffects, type Side } from '../../src/effects/index.ts';
import expected from './support/class-effects.json' with { type: 'json' };
import { type ClassChange, controlPlaneClass, controlPlaneSpec, setIn } from './support/control-plane-class.ts';
import { CLASS_FILE, classEffects, side } from './support/sides.ts';
import { tellEffect } from './support/tell-effect.ts';

/** A control plane's spec with one field changed. */
function field(path: string, value?: unknown): ClassChange {
  return { controlPlane: setIn(controlPlaneSpec('v1beta1'), path.split('.'), value) };
}

function withWorkers(change: Readonly<Record<string, unknown>>): ClassChange {
  return { workerClass: change };
}

const ref = (kind: string, group = 'infrastructure', name = 'worker') => ({
  ref: { apiVersion: `${group}.cluster.x-k8s.io/v1beta1`, kind, name: `NAME-${name}` },
});
const template = (over: Readonly<Record<string, unknown>> = {}) => ({
  bootstrap: ref('KubeadmConfigTemplate', 'bootstrap'),
  infrastructure: ref('DockerMachineTemplate'),
  ...over,
});
const workerClass = (name: string, over: Readonly<Record<string, unknown>> = {}) => ({ class: name, template: template(), ...over });
const elsewhere = (name: string) => ({
  ref: { apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta1', kind: 'DockerMachineTemplate', name },
});
const openstack = (spec: Record<string, unknown>): ClassChange => ({
  infrastructure: { kind: 'OpenStackClusterTemplate', spec },
});
const metal3 = (spec: Record<string, unknown>): ClassChange => ({ infrastructure: { kind: 'Metal3ClusterTemplate', spec } });
const newer = { kubernetesVersions: ['v1.32.5', 'v1.33.1'] };
const K = 'kubeadmConfigSpec';

/** Each from the class before to the one after; all by Cluster API 1.12 unless said. */
const CHANGES: Readonly<Record<string, readonly [before: ClassChange, after: ClassChange, options?: EffectOptions | 'all']>> = {
  'nothing but the names': [{}, {}],
  'failure domains that are named as releases are': [withWorkers({ failureDomain: 'v1' }), withWorkers({ failureDomain: 'v2' })],
  'a failure domain that is named as the older release is': [withWorkers({ failureDomain: 'v1' }), withWorkers({ failureDomain: 'v1' })],
  'files, content': [{}, field(`${K}.files`, [{ path: '/a', content: 'y' }])],
  'files, one more': [
    {},
    field(`${K}.files`, [
      { path: '/a', content: 'x' },
      { path: '/b', content: 'y' },
    ]),
  ],
  'files, another order': [field(`${K}.files`, [{ path: '/a' }, { path: '/b' }]), field(`${K}.files`, [{ path: '/b' }, { path: '/a' }])],
  'a list, empty against absent': [{}, field(`${K}.postKubeadmCommands`, []), 'all'],
  'an empty map of arguments': [{}, field(`${K}.clusterConfiguration.scheduler`, { extraArgs: {} }), 'all'],
  'empty taints are not absent ones': [{}, field(`${K}.joinConfiguration.nodeRegistration.taints`, [])],
  'format, the default written out': [field(`${K}.format`), {}],
  'format, another': [{}, field(`${K}.format`, 'ignition')],
  'retrying to join': [{}, field(`${K}.useExperimentalRetryJoin`, true), 'all'],
  'apiServer, an argument': [{}, field(`${K}.clusterConfiguration.apiServer.extraArgs.v`, '3')],
  'feature gates': [{}, field(`${K}.clusterConfiguration.featureGates`, { EtcdLearnerMode: true })],
  'image repository': [{}, field(`${K}.clusterConfiguration.imageRepository`, 'mirror.example.org')],
  'etcd, its image': [{}, field(`${K}.clusterConfiguration.etcd.local.imageTag`, '3.5.16-0')],
  'etcd, environment, which 1.10 rejects': [
    {},
    field(`${K}.clusterConfiguration.etcd.local.extraEnvs`, [{ name: 'A', value: 'b' }]),
    'all',
  ],
  'etcd, from local to external': [{}, field(`${K}.clusterConfiguration.etcd`, { external: { endpoints: ['https://e'] } })],
  'CoreDNS, up': [{}, field(`${K}.clusterConfiguration.dns.imageTag`, 'v1.12.0')],
  'CoreDNS, down': [{}, field(`${K}.clusterConfiguration.dns.imageTag`, 'v1.9.4')],
  'networking of kubeadm, which v1beta2 has not': [{}, field(`${K}.clusterConfiguration.networking`, { dnsDomain: 'x' }), 'all'],
  'the certificates’ folder': [{}, field(`${K}.clusterConfiguration.certificatesDir`, '/x')],
  'health timeout': [{}, field(`${K}.clusterConfiguration.apiServer.timeoutForControlPlane`, '20m'), 'all'],
  'init alone': [{}, field(`${K}.initConfiguration.nodeRegistration.kubeletExtraArgs.v`, '3'), 'all'],
  'init, a field that may not change': [{}, field(`${K}.initConfiguration.certificateKey`, 'x')],
  'join alone': [{}, field(`${K}.joinConfiguration.nodeRegistration.kubeletExtraArgs.v`, '3'), 'all'],
  'init and join, the same': [
    {},
    {
      controlPlane: setIn(
        field(`${K}.initConfiguration.nodeRegistration.kubeletExtraArgs.v`, '3').controlPlane,
        `${K}.joinConfiguration.nodeRegistration.kubeletExtraArgs.v`.split('.'),
        '3',
      ),
    },
    'all',
  ],
  'join is gone': [{}, field(`${K}.joinConfiguration`), 'all'],
  'discovery, a token': [{}, field(`${K}.joinConfiguration.discovery`, { tlsBootstrapToken: 'x' })],
  'discovery, its timeout': [{}, field(`${K}.joinConfiguration.discovery`, { timeout: '5m' }), 'all'],
  'machines’ labels': [{}, field('machineTemplate.metadata.labels.a', '2')],
  'readiness gates, which 1.10 rejects': [{}, field('machineTemplate.readinessGates', [{ conditionType: 'X' }]), 'all'],
  'drain timeout': [{}, field('machineTemplate.nodeDrainTimeout', '5m')],
  'rollout strategy': [{}, field('rolloutStrategy', { type: 'RollingUpdate' })],
  'machine names': [{}, field('machineNamingStrategy', { template: '{{ .random }}' })],
  'certificates that expire': [{}, field('rolloutBefore', { certificatesExpiryDays: 21 })],
  'a field that nobody knows': [{}, field('future', 1)],
  'machines of the control plane': [{}, { machines: { customImage: 'other' } }],
  'machines of workers': [{}, { workerMachines: { customImage: 'other' } }],
  'bootstrap of workers': [{}, { workers: { joinConfiguration: { nodeRegistration: { kubeletExtraArgs: { v: '3' } } } } }],
  'bootstrap of workers, discovery too': [
    {},
    { workers: { joinConfiguration: { discovery: { tlsBootstrapToken: 'x' }, nodeRegistration: {} } } },
  ],
  'all machines at once': [{}, { machines: { customImage: 'other' }, workerMachines: { customImage: 'other' } }],
  'the release’s own version in a spec': [{ machines: { customImage: 'node:NAME' } }, { machines: { customImage: 'node:NAME' } }],
  'v1beta2 of a provider, same content': [{}, { machinesApi: 'infrastructure.cluster.x-k8s.io/v1beta2' }],
  'v1beta2 of a provider, other content': [
    {},
    { machinesApi: 'infrastructure.cluster.x-k8s.io/v1beta2', machines: { customImage: 'other' } },
  ],
  'kubeadm converted, same content': [
    {},
    { controlPlaneApi: 'controlplane.cluster.x-k8s.io/v1beta2', controlPlane: controlPlaneSpec('v1beta2') },
  ],
  'workers’ labels': [{}, withWorkers({ template: template({ metadata: { labels: { a: 'b' } } }) })],
  'workers’ failure domain': [{}, withWorkers({ failureDomain: 'b' })],
  'workers’ strategy': [{}, withWorkers({ strategy: { type: 'OnDelete' } })],
  'workers’ drain timeout': [{}, withWorkers({ nodeDrainTimeout: '5m' })],
  'workers’ health check': [{}, withWorkers({ machineHealthCheck: { maxUnhealthy: '40%' } })],
  'workers’ names': [{}, withWorkers({ namingStrategy: { template: 'x' } })],
  'workers’ class renamed': [{}, withWorkers({ class: 'other' })],
  'workers of another kind': [{}, withWorkers({ template: template({ infrastructure: ref('DevMachineTemplate') }) })],
  'a list of Kubernetes versions': [{}, { classSpec: newer }],
  'OpenStackCluster, mutable': [openstack({ identityRef: { name: 'a' } }), openstack({ identityRef: { name: 'b' } })],
  'OpenStackCluster, from 0.13 on': [
    openstack({ apiServerLoadBalancer: { enabled: true } }),
    openstack({ apiServerLoadBalancer: { enabled: true, monitor: { delay: 5 } } }),
  ],
  'OpenStackCluster, its subnets': [
    openstack({ managedSubnets: [{ cidr: '10.0.0.0/24', dnsNameservers: ['192.0.2.1'] }] }),
    openstack({ managedSubnets: [{ cidr: '10.0.0.0/24', dnsNameservers: ['192.0.2.2'] }] }),
  ],
  'OpenStackCluster, immutable': [openstack({ externalNetwork: { id: 'a' } }), openstack({ externalNetwork: { id: 'b' } })],
  Metal3Cluster: [metal3({ cloudProviderEnabled: true }), metal3({ cloudProviderEnabled: false })],
  'another infrastructure': [{}, openstack({})],
  'two classes of workers, one named as a word of the sentence begins': [
    { classSpec: { workers: { machineDeployments: [workerClass('a'), workerClass('b')] } } },
    { classSpec: { workers: { machineDeployments: [workerClass('a'), workerClass('b')] } }, workerMachines: { customImage: 'other' } },
  ],
  'workers that wait for deletion': [
    withWorkers({ strategy: { type: 'OnDelete' } }),
    { ...withWorkers({ strategy: { type: 'OnDelete' } }), workerMachines: { customImage: 'other' } },
  ],
  'a pool’s failure domains': [
    { classSpec: { workers: { machinePools: [workerClass('pool', { failureDomains: ['a'] })] } } },
    { classSpec: { workers: { machinePools: [workerClass('pool', { failureDomains: ['b'] })] } } },
  ],
  'an empty list for workers': [{}, { workers: { files: [] } }],
  'control plane machines without a template of the class': [
    {},
    { classSpec: { controlPlane: ref('KubeadmControlPlaneTemplate', 'controlplane', 'control-plane') } },
  ],
  'a template that is elsewhere, another one': [
    withWorkers({ template: template({ infrastructure: elsewhere('a') }) }),
    withWorkers({ template: template({ infrastructure: elsewhere('b') }) }),
  ],
  'a template that is elsewhere, the same': [
    withWorkers({ template: template({ infrastructure: elsewhere('a') }) }),
    withWorkers({ template: template({ infrastructure: elsewhere('a') }) }),
  ],
  'a template that is elsewhere now': [{}, withWorkers({ template: template({ infrastructure: elsewhere('a') }) })],
  'gates of availability': [{}, { classSpec: { availabilityGates: [{ conditionType: 'X' }] } }],
  'a part of the class that nobody knows': [{}, { classSpec: { future: { a: 1 } } }],
  'a release that nobody looked at': [{}, field(`${K}.verbosity`, 4), { clusterApi: '1.15' }],
  'one that was read alone': [{}, field(`${K}.verbosity`, 4), { clusterApi: '1.9' }],
};

test.each(Object.entries(CHANGES))('%s', async (name, [before, after, options = { clusterApi: '1.12' }]) => {
  const effects = await classEffects(
    controlPlaneClass('v1beta1', before),
    controlPlaneClass('v1beta1', after),
    options === 'all' ? {} : options,
  );
  expect(effects.map(tellEffect)).toEqual((expected as Readonly<Record<string, readonly string[]>>)[name]);
});

test('nothing more is expected', () => {
  expect(Object.keys(expected)).toEqual(Object.keys(CHANGES));
});

/** The class as Helm's rendering has it, with the places of its objects. */
async function located(change: ClassChange): Promise<Side> {
  const { clusterClass, ...more } = await side({ 'cluster-class/templates/cluster-class.yaml': controlPlaneClass('v1beta1', change) });
  const { rendering } = clusterClass;
  if (rendering.kind !== 'rendered') throw new Error('nothing is rendered');
  const objects = rendering.objects.map((object) => ({ ...object, place: { ...object.place, line: 3, column: 1 } }));
  return { ...more, clusterClass: openClass({ ...clusterClass, rendering: { ...rendering, objects } }) };
}

test.each([
  ['class-worker-removed', withWorkers({ class: 'other' })],
  ['class-worker-added', withWorkers({ class: 'other' })],
  ['class-reference', withWorkers({ template: template({ infrastructure: ref('DevMachineTemplate') }) })],
  ['template-elsewhere', withWorkers({ template: template({ infrastructure: elsewhere('a') }) })],
])('%s names the line alone, as the schema of the output has it', async (rule, change) => {
  const effects = listEffects(await located({}), await located(change), { clusterApi: '1.12' });
  expect(effects.find((effect) => effect.rule === rule)?.cause).toStrictEqual({
    file: CLASS_FILE,
    line: 3,
    field: expect.any(String),
    ...(rule !== 'class-worker-added' && { from: expect.any(String) }),
    ...(rule !== 'class-worker-removed' && { to: expect.any(String) }),
  });
});
