import type { ChosenProviders, ChosenVersion } from '../management/index.ts';
import { CLOUD, CONTROL_PLANE_REPLICAS, NAMESPACE, WORKER_REPLICAS } from './objects.ts';
import { PINS, type Provider } from './pins.ts';
import type { ClassFacts } from './subject.ts';

/** versions.env: each version, with its reason above it. */
export function formatVersions({ core, infrastructure, certManager, orc, ipam }: ChosenProviders): string {
  const pins: readonly (readonly [name: string, pin: ChosenVersion])[] = [
    ['CORE_VERSION', core],
    ['INFRASTRUCTURE_VERSION', infrastructure],
    ...(orc === undefined ? [] : ([['ORC_VERSION', orc]] as const)),
    ...(ipam === undefined ? [] : ([['IPAM_VERSION', ipam]] as const)),
    ['CLUSTERCTL_VERSION', { version: core.version, reason: 'The release of Cluster API that it installs' }],
    ['CERT_MANAGER_VERSION', certManager],
    ['CSO_CHART_VERSION', PINS.operatorChart],
    ['KIND_VERSION', PINS.kind],
    ['KUBECTL_VERSION', PINS.kubectl],
    ['HELM_VERSION', PINS.helm],
    ['SONOBUOY_VERSION', PINS.sonobuoy],
    ['STANDARDS_COMMIT', PINS.standards],
  ];
  const urls = [
    ['CSO_CHART', 'oci://registry.scs.community/cluster-stacks/cso'],
    ...(orc === undefined
      ? []
      : [['ORC_URL', 'https://github.com/k-orc/openstack-resource-controller/releases/download/$ORC_VERSION/install.yaml']]),
    ['STANDARDS_URL', 'https://github.com/SovereignCloudStack/standards.git'],
    ['KIND_URL', 'https://github.com/kubernetes-sigs/kind/releases/download/$KIND_VERSION/kind-$PLATFORM'],
    ['KUBECTL_URL', 'https://dl.k8s.io/release/$KUBECTL_VERSION/bin/$OS/$ARCH/kubectl'],
    ['CLUSTERCTL_URL', 'https://github.com/kubernetes-sigs/cluster-api/releases/download/$CLUSTERCTL_VERSION/clusterctl-$PLATFORM'],
    ['HELM_URL', 'https://get.helm.sh/helm-$HELM_VERSION-$PLATFORM.tar.gz'],
    [
      'SONOBUOY_URL',
      // Without the v.
      'https://github.com/vmware-tanzu/sonobuoy/releases/download/$SONOBUOY_VERSION/sonobuoy_${SONOBUOY_VERSION#v}_${OS}_$ARCH.tar.gz',
    ],
  ];
  return [
    '# shellcheck shell=bash disable=SC2034,SC2154 # read by lib.sh, which sets OS, ARCH and PLATFORM',
    ...pins.flatMap(([name, { version, reason }]) => [`# ${reason}.`, `${name}=${version}`]),
    '',
    '# Where they come from.',
    ...urls.map(([name, url]) => `${name}="${url}"`),
    '',
  ].join('\n');
}

/** What a run is about. */
export interface Settings {
  /** The names of the management cluster, as kind lists it, and of the Cluster under test. */
  readonly management: string;
  readonly cluster: string;
  readonly provider: Provider;
  readonly release: string;
  readonly tested: ClassFacts;
  readonly from: { readonly release: string; readonly tested: ClassFacts } | undefined;
}

/** Seconds that a step may take. Servers of bare metal boot for long; a cloud’s machines are not far from containers. */
const TIMEOUTS: Readonly<Record<Provider, Readonly<Record<string, number>>>> = {
  docker: { RELEASE: 300, CONTROL_PLANE: 1800, MACHINES: 1800, ADDONS: 900, DELETE: 600 },
  openstack: { RELEASE: 300, CONTROL_PLANE: 3600, MACHINES: 3600, ADDONS: 1200, DELETE: 1800 },
  metal3: { RELEASE: 300, CONTROL_PLANE: 10800, MACHINES: 10800, ADDONS: 1200, DELETE: 7200 },
};

/** settings.env: what the environment may say otherwise comes last. */
export function formatSettings({ management, cluster, provider, release, tested, from }: Settings): string {
  const fixed: readonly (readonly [string, string | number])[] = [
    ['PROVIDER', provider],
    ['RELEASE', release],
    ['CLASS', tested.name],
    ['KUBERNETES', tested.kubernetes],
    ['FROM_RELEASE', from?.release ?? ''],
    ['FROM_CLASS', from?.tested.name ?? ''],
    ['FROM_KUBERNETES', from?.tested.kubernetes ?? ''],
    ['RELEASES', from === undefined ? release : `${from.release} ${release}`],
    ['NAMESPACE', NAMESPACE],
    ['MANAGEMENT', management],
    ['CLUSTER', cluster],
    ['CONTROL_PLANE_REPLICAS', CONTROL_PLANE_REPLICAS],
    ['WORKER_REPLICAS', WORKER_REPLICAS],
  ];
  const open: readonly (readonly [name: string, value: string | number, about: string])[] = [
    ['SONOBUOY_MODE', 'quick', 'quick, non-disruptive-conformance, conformance-lite, certified-conformance, or off.'],
    ['COMPLIANCE', 'light', 'light, full (which runs the conformance tests of Kubernetes), or off.'],
    ...(provider === 'openstack'
      ? ([
          ['CLOUD', CLOUD, 'The cloud of CLOUDS_YAML that is used.'],
          ['CLOUD_SECRET', CLOUD, 'The Secret with the clouds.yaml, as the ClusterClass names it.'],
        ] as const)
      : []),
    ...Object.entries(TIMEOUTS[provider]).map(([name, seconds]) => [`TIMEOUT_${name}`, seconds, ''] as const),
    ['TIMEOUT_SONOBUOY', 240, 'Minutes.'],
  ];
  return [
    '# shellcheck shell=bash disable=SC2034 # read by lib.sh',
    ...fixed.map(([name, value]) => `${name}="${value}"`),
    '',
    '# The environment may say otherwise. Times are in seconds unless said.',
    ...open.flatMap(([name, value, about]) => [...(about === '' ? [] : [`# ${about}`]), `${name}="\${${name}:-${value}}"`]),
    '',
  ].join('\n');
}
