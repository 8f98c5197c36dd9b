import type { Answer, Ask } from '../../../src/management/doctor/open-kubectl.ts';

type KubernetesObject = Readonly<Record<string, unknown>>;

/** Objects by the path of their list. */
export type Recorded = Readonly<Record<string, readonly KubernetesObject[]>>;

const meta = (name: string, namespace: string, labels: object = {}) => ({ metadata: { name, namespace, labels } });

export function deployment(name: string, namespace: string, image: string, provider?: string, gates?: string): KubernetesObject {
  const args = ['--leader-elect', ...(gates === undefined ? [] : [`--feature-gates=${gates}`])];
  return {
    ...meta(name, namespace, provider === undefined ? {} : { 'cluster.x-k8s.io/provider': provider }),
    spec: { template: { spec: { containers: [{ name: 'manager', image, args }] } } },
  };
}

const installed = (type: string, providerName: string, version: string) => ({
  ...meta(providerName, 'capi-system'),
  type,
  providerName,
  version,
});
const stack = (namespace: string, kubernetesVersion: string, versions: readonly string[]) => ({
  ...meta(`openstack-scs-${kubernetesVersion.replace('.', '-')}`, namespace),
  spec: { provider: 'openstack', name: 'scs', kubernetesVersion, channel: 'stable', autoSubscribe: false, noProvider: true, versions },
});
const ready = (name: string, namespace: string) => ({ ...meta(name, namespace), status: { ready: true } });
const cluster = (name: string, namespace: string, topology: object) => ({ ...meta(name, namespace), spec: { topology } });

const API = '/apis/cluster.x-k8s.io/v1beta2/clusters';
const STACKS = '/apis/clusterstack.x-k8s.io/v1alpha1/clusterstacks';
const RELEASES = '/apis/clusterstack.x-k8s.io/v1alpha1/clusterstackreleases';
const PROVIDERS = '/apis/clusterctl.cluster.x-k8s.io/v1alpha3/providers';
export const DEPLOYMENTS = '/apis/apps/v1/deployments';
export const PATHS = { API, STACKS, RELEASES, PROVIDERS } as const;

const GATES = 'ClusterTopology=true,RuntimeSDK=true';

/** A management cluster where all fits, with clusters in both spellings. */
export const GOOD: Recorded = {
  [PROVIDERS]: [
    installed('CoreProvider', 'cluster-api', 'v1.12.11'),
    installed('BootstrapProvider', 'kubeadm', 'v1.12.11'),
    installed('ControlPlaneProvider', 'kubeadm', 'v1.12.11'),
    installed('InfrastructureProvider', 'openstack', 'v0.14.7'),
  ],
  [DEPLOYMENTS]: [
    deployment(
      'capi-controller-manager',
      'capi-system',
      'registry.k8s.io/cluster-api/cluster-api-controller:v1.12.11',
      'cluster-api',
      GATES,
    ),
    deployment('capi-kubeadm-bootstrap-controller-manager', 'b', 'registry.k8s.io/x:v1.12.11', 'bootstrap-kubeadm', 'MachinePool=true'),
    deployment(
      'capi-kubeadm-control-plane-controller-manager',
      'c',
      'registry.k8s.io/x:v1.12.11',
      'control-plane-kubeadm',
      'ClusterTopology=true',
    ),
    deployment('capo-controller-manager', 'capo-system', 'registry.k8s.io/capo:v0.14.7', 'infrastructure-openstack'),
    deployment('cso-controller-manager', 'cso-system', 'ghcr.io/sovereigncloudstack/cso:v0.2.0-alpha.1', 'cluster-stack-operator'),
    deployment('cert-manager', 'cert-manager', 'quay.io/jetstack/cert-manager-controller:v1.21.0'),
    deployment('orc-controller-manager', 'orc-system', 'quay.io/orc/openstack-resource-controller:v2.6.0'),
    deployment('tenant-app', 'tenant-a', 'example.com/app:v9.9.9'),
  ],
  [STACKS]: [stack('tenant-a', '1.32', ['v1', 'v2'])],
  [RELEASES]: [ready('openstack-scs-1-32-v1', 'tenant-a'), ready('openstack-scs-1-32-v2', 'tenant-a')],
  [API]: [
    cluster('one', 'tenant-a', { classRef: { name: 'openstack-scs-1-32-v1' }, version: 'v1.32.13' }),
    cluster('two', 'tenant-a', { class: 'openstack-scs-1-32-v2', version: 'v1.32.14' }),
  ],
};

export const OBJECTS = { stack, ready, cluster, installed };

/** The body of an answer, and its status. */
export function answerPath(recorded: Recorded, kubernetes: string, path: string): { readonly status: number; readonly body: object } {
  const [own = ''] = path.split('?');
  const versions = new Set(Object.keys(recorded).flatMap((one) => /^\/apis\/([^/]+\/[^/]+)\//.exec(one)?.[1] ?? []));
  const groups = [...versions].map((groupVersion) => ({ name: groupVersion.split('/')[0], versions: [{ groupVersion }] }));
  if (own === '/version') return { status: 200, body: { gitVersion: kubernetes } };
  if (own === '/apis') return { status: 200, body: { kind: 'APIGroupList', groups } };
  const items = recorded[own];
  return items === undefined
    ? { status: 404, body: { kind: 'Status', status: 'Failure', reason: 'NotFound', code: 404, message: 'not found' } }
    : { status: 200, body: { metadata: {}, items } };
}

/** Answers as kubectl would bring them; `others` by path stand in for those of the record. */
export function askRecorded(recorded: Recorded, others: Readonly<Record<string, Answer>> = {}, kubernetes = 'v1.34.3'): Ask {
  return async (path) => {
    const other = others[path.split('?')[0] ?? ''];
    if (other !== undefined) return other;
    const { status, body } = answerPath(recorded, kubernetes, path);
    return status === 200 ? { kind: 'found', data: body } : { kind: 'absent' };
  };
}
