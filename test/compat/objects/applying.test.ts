import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/finding.ts';
import type { Overrides } from '../../support/stack-builder.ts';
import { CNI, format, formatCrd, judge } from './judge.ts';

describe('foreign-namespace', () => {
  const POD = 'cluster-class/templates/machine.yaml';
  test.each<[string, Overrides, [Verdict, string, string][]]>([
    ['another namespace', { [CNI]: format('v1', 'ConfigMap', 'cni', 'namespace: other') }, [['refuse', 'ConfigMap/cni', CNI]]],
    ['kube-system', { [CNI]: format('v1', 'ConfigMap', 'cni', 'namespace: kube-system') }, []],
    ['none', { [CNI]: format('v1', 'ConfigMap') }, []],
    ['an empty one', { [CNI]: format('v1', 'ConfigMap', 'cni', 'namespace: ""') }, []],
    ['a cluster-scoped kind', { [CNI]: format('rbac.authorization.k8s.io/v1', 'ClusterRole', 'cni', 'namespace: other') }, []],
    [
      'a known custom kind',
      { [CNI]: format('monitoring.coreos.com/v1', 'ServiceMonitor', 'cni', 'namespace: other') },
      [['refuse', 'ServiceMonitor/cni', CNI]],
    ],
    [
      'a known custom kind without namespaces',
      { [CNI]: format('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', 'cni', 'namespace: other') },
      [],
    ],
    ['an unknown kind', { [CNI]: format('acme.org/v1', 'Thing', 'cni', 'namespace: other') }, [['unknown', 'Thing/cni', CNI]]],
    [
      'a kind of the stack',
      { [CNI]: `${formatCrd('acme.org', 'Thing')}---\n${format('acme.org/v1', 'Thing', 'cni', 'namespace: other')}` },
      [['refuse', 'Thing/cni', CNI]],
    ],
    [
      'a kind of the stack without namespaces',
      { [CNI]: `${formatCrd('acme.org', 'Thing', { scope: 'Cluster' })}---\n${format('acme.org/v1', 'Thing', 'cni', 'namespace: other')}` },
      [],
    ],
    [
      "the release's namespace",
      { [POD]: format('infrastructure.cluster.x-k8s.io/v1beta1', 'DockerMachineTemplate', 'm', 'namespace: "{{ .Release.Namespace }}"') },
      [],
    ],
    [
      'another one in the class',
      { [POD]: format('infrastructure.cluster.x-k8s.io/v1beta1', 'AcmeMachineTemplate', 'm', 'namespace: capi-system') },
      [['refuse', 'AcmeMachineTemplate/m', POD]],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await judge('foreign-namespace', files)).toEqual(expected);
  });
});

describe('unappliable-object', () => {
  const LARGE = 'x'.repeat(1024 * 1024);
  const LIST = 'apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: cni}}\n';
  const DEPLOYMENT = `${format('apps/v1', 'Deployment')}spec: {template: {metadata: `;
  test.each<[string, string, string | undefined]>([
    ['much data', `${format('v1', 'ConfigMap')}data: {a: ${LARGE}, b: c}\n`, 'ConfigMap/cni'],
    ['nearly as much data', `${format('v1', 'ConfigMap')}data: {a: ${LARGE}}\n`, undefined],
    ['a number in a ConfigMap', `${format('v1', 'ConfigMap')}data: {mtu: 1500}\n`, 'ConfigMap/cni'],
    ['what Go reads as a boolean', `${format('v1', 'ConfigMap')}data: {tunnel: on}\n`, 'ConfigMap/cni'],
    ['a text in a ConfigMap', `${format('v1', 'ConfigMap')}data: {mtu: "1500", none: null}\n`, undefined],
    ['no data', `${format('v1', 'ConfigMap')}data:\n`, undefined],
    ['data that is not a map', `${format('v1', 'ConfigMap')}data: [a]\n`, 'ConfigMap/cni'],
    ['a path as a key', `${format('v1', 'ConfigMap')}data: {etc/cni.conf: a}\n`, 'ConfigMap/cni'],
    ['plain text in the data of a Secret', `${format('v1', 'Secret')}data: {password: hello}\n`, 'Secret/cni'],
    ['base64 on several lines', `${format('v1', 'Secret')}data:\n  password: |\n    aGVs\n    bG8=\n`, undefined],
    ['plain text in stringData', `${format('v1', 'Secret')}stringData: {password: hello}\n`, undefined],
    ['no kind', 'metadata: {name: cni}\n', 'object/cni'],
    ['no API version', 'kind: ConfigMap\nmetadata: {name: cni}\n', 'ConfigMap/cni'],
    ['a list', LIST, 'List/(no name)'],
    ['an empty list', 'apiVersion: v1\nkind: List\nitems: []\n', 'List/(no name)'],
    ['no name', 'apiVersion: v1\nkind: ConfigMap\n', 'ConfigMap/(no name)'],
    ['a generated name', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: cni-}\n', 'ConfigMap/(no name)'],
    ['a name that is a number', format('v1', 'ConfigMap', '1'), 'ConfigMap/1'],
    ['upper case', format('v1', 'ConfigMap', 'CNI'), 'ConfigMap/CNI'],
    ['a colon', format('v1', 'ConfigMap', '"cni:x"'), 'ConfigMap/cni:x'],
    ["a colon in RBAC's names", format('rbac.authorization.k8s.io/v1', 'Role', '"system:cni"'), undefined],
    ['dots', format('v1', 'ConfigMap', 'cni.v1'), undefined],
    ['managed fields', format('v1', 'ConfigMap', 'cni', 'managedFields: [{manager: x}]'), 'ConfigMap/cni'],
    ['a uid', format('v1', 'ConfigMap', 'cni', 'uid: 1-2'), 'ConfigMap/cni'],
    ['a label that is a number', format('v1', 'ConfigMap', 'cni', 'labels: {version: 1.0}'), 'ConfigMap/cni'],
    ['a label without a value', format('v1', 'ConfigMap', 'cni', 'labels: {a: null}'), 'ConfigMap/cni'],
    ['an annotation without a value', format('v1', 'ConfigMap', 'cni', 'annotations: {a: null}'), undefined],
    ['a slash', format('rbac.authorization.k8s.io/v1', 'Role', 'a/b'), 'Role/a/b'],
    ['a custom kind that is named like a list', 'apiVersion: acme.org/v1\nkind: AllowList\nmetadata: {name: a}\n', undefined],
    ['labels without a value', format('v1', 'ConfigMap', 'cni', 'labels: null'), 'ConfigMap/cni'],
    ['an annotation that is a truth', format('v1', 'ConfigMap', 'cni', 'annotations: {on: true}'), 'ConfigMap/cni'],
    ['annotations without a value', format('v1', 'ConfigMap', 'cni', 'annotations: null'), undefined],
    ['a label of the pods', `${DEPLOYMENT}{labels: {app: 1}}}}\n`, 'Deployment/cni'],
    ['labels of the pods', `${DEPLOYMENT}{labels: {app: "1"}}}}\n`, undefined],
  ])('%s', async (_, text, subject) => {
    expect(await judge('unappliable-object', { [CNI]: text })).toEqual(subject === undefined ? [] : [['refuse', subject, CNI]]);
  });
});

test('helm-hook', async () => {
  const hook = format('v1', 'Pod', 'cni-test', 'annotations: {helm.sh/hook: test}');
  expect(await judge('helm-hook', { [CNI]: hook })).toEqual([['warn', 'Pod/cni-test', CNI]]);
});
