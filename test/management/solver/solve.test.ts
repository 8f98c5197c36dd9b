import { describe, expect, test } from 'vitest';
import { type Solution, solve } from '../../../src/management/solver/solve.ts';
import type { Wanted } from '../../../src/management/solver/wanted.ts';
import { release, TABLES, wanted } from './wanted.ts';

const STACKS = [
  release('docker-scs-1-32-v1', 'v1.32.11'),
  release('metal3-scs-1-31-v1', 'v1.31.14'),
  release('openstack-scs-1-30-v1', 'v1.30.14'),
];
const KYVERNO = { from: 'v1.19.0', why: 'policies that generate need Kyverno 1.19' };
const CSO =
  'CSO 0.2.0-alpha.1 works with CAPI 1.8 to 1.12: from Cluster API 1.13 on its hooks are sent a v1beta2 Cluster, which this release cannot read';

function versions(solution: Solution): Readonly<Record<string, string>> {
  if (solution.kind === 'impossible') throw new Error(solution.facts.join('\n'));
  return Object.fromEntries(solution.choices.map(({ kind, name, version }) => [`${kind} ${name}`, version]));
}

function choice(solution: Solution, kind: string) {
  return solution.kind === 'solved' ? solution.choices.find((one) => one.kind === kind) : undefined;
}

describe('what is chosen', () => {
  const solution = solve(wanted(STACKS, { kyverno: KYVERNO }), TABLES);

  test('is the newest of all that fits together', () => {
    expect(versions(solution)).toEqual({
      'component cert-manager': 'v1.21.0',
      'component openstack-resource-controller': 'v2.6.0',
      'component kyverno': 'v1.19.1',
      'component baremetal-operator': 'v0.12.6',
      'installer cluster-api-operator': 'v0.28.0',
      'cso cso': 'v0.2.0-alpha.1',
      'core cluster-api': 'v1.12.11',
      'bootstrap kubeadm': 'v1.12.11',
      'controlPlane kubeadm': 'v1.12.11',
      'infrastructure docker': 'v1.12.11',
      'infrastructure openstack': 'v0.14.7',
      'ipam metal3': 'v1.12.6',
      'infrastructure metal3': 'v1.12.7',
    });
    expect(solution).toMatchObject({ kubernetes: [33, 35] });
  });

  test('comes with reasons', () => {
    expect(choice(solution, 'core')?.reasons).toEqual([
      `CAPI 1.13 does not fit: ${CSO}`,
      'its clusters may have Kubernetes 1.29 to 1.36, and it runs on 1.31 to 1.36',
      'gate RuntimeSDK, off by default in CAPI 1.12: CSO installs addons from hooks',
      'gate ClusterTopology, off by default in CAPI 1.12: clusters are made from ClusterClasses',
    ]);
  });

  test('has gates only where the manager knows them', () => {
    const gates =
      solution.kind === 'solved' ? solution.choices.map(({ kind, name, gates }) => [`${kind} ${name}`, Object.keys(gates)]) : [];
    expect(gates.filter(([, names]) => names?.length)).toEqual([
      ['core cluster-api', ['ClusterTopology', 'RuntimeSDK']],
      ['controlPlane kubeadm', ['ClusterTopology']],
      ['infrastructure docker', ['ClusterTopology']],
    ]);
  });

  test.each<[string, Partial<Wanted>, Readonly<Record<string, string>>]>([
    ['an older Kubernetes below', { kubernetes: 32 }, { 'core cluster-api': 'v1.12.11', 'component cert-manager': 'v1.20.2' }],
    ['a minor to stay on', { clusterApi: '1.11' }, { 'core cluster-api': 'v1.11.11', 'infrastructure openstack': 'v0.13.9' }],
    ['an older minor that is there', { present: new Map([['cluster-api', 'v1.9.3']]) }, { 'core cluster-api': 'v1.12.11' }],
    [
      'a newer patch that is there',
      { present: new Map([['cluster-api', 'v1.12.14']]) },
      { 'core cluster-api': 'v1.12.14', 'bootstrap kubeadm': 'v1.12.14' },
    ],
  ])('follows %s', (_, more, expected) => {
    expect(versions(solve(wanted(STACKS, more), TABLES))).toMatchObject(expected);
  });

  test('leaves out what no release needs', () => {
    expect(Object.keys(versions(solve(wanted([release('docker-scs-1-36-v1', 'v1.36.1')]), TABLES)))).toEqual([
      'component cert-manager',
      'installer cluster-api-operator',
      'cso cso',
      'core cluster-api',
      'bootstrap kubeadm',
      'controlPlane kubeadm',
      'infrastructure docker',
    ]);
  });
});

test.each<[string, Parameters<typeof wanted>, readonly string[]]>([
  [
    'two releases',
    [[release('openstack-scs-1-26-v1', 'v1.26.15'), release('openstack-scs-1-34-v1', 'v1.34.2')]],
    [
      'openstack-scs-1-26-v1 has Kubernetes v1.26.15, which CAPI 1.5 to 1.9 support',
      'openstack-scs-1-34-v1 has Kubernetes v1.34.2, which CAPI 1.11 to 1.14 support',
    ],
  ],
  [
    'a release and what is asked for',
    [[release('openstack-scs-1-36-v1', 'v1.36.0')], { clusterApi: '1.11' }],
    ['Cluster API 1.11 is asked for', 'openstack-scs-1-36-v1 has Kubernetes v1.36.0, which CAPI 1.12 to 1.14 support'],
  ],
  [
    'a provider and CSO',
    [[release('metal3-scs-1-32-v1', 'v1.32.0', 'v1beta2')]],
    [
      CSO,
      'metal3-scs-1-32-v1 has a Metal3MachineTemplate of infrastructure.cluster.x-k8s.io/v1beta2, so it takes CAPM3 1.13 with CAPI 1.13',
    ],
  ],
  [
    'what is there and CSO',
    [STACKS, { present: new Map([['cluster-api', 'v1.13.1']]) }],
    ['Cluster API v1.13.1 is there, and the Cluster API operator goes back no minor', CSO],
  ],
  [
    'Kubernetes below and Kyverno',
    [STACKS, { kubernetes: 36, kyverno: KYVERNO }],
    [
      'the management cluster has Kubernetes 1.36',
      'policies that generate need Kyverno 1.19: v1.17.0 runs on Kubernetes 1.32 to 1.35, v1.19.1 runs on Kubernetes 1.33 to 1.35',
    ],
  ],
  [
    'a release and all that is known',
    [[release('openstack-scs-1-37-v1', 'v1.37.0')]],
    ['openstack-scs-1-37-v1 has Kubernetes v1.37.0, which no known release of Cluster API supports'],
  ],
])('what collides is named: %s', (_, input, facts) => {
  expect(solve(wanted(...input), TABLES)).toEqual({ kind: 'impossible', facts });
});

test('where only what installs all parts is missing, that is what is told', () => {
  const operator = TABLES.management.operator.map((one) => ({ ...one, contracts: ['v1alpha4'] }));
  const tables = { ...TABLES, management: { ...TABLES.management, operator } };
  const solution = solve(wanted([release('docker-scs-1-36-v1', 'v1.36.1')]), tables);
  expect(solution).toEqual({
    kind: 'impossible',
    facts: [
      'CAPI 1.12 is of contract v1beta2, and providers of it or of the one before',
      'no known release of the Cluster API operator takes them together; v0.28.0, the newest, takes v1alpha4',
    ],
  });
});
