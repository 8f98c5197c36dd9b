import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/finding.ts';
import { checkBuilt } from '../../support/check-built.ts';
import type { Overrides } from '../../support/stack-builder.ts';
import { at, CLASS, CNI, format, formatCrd, judge, pick, withAddon } from './judge.ts';

describe('removed-api', () => {
  test.each<[string, string, number, Verdict | undefined]>([
    ['policy/v1beta1', 'PodDisruptionBudget', 24, 'warn'],
    ['policy/v1beta1', 'PodDisruptionBudget', 25, 'refuse'],
    ['policy/v1beta1', 'PodDisruptionBudget', 23, undefined],
    ['extensions/v1beta1', 'Ingress', 32, 'refuse'],
    ['apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', 32, 'refuse'],
    ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 31, 'warn'],
    ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 30, undefined],
    ['networking.k8s.io/v1beta1', 'IPAddress', 36, 'warn'],
    ['networking.k8s.io/v1beta1', 'IPAddress', 37, 'warn'],
    ['apps/v1', 'Deployment', 32, undefined],
  ])('%s %s in 1.%i: %s', async (apiVersion, kind, minor, verdict) => {
    const found = await judge('removed-api', { [CNI]: format(apiVersion, kind) }, at(minor));
    expect(found).toEqual(verdict === undefined ? [] : [[verdict, `${kind}/cni`, CNI]]);
  });

  test('the whole finding', async () => {
    expect(await checkBuilt([pick('removed-api')], { [CNI]: `# old\n${format('batch/v1beta1', 'CronJob')}` })).toEqual([
      {
        code: 'removed-api',
        verdict: 'refuse',
        subject: 'CronJob/cni',
        message: 'batch/v1beta1 was removed in Kubernetes 1.25, so 1.32 refuses the object; use batch/v1',
        file: `stacks/docker/demo/${CNI}`,
        source: 'Kubernetes, API lifecycles of v0.19 to v0.36',
        waived: false,
      },
    ]);
  });

  test("the management cluster's Kubernetes is unknown", async () => {
    expect(await judge('removed-api', { [CLASS]: format('batch/v1beta1', 'CronJob') })).toEqual([]);
  });

  test('says what fits', async () => {
    expect(await checkBuilt([pick('removed-api')])).toMatchObject([
      { verdict: 'ok', subject: 'cni', file: 'stacks/docker/demo/cluster-addon/cni/Chart.yaml' },
    ]);
  });
});

describe('unserved-api', () => {
  test.each<[string, string, number, Verdict | undefined]>([
    ['resource.k8s.io/v1', 'DeviceClass', 33, 'refuse'],
    ['resource.k8s.io/v1', 'DeviceClass', 34, 'warn'],
    ['resource.k8s.io/v1', 'DeviceClass', 35, undefined],
    ['resource.k8s.io/v1beta1', 'DeviceClass', 33, 'warn'],
    ['admissionregistration.k8s.io/v1beta1', 'ValidatingAdmissionPolicy', 32, 'warn'],
    ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 30, undefined],
    ['v1', 'Deployment', 32, 'refuse'],
    ['apps/v1', 'Deployement', 32, 'refuse'],
    ['app/v1', 'Deployment', 32, 'refuse'],
    ['apps/v1', 'Rollout', 37, 'unknown'],
    ['scheduling.k8s.io/v1alpha1', 'Workload', 35, 'warn'],
    ['policy/v1beta1', 'PodDisruptionBudget', 32, undefined],
    ['acme.org/v1', 'Thing', 32, 'unknown'],
    ['v1', 'ConfigMap', 32, undefined],
  ])('%s %s in 1.%i: %s', async (apiVersion, kind, minor, verdict) => {
    const found = await judge('unserved-api', { [CNI]: format(apiVersion, kind) }, at(minor));
    expect(found).toEqual(verdict === undefined ? [] : [[verdict, `${kind}/cni`, CNI]]);
  });

  test('a wrong API version: what would fit', async () => {
    const [finding] = await checkBuilt([pick('unserved-api')], { [CNI]: format('v1', 'Deployment') });
    expect(finding?.message).toBe('Kubernetes 1.32 serves no v1 Deployment; use apps/v1');
  });

  test('an upgrade from the minor before hangs for certain where that minor was released', async () => {
    const object = { [CNI]: format('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy') };
    expect(await judge('unserved-api', object, { ...at(30), earlier: {}, relation: 'previous-minor' })).toEqual([
      ['refuse', 'ValidatingAdmissionPolicy/cni', CNI],
    ]);
    expect(await judge('unserved-api', object, { ...at(31), earlier: {}, relation: 'previous-minor' })).toEqual([]);
  });

  const THING = format('acme.org/v1', 'Thing');
  const POLICY = 'cluster-addon/policy/templates/policy.yaml';
  test.each<[string, Overrides, [Verdict, string, string][]]>([
    ['a CRD of the same addon', { [CNI]: `${formatCrd('acme.org', 'Thing')}---\n${THING}` }, []],
    ['a CRD of an earlier stage', { [CNI]: THING, ...withAddon(formatCrd('acme.org', 'Thing'), 'first') }, []],
    ['a CRD of a later stage', { [CNI]: THING, ...withAddon(formatCrd('acme.org', 'Thing'), 'last') }, [['refuse', 'Thing/cni', CNI]]],
    [
      'a version that the CRD does not serve',
      { [CNI]: format('acme.org/v0', 'Thing'), ...withAddon(formatCrd('acme.org', 'Thing'), 'first') },
      [['refuse', 'Thing/cni', CNI]],
    ],
    [
      'an API server of the stack',
      { [CNI]: `${format('apiregistration.k8s.io/v1', 'APIService', 'v1.acme.org')}spec: {group: acme.org}\n---\n${THING}` },
      [],
    ],
    [
      'a kind that Cilium brings itself',
      {
        'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: cilium\nversion: 1.0.0\n',
        [CNI]: format('cilium.io/v2', 'CiliumNetworkPolicy'),
      },
      [],
    ],
    ['one unknown for many objects', { [CNI]: `${THING}---\n${format('acme.org/v1', 'Thing', 'other')}` }, [['unknown', 'Thing/cni', CNI]]],
    ['an addon that was not rendered may bring the CRD', { [CNI]: THING, ...withAddon('{{ fail "no" }}\n', 'first') }, []],
    [
      'a folder that no stage names',
      {
        'cluster-addon/spare/Chart.yaml': 'apiVersion: v2\nname: spare\nversion: 1.0.0\n',
        'cluster-addon/spare/templates/a.yaml': format('app/v1', 'X'),
      },
      [],
    ],
    ['two addons', withAddon(THING, 'last'), [['unknown', 'Thing/cni', POLICY]]],
  ])('custom kinds: %s', async (_, files, expected) => {
    expect(await judge('unserved-api', { [CNI]: format('v1', 'ConfigMap'), ...files })).toEqual(expected);
  });
});
