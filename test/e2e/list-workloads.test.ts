import { expect, test } from 'vitest';
import { formatWorkloads, listWorkloads } from '../../src/e2e/list-workloads.ts';
import { makeRendering, makeSubject } from './support/make-subject.ts';

const list = (...parts: Parameters<typeof makeSubject>) => listWorkloads('r', makeSubject(...parts).facts, 'created');
const object = (apiVersion: string, kind: string, spec: object = {}, metadata: object = { name: 'x' }) => ({
  apiVersion,
  kind,
  metadata,
  spec,
});

test.each([
  [object('apps/v1', 'Deployment'), 'rollout'],
  [object('apps/v1', 'Deployment', { paused: true }), 'replicas'],
  [object('apps/v1', 'DaemonSet'), 'rollout'],
  [object('apps/v1', 'DaemonSet', { updateStrategy: { type: 'OnDelete' } }), 'daemons'],
  [object('apps/v1', 'StatefulSet'), 'rollout'],
  [object('apps/v1', 'StatefulSet', { updateStrategy: { type: 'OnDelete' } }), 'replicas'],
  [object('apps/v1', 'ReplicaSet'), 'replicas'],
  [object('v1', 'ReplicationController'), 'replicas'],
  [object('v1', 'Pod'), 'ready'],
  [object('v1', 'Pod', { restartPolicy: 'Never' }), 'exists'],
  [object('batch/v1', 'Job'), 'complete'],
  [object('batch/v1', 'Job', { ttlSecondsAfterFinished: 0 }), undefined],
  [object('batch/v1', 'CronJob'), 'exists'],
  [object('v1', 'ConfigMap'), undefined],
  [object('example.com/v1', 'Deployment'), undefined],
])('%o is seen to work by: %s', (one, check) => {
  expect(list({ addons: { cni: [one] } }).workloads.map((workload) => workload.check)).toEqual(check === undefined ? [] : [check]);
});

test('a namespace is its own, or the one that CSO applies to', () => {
  const objects = [object('apps/v1', 'Deployment'), object('apps/v1', 'Deployment', {}, { name: 'y', namespace: 'kube-public' })];
  expect(list({ addons: { cni: objects } }).workloads).toEqual([
    { check: 'rollout', kind: 'deployment', namespace: 'kube-system', name: 'x' },
    { check: 'rollout', kind: 'deployment', namespace: 'kube-public', name: 'y' },
  ]);
});

test('names that no object can have reach no script', () => {
  const names = ['$(reboot)', '-o', 'a\tb', 'a\nb', '', 'A', 'a/b'];
  const { workloads, unknown } = list({ addons: { cni: names.map((name) => object('apps/v1', 'Deployment', {}, { name })) } });
  expect([workloads, unknown]).toEqual([[], ['the addon cni has workloads without a name of Kubernetes’']]);
});

test('a new cluster has the addons of the first hook, an upgraded one those of the second', () => {
  const stages = `  AfterControlPlaneInitialized:
    - {name: cni, action: apply}
    - {name: gone, action: delete}
  BeforeClusterUpgrade:
    - {name: csi, action: apply}
`;
  const addon = (name: string) => [object('apps/v1', 'Deployment', {}, { name })];
  const { facts } = makeSubject({ addons: { cni: addon('cni'), csi: addon('csi'), gone: addon('gone'), unused: addon('unused') }, stages });
  expect(listWorkloads('r', facts, 'created').workloads.map(({ name }) => name)).toEqual(['cni']);
  expect(listWorkloads('r', facts, 'upgraded').workloads.map(({ name }) => name)).toEqual(['csi']);
});

test('the one chart of a single-stage release is always applied', () => {
  const { facts } = makeSubject({ addons: { '': [object('apps/v1', 'DaemonSet')] }, stages: null });
  expect(listWorkloads('r', facts, 'upgraded').workloads).toHaveLength(1);
});

test('what only a cluster knows is said, and not waited for', () => {
  const place = { file: 'x' };
  const rendered = makeRendering([object('apps/v1', 'Deployment')]);
  const guessed = rendered.kind === 'rendered' ? { ...rendered, guessed: { message: 'a stand-in', place } } : rendered;
  const found = list({ addons: { a: guessed, b: { kind: 'skipped', reason: 'unknown-values', message: 'no\tnetwork' } } });
  expect(found.workloads).toHaveLength(1);
  expect(formatWorkloads('r', found)).toBe(`# The workloads that the addons of r render to: what is asked, kind, namespace, name.
# not known: the addon a depends on values that only a cluster has: a stand-in
# not known: the addon b is rendered from values that only a cluster has: no network
rollout\tdeployment\tkube-system\tx
`);
});
