import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/finding.ts';
import { checkBuilt } from '../../support/check-built.ts';
import type { Overrides } from '../../support/stack-builder.ts';
import { CLASS, CNI, format, formatCrd, judge, pick, withAddon } from './judge.ts';

describe('duplicate-object', () => {
  const MAP = format('v1', 'ConfigMap');
  const POLICY = 'cluster-addon/policy/templates/policy.yaml';
  const crd = (version: string) => formatCrd('acme.org', 'Thing', { version });
  test.each<[string, Overrides, [Verdict, string, string][]]>([
    ['the same twice', { [CNI]: `${MAP}---\n${MAP}` }, [['warn', 'ConfigMap/cni', CNI]]],
    ['other labels', { [CNI]: `${MAP}---\n${format('v1', 'ConfigMap', 'cni', 'labels: {a: b}')}` }, [['warn', 'ConfigMap/cni', CNI]]],
    ['other content', { [CNI]: `${MAP}---\n${MAP}data: {a: b}\n` }, [['refuse', 'ConfigMap/cni', CNI]]],
    ['keys in another order', { [CNI]: `${MAP}data: {a: b, c: d}\n---\n${MAP}data: {c: d, a: b}\n` }, [['warn', 'ConfigMap/cni', CNI]]],
    [
      'the namespace said once',
      { [CNI]: `${MAP}data: {a: b}\n---\n${format('v1', 'ConfigMap', 'cni', 'namespace: kube-system')}` },
      [['refuse', 'ConfigMap/cni', CNI]],
    ],
    ['another kind', { [CNI]: `${MAP}---\n${format('v1', 'Secret')}` }, []],
    [
      'another API version',
      { [CNI]: `${format('autoscaling/v1', 'HorizontalPodAutoscaler')}---\n${format('autoscaling/v2', 'HorizontalPodAutoscaler')}` },
      [['warn', 'HorizontalPodAutoscaler/cni', CNI]],
    ],
    [
      'addons that are applied together',
      { [CNI]: MAP, ...withAddon(`${MAP}data: {a: b}\n`, 'last') },
      [['refuse', 'ConfigMap/cni', POLICY]],
    ],
    [
      'addons that are not applied together',
      {
        [CNI]: MAP,
        ...withAddon(`${MAP}data: {a: b}\n`, 'other-hook'),
        'clusteraddon.yaml':
          'addonStages:\n  AfterControlPlaneInitialized:\n    - {name: cni, action: apply}\n  BeforeClusterUpgrade:\n    - {name: policy, action: apply}\n',
      },
      [],
    ],
    ['an addon that is deleted', { [CNI]: MAP, ...withAddon(`${MAP}data: {a: b}\n`, 'delete') }, []],
    [
      'CRDs in two versions',
      { [CNI]: crd('v1'), ...withAddon(crd('v2'), 'last') },
      [['warn', 'CustomResourceDefinition/x.acme.org', POLICY]],
    ],
    ['class and addon', { [CLASS]: MAP, [CNI]: `${MAP}data: {a: b}\n` }, []],
  ])('%s', async (_, files, expected) => {
    expect(await judge('duplicate-object', files)).toEqual(expected);
  });
});

describe('duplicate-entry', () => {
  const pods = (container: string) =>
    `${format('apps/v1', 'DaemonSet')}spec: {template: {spec: {containers: [{name: agent, ${container}}]}}}\n`;
  test.each<[string, string, string | undefined]>([
    [
      'a variable twice',
      pods('env: [{name: MTU, value: "1"}, {name: MTU, value: "2"}]'),
      'name=MTU in spec.template.spec.containers[agent].env',
    ],
    ['two variables', pods('env: [{name: MTU}, {name: LOG}]'), undefined],
    [
      'a port twice',
      pods('ports: [{containerPort: 80}, {containerPort: 80, protocol: TCP}]'),
      'containerPort=80, protocol=TCP in spec.template.spec.containers[agent].ports',
    ],
    ['a port of two protocols', pods('ports: [{containerPort: 80}, {containerPort: 80, protocol: UDP}]'), undefined],
    ['a volume at two places', pods('volumeMounts: [{name: a, mountPath: /a}, {name: a, mountPath: /b}]'), undefined],
    [
      'two volumes at one place',
      pods('volumeMounts: [{name: a, mountPath: /a}, {name: b, mountPath: /a}]'),
      'mountPath=/a in spec.template.spec.containers[agent].volumeMounts',
    ],
    ['two containers', `${format('v1', 'Pod')}spec: {containers: [{name: a}, {name: a}]}\n`, 'name=a in spec.containers'],
    [
      'two webhooks',
      `${format('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration')}webhooks: [{name: a}, {name: a}]\n`,
      'name=a in webhooks',
    ],
  ])('%s', async (_, text, what) => {
    const findings = await checkBuilt([pick('duplicate-entry')], { [CNI]: text });
    expect(findings.map(({ message }) => message)).toEqual(
      what === undefined ? [] : [`has two entries ${what}, which server-side apply, and so CSO, cannot apply; leave one of them out`],
    );
  });
});
