import { describe, expect, test } from 'vitest';
import { askCluster } from '../../../src/management/doctor/ask-cluster.ts';
import { describeCluster } from '../../../src/management/doctor/doctor-management.ts';
import type { Answer } from '../../../src/management/doctor/open-kubectl.ts';
import type { ReleaseState } from '../../../src/management/manifests/offered-release.ts';
import { requireReleaseName } from '../../../src/version/index.ts';
import { release, TABLES } from '../solver/wanted.ts';
import { askRecorded, DEPLOYMENTS, deployment, GOOD, OBJECTS, PATHS, type Recorded } from '../support/recorded-cluster.ts';

function offer(name: string, kubernetes: string, state?: ReleaseState) {
  const run = release(name, kubernetes);
  return {
    name,
    ...requireReleaseName(name),
    kubernetes: { patch: 0, ...run.kubernetes },
    state,
    run,
    nodeImages: [],
    lackingRights: undefined,
  };
}
const OFFERED = [offer('openstack-scs-1-32-v1', 'v1.32.13'), offer('openstack-scs-1-32-v2', 'v1.32.14')];

async function look(
  recorded: Recorded,
  {
    offered = OFFERED,
    others = {},
    kubernetes = 'v1.34.3',
  }: { offered?: typeof OFFERED; others?: Record<string, Answer>; kubernetes?: string } = {},
) {
  return describeCluster(await askCluster(askRecorded(recorded, others, kubernetes)), offered, TABLES);
}

const told = ({ findings }: Awaited<ReturnType<typeof look>>) =>
  findings
    .filter(({ verdict, code }) => verdict !== 'ok' && code !== 'next-upgrade')
    .map(({ verdict, code, subject, message }) => `${verdict} ${code} ${subject} ${message}`);

/** The record with another deployment or provider of a name. */
function replace(path: string, ...objects: readonly Readonly<Record<string, unknown>>[]): Recorded {
  const names = objects.map((object) => JSON.stringify((object['metadata'] as { name: string }).name) + String(object['type'] ?? ''));
  const kept = (GOOD[path] ?? []).filter(
    (object) => !names.includes(JSON.stringify((object['metadata'] as { name: string }).name) + String(object['type'] ?? '')),
  );
  return { ...GOOD, [path]: [...kept, ...objects] };
}

describe('what a management cluster has', () => {
  test('is told, and fits', async () => {
    const report = await look(GOOD);
    expect(told(report)).toEqual([]);
    expect(report).toMatchObject({
      kubernetes: 'v1.34.3',
      clusterStacks: [
        {
          name: 'openstack-scs-1-32',
          namespace: 'tenant-a',
          versions: ['v1', 'v2'],
          autoSubscribe: false,
          ready: ['openstack-scs-1-32-v1', 'openstack-scs-1-32-v2'],
        },
      ],
      classes: [
        { name: 'openstack-scs-1-32-v1', offered: true, clusters: [{ name: 'one', namespace: 'tenant-a', kubernetes: 'v1.32.13' }] },
        { name: 'openstack-scs-1-32-v2', offered: true, clusters: [{ name: 'two', namespace: 'tenant-a', kubernetes: 'v1.32.14' }] },
      ],
    });
    expect(Object.fromEntries(report.installed.map(({ name, version }) => [name, version]))).toEqual({
      'bootstrap-kubeadm': 'v1.12.11',
      'cert-manager': 'v1.21.0',
      'cluster-api': 'v1.12.11',
      'control-plane-kubeadm': 'v1.12.11',
      cso: 'v0.2.0-alpha.1',
      'infrastructure-openstack': 'v0.14.7',
      'openstack-resource-controller': 'v2.6.0',
    });
    expect(report.installed.find(({ name }) => name === 'cluster-api')?.gates).toEqual({ ClusterTopology: true, RuntimeSDK: true });
  });

  test('the next upgrade and what it breaks', async () => {
    const { findings } = await look(GOOD, { kubernetes: 'v1.31.4' });
    expect(findings.filter(({ code }) => code === 'next-upgrade').map(({ subject }) => subject)).toEqual(['cso', 'Kubernetes']);
  });

  test('the operator of Cluster API that the next contract is too new for', async () => {
    const old = ['v1.10.10', 'v0.12.7'] as const;
    const { findings } = await look({
      ...replace(
        DEPLOYMENTS,
        deployment(
          'capi-operator-controller-manager',
          'capi-operator-system',
          'registry.k8s.io/capi-operator/cluster-api-operator:v0.23.1',
        ),
      ),
      [PATHS.PROVIDERS]: [
        OBJECTS.installed('CoreProvider', 'cluster-api', old[0]),
        OBJECTS.installed('InfrastructureProvider', 'openstack', old[1]),
      ],
    });
    expect(findings.filter(({ code }) => code === 'next-upgrade').map(({ subject, message }) => `${subject} ${message}`)).toContain(
      'cluster-api-operator v0.23.1 does not take providers of contract v1beta2; a newer one is needed, so it comes before or with the upgrade to CAPI 1.11',
    );
  });

  test('a proxy beside a manager does not tell its version', async () => {
    const containers = [
      { name: 'kube-rbac-proxy', image: 'gcr.io/kubebuilder/kube-rbac-proxy:v0.13.1' },
      { name: 'manager', image: 'ghcr.io/sovereigncloudstack/cso-staging:sha-c797c2e' },
    ];
    const cso = {
      metadata: {
        name: 'cso-controller-manager',
        namespace: 'cso-system',
        labels: { 'cluster.x-k8s.io/provider': 'cluster-stack-operator' },
      },
      spec: { template: { spec: { containers } } },
    };
    expect((await look(replace(DEPLOYMENTS, cso))).installed.find(({ name }) => name === 'cso')).toEqual({
      name: 'cso',
      namespace: 'cso-system',
    });
  });

  test.each(['ghcr.io/sovereigncloudstack/cso:v0.1.0-alpha.9', 'mirror.example.com/operator:v0.1.0-alpha.9'])(
    'CSO without its label is known by its image, or by its name: %s',
    async (image) => {
      const { installed } = await look(replace(DEPLOYMENTS, deployment('cso-controller-manager', 'cso-system', image)));
      expect(installed.filter(({ name }) => name === 'cso')).toEqual([{ name: 'cso', namespace: 'cso-system', version: 'v0.1.0-alpha.9' }]);
    },
  );

  test('providers of the Cluster API operator count before those of clusterctl', async () => {
    const core = {
      metadata: { name: 'cluster-api', namespace: 'capi-system' },
      spec: { version: 'v1.12.11' },
      status: { installedVersion: 'v1.11.4' },
    };
    const report = await look({ ...GOOD, '/apis/operator.cluster.x-k8s.io/v1alpha2/coreproviders': [core] });
    expect(report.installed.find(({ name }) => name === 'cluster-api')?.version).toBe('v1.11.4');
  });
});

const CORE = 'capi-controller-manager';

test.each<[string, Recorded, readonly string[]]>([
  [
    'a Cluster API that CSO cannot work with',
    {
      ...GOOD,
      [PATHS.PROVIDERS]: [
        OBJECTS.installed('CoreProvider', 'cluster-api', 'v1.13.1'),
        OBJECTS.installed('BootstrapProvider', 'kubeadm', 'v1.13.1'),
        OBJECTS.installed('ControlPlaneProvider', 'kubeadm', 'v1.12.11'),
        OBJECTS.installed('InfrastructureProvider', 'openstack', 'v0.14.7'),
      ],
    },
    [
      'refuse component-version cso CSO 0.2.0-alpha.1 works with CAPI 1.8 to 1.12 and not with CAPI 1.13: from Cluster API 1.13 on its hooks are sent a v1beta2 Cluster, which this release cannot read',
      'refuse component-version control-plane-kubeadm has the version v1.12.11, and Cluster API v1.13.1; the two are released together',
    ],
  ],
  [
    'a provider for another Cluster API',
    replace(
      PATHS.PROVIDERS,
      { ...OBJECTS.installed('InfrastructureProvider', 'openstack', 'v0.14.7'), metadata: { name: 'openstack' } },
      { ...OBJECTS.installed('InfrastructureProvider', 'metal3', 'v1.11.8'), metadata: { name: 'metal3' } },
    ),
    [
      'refuse component-missing baremetal-operator is not installed, and CAPM3 1.11 needs it',
      'refuse component-missing ipam-metal3 is not installed, and CAPM3 1.11 needs it',
      'refuse component-version infrastructure-metal3 CAPM3 1.11 goes with CAPI 1.11, and CAPI 1.12 is there',
    ],
  ],
  [
    'versions that nobody knows',
    replace(PATHS.PROVIDERS, { ...OBJECTS.installed('InfrastructureProvider', 'openstack', 'v0.99.0'), metadata: { name: 'openstack' } }),
    ['unknown component-version infrastructure-openstack has the version v0.99.0, which no table knows'],
  ],
  [
    'gates',
    replace(
      DEPLOYMENTS,
      deployment(CORE, 'capi-system', 'x:v1.12.11', 'cluster-api', 'ClusterResourceSet=true,ClusterTopology=true,RuntimeSDK=false'),
    ),
    [
      'refuse gate-unknown cluster-api has the feature gate ClusterResourceSet, which CAPI 1.12 does not know, so it does not start again; take it out',
      'refuse gate-unknown cluster-api has the feature gate RuntimeSDK off, and CSO needs it',
    ],
  ],
  [
    'no gates at all',
    replace(DEPLOYMENTS, deployment(CORE, 'capi-system', 'x:v1.12.11', 'cluster-api')),
    [
      'refuse gate-unknown cluster-api has the feature gate ClusterTopology off, and CSO needs it',
      'refuse gate-unknown cluster-api has the feature gate RuntimeSDK off, and CSO needs it',
    ],
  ],
  ['all alpha gates', replace(DEPLOYMENTS, deployment(CORE, 'capi-system', 'x:v1.12.11', 'cluster-api', 'AllAlpha=true')), []],
  [
    'gates that nobody sees',
    replace(DEPLOYMENTS, deployment(CORE, 'capi-system', 'x:v1.12.11')),
    [
      'unknown gate-unknown cluster-api its deployment was not found by its label, so nobody knows whether its feature gates ClusterTopology and RuntimeSDK are on',
    ],
  ],
  [
    'a patch of Cluster API that is too old for a release',
    {
      ...GOOD,
      [PATHS.PROVIDERS]: [
        OBJECTS.installed('CoreProvider', 'cluster-api', 'v1.9.0'),
        OBJECTS.installed('BootstrapProvider', 'kubeadm', 'v1.9.0'),
        OBJECTS.installed('ControlPlaneProvider', 'kubeadm', 'v1.9.0'),
        OBJECTS.installed('InfrastructureProvider', 'openstack', 'v0.12.7'),
      ],
    },
    [
      'refuse component-version cluster-api CAPI 1.9 runs on Kubernetes 1.28 to 1.32, and the cluster has v1.34.3',
      'refuse component-version openstack-scs-1-32-v1 has Kubernetes v1.32.13, which CAPI 1.9 supports from v1.9.1 on, and v1.9.0 is there',
      'refuse component-version openstack-scs-1-32-v2 has Kubernetes v1.32.14, which CAPI 1.9 supports from v1.9.1 on, and v1.9.0 is there',
    ],
  ],
  [
    'what a provider needs, older than it was built for',
    replace(DEPLOYMENTS, deployment('orc-controller-manager', 'orc-system', 'quay.io/orc/openstack-resource-controller:v1.0.2')),
    ['unknown component-version openstack-resource-controller has the version v1.0.2, and CAPO 0.14 is built for v2.4.0'],
  ],
  [
    'cert-manager under the name of another Helm release',
    {
      ...GOOD,
      [DEPLOYMENTS]: [
        ...(GOOD[DEPLOYMENTS] ?? []).filter((object) => (object['metadata'] as { name: string }).name !== 'cert-manager'),
        deployment('cm-cert-manager', 'cert-manager', 'quay.io/jetstack/cert-manager-controller:v1.21.0'),
      ],
    },
    [],
  ],
  [
    'cert-manager by its name, of another image',
    replace(DEPLOYMENTS, deployment('cert-manager', 'cert-manager', 'registry.example.com/mirror/cert-manager:1.21.0')),
    [],
  ],
  [
    'a provider that is asked for and was never installed',
    {
      ...GOOD,
      [PATHS.PROVIDERS]: (GOOD[PATHS.PROVIDERS] ?? []).slice(0, 3),
      [DEPLOYMENTS]: (GOOD[DEPLOYMENTS] ?? []).filter(
        (object) => (object['metadata'] as { name: string }).name !== 'capo-controller-manager',
      ),
      '/apis/operator.cluster.x-k8s.io/v1alpha2/infrastructureproviders': [
        { metadata: { name: 'openstack', namespace: 'capo-system' }, spec: { version: 'v0.14.7' } },
      ],
    },
    ['unknown component-version infrastructure-openstack has the version that nothing tells, which no table knows'],
  ],
  [
    'what is not installed',
    { ...GOOD, [PATHS.PROVIDERS]: (GOOD[PATHS.PROVIDERS] ?? []).slice(0, 3), [DEPLOYMENTS]: (GOOD[DEPLOYMENTS] ?? []).slice(0, 3) },
    [
      'refuse component-missing cso is not installed, and every release needs it',
      'refuse component-missing cert-manager is not installed, and every release needs it',
      'refuse component-missing infrastructure-openstack is not installed, and openstack-scs-1-32-v1 and 1 more need it',
    ],
  ],
  [
    'a listed release that is not ready',
    { ...GOOD, [PATHS.RELEASES]: [OBJECTS.ready('openstack-scs-1-32-v1', 'tenant-a'), OBJECTS.ready('openstack-scs-1-32-v2', 'other')] },
    ['warn release-missing tenant-a/openstack-scs-1-32 lists v2, of which there is no ready ClusterStackRelease; see its conditions'],
  ],
  [
    'a class that no source has',
    { ...GOOD, [PATHS.API]: [OBJECTS.cluster('old', 'tenant-a', { class: 'openstack-scs-1-31-v9', version: 'v1.31.1' })] },
    ['warn release-in-use openstack-scs-1-31-v9 a cluster uses it, tenant-a/old, and no source has its release'],
  ],
  [
    'a class of another namespace that CSO will delete',
    {
      ...GOOD,
      [PATHS.STACKS]: [OBJECTS.stack('classes', '1.32', ['v2'])],
      [PATHS.RELEASES]: [OBJECTS.ready('openstack-scs-1-32-v2', 'classes')],
      [PATHS.API]: [
        OBJECTS.cluster('one', 'tenant-a', { classRef: { name: 'openstack-scs-1-32-v1', namespace: 'classes' }, version: 'v1.32.13' }),
      ],
    },
    [
      'refuse class-unlisted classes/openstack-scs-1-32-v1 no ClusterStack of its namespace lists openstack-scs-1-32-v1, and only clusters of other namespaces use it: CSO deletes it with the next newer release; add it to the list',
    ],
  ],
])('%s', async (_, recorded, expected) => {
  expect(told(await look(recorded))).toEqual(expected);
});

test('a withdrawn release that is in use names the way out', async () => {
  const offered = [
    offer('openstack-scs-1-32-v1', 'v1.32.13', { name: 'withdrawn', replacedBy: 'openstack-scs-1-32-v2' }),
    ...OFFERED.slice(1),
  ];
  expect(told(await look(GOOD, { offered }))).toEqual([
    'warn release-in-use openstack-scs-1-32-v1 a cluster uses it, tenant-a/one, and its release is withdrawn; move to openstack-scs-1-32-v2',
  ]);
});

describe('what was not seen', () => {
  const denied: Answer = { kind: 'denied', why: 'Error from server (Forbidden): nobody may' };

  test.each([
    [DEPLOYMENTS, 'deployments'],
    [PATHS.PROVIDERS, 'providers'],
    [PATHS.RELEASES, 'releases'],
    [PATHS.STACKS, 'clusterStacks'],
    [PATHS.API, 'clusters'],
  ])('%s is said to be so, and nothing is concluded from it', async (path, part) => {
    const all = told(await look(GOOD, { others: { [path]: denied } }));
    expect(all.filter((line) => line.startsWith('unknown cluster-unseen'))).toEqual([
      expect.stringContaining(`unknown cluster-unseen ${part} not all`),
    ]);
    expect(all.filter((line) => line.startsWith('refuse') || line.includes('is not installed'))).toEqual([]);
  });

  test.each<[string, string, Answer]>([
    ['something else than a list', PATHS.API, { kind: 'found', data: {} }],
    ['a status', PATHS.API, { kind: 'found', data: { kind: 'Status', status: 'Failure' } }],
    ['null', PATHS.PROVIDERS, { kind: 'found', data: null }],
  ])('%s is no empty list', async (_, path, answer) => {
    const all = told(await look(GOOD, { others: { [path]: answer } }));
    expect(all.filter((line) => line.includes('did not answer with a list'))).toHaveLength(1);
    expect(all.filter((line) => line.startsWith('refuse'))).toEqual([]);
  });

  test('an empty list of Go is one', async () => {
    const state = await askCluster(askRecorded(GOOD, { [PATHS.API]: { kind: 'found', data: { kind: 'ClusterList', items: null } } }));
    expect(state.clusters).toEqual({ kind: 'seen', items: [] });
  });

  test('a server that answers something else lists no APIs, and is not taken for an empty one', async () => {
    const report = await look(GOOD, { others: { '/apis': { kind: 'found', data: {} } } });
    expect(report.findings.map(({ verdict, code, message }) => [verdict, code, message])).toEqual([
      ['refuse', 'cluster-unseen', 'does not tell what it has: the server lists no APIs'],
    ]);
  });

  test.each([{ kind: 'failed', why: 'timeout' } as const, { kind: 'found', data: { gitVersion: 'latest' } } as const])(
    'the version of Kubernetes is said to be unknown',
    async (answer) => {
      expect(told(await look(GOOD, { others: { '/version': answer } }))).toEqual([
        'unknown cluster-unseen Kubernetes the server does not tell a version of Kubernetes 1, so nothing is held against it',
      ]);
    },
  );

  test('APIs in versions that nobody here knows are not taken for absent ones', async () => {
    const { [PATHS.API]: clusters = [], ...others } = GOOD;
    const all = told(await look({ ...others, '/apis/cluster.x-k8s.io/v1/clusters': clusters }));
    expect(all).toEqual([
      'unknown cluster-unseen clusters not all clusters were seen: the server has cluster.x-k8s.io as v1 alone, and not as v1beta2 or v1beta1',
    ]);
  });

  test('a server without any API is not taken for an empty one', async () => {
    const report = await look(GOOD, { others: { '/apis': { kind: 'found', data: { groups: [] } } } });
    expect(report.findings.map(({ verdict, code }) => [verdict, code])).toEqual([['refuse', 'cluster-unseen']]);
  });

  test('clusters that were not seen may be those that CSO counts', async () => {
    const foreign = OBJECTS.cluster('two', 'tenant-b', { classRef: { name: 'openstack-scs-1-32-v9', namespace: 'tenant-a' } });
    const state = await askCluster(askRecorded({ ...GOOD, [PATHS.API]: [foreign] }));
    const cut = { ...state, clusters: { kind: 'unseen' as const, items: state.clusters.items, why: 'timeout' } };
    expect(told(describeCluster(state, undefined, TABLES)).filter((line) => line.includes('class-unlisted'))).toHaveLength(1);
    expect(told(describeCluster(cut, undefined, TABLES)).filter((line) => line.includes('class-unlisted'))).toEqual([]);
  });

  test('a list that ends in the middle is not all', async () => {
    const [first] = GOOD[PATHS.API] ?? [];
    const ask = askRecorded(GOOD);
    const state = await askCluster(async (path) => {
      const url = new URL(path, 'http://x');
      if (url.pathname !== PATHS.API) return ask(path);
      return url.searchParams.has('continue')
        ? { kind: 'absent' }
        : { kind: 'found', data: { metadata: { continue: 'x' }, items: [first] } };
    });
    expect(state.clusters).toMatchObject({ kind: 'unseen', items: [{ name: 'one' }], why: 'the list ended in the middle' });
  });

  test('a server that is gone is one finding', async () => {
    const gone: Answer = { kind: 'failed', why: 'The connection to the server was refused' };
    const report = await look(GOOD, { others: { '/version': gone, '/apis': gone } });
    expect(report.findings.map(({ verdict, code, message }) => [verdict, code, message])).toEqual([
      ['refuse', 'cluster-unseen', 'does not tell what it has: The connection to the server was refused'],
    ]);
    expect(report.kubernetes).toBeUndefined();
  });

  test('lists in pages are read to their end', async () => {
    const [first, ...others] = GOOD[PATHS.API] ?? [];
    const pages = new Map([
      ['', { metadata: { continue: 'a b' }, items: [first] }],
      ['a b', { metadata: {}, items: others }],
    ]);
    const ask = askRecorded(GOOD);
    const state = await askCluster(async (path) => {
      const url = new URL(path, 'http://x');
      return url.pathname === PATHS.API ? { kind: 'found', data: pages.get(url.searchParams.get('continue') ?? '') } : ask(path);
    });
    expect(state.clusters.items.map(({ name }) => name)).toEqual(['one', 'two']);
  });
});
