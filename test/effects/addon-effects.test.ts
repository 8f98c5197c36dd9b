import { expect, test } from 'vitest';
import { listEffects, type Side } from '../../src/effects/index.ts';
import type { Overrides } from '../support/stack-builder.ts';
import { SINGLE_STAGE } from '../support/stack-builder.ts';
import expected from './support/addon-effects.json' with { type: 'json' };
import { EXAMPLE, side } from './support/sides.ts';
import { tellEffect } from './support/tell-effect.ts';

type Objects = readonly Readonly<Record<string, unknown>>[];

/** An addon of these objects. */
function addon(name: string, objects: Objects): Overrides {
  return {
    [`cluster-addon/${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
    [`cluster-addon/${name}/templates/${name}.yaml`]: objects.map((object) => JSON.stringify(object)).join('\n---\n'),
  };
}

const cni = (...objects: Objects): Overrides => addon('cni', objects);

function stages(created: readonly string[], upgraded: readonly string[] = created, action = 'apply'): Overrides {
  const list = (names: readonly string[]) =>
    names.map((name) => `    - {name: ${name}, action: ${name === 'gone' ? action : 'apply'}}\n`).join('');
  return {
    'clusteraddon.yaml': `addonStages:\n  AfterControlPlaneInitialized:\n${list(created)}  BeforeClusterUpgrade:\n${list(upgraded)}`,
  };
}

const object = (apiVersion: string, kind: string, name: string, rest: Readonly<Record<string, unknown>> = {}) => ({
  apiVersion,
  kind,
  metadata: { name },
  ...rest,
});
const configMap = (name: string, data: Readonly<Record<string, unknown>> = {}, more = {}) =>
  object('v1', 'ConfigMap', name, { data, ...more });

interface Pods {
  readonly image?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly more?: Readonly<Record<string, unknown>>;
}

function workload(kind: string, name: string, { image = 'agent:1', labels = {}, annotations = {}, spec = {}, more = {} }: Pods = {}) {
  const pods = { containers: [{ name: 'agent', image, ...more }] };
  const metadata = { labels: { app: name, ...labels }, annotations };
  return object('apps/v1', kind, name, { spec: { selector: { matchLabels: { app: name } }, template: { metadata, spec: pods }, ...spec } });
}

const crd = (versions: readonly unknown[], scope = 'Namespaced') =>
  object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'things.example.org', {
    spec: { group: 'example.org', scope, names: { kind: 'Thing', plural: 'things' }, versions },
  });
const version = (name: string, properties: unknown, more = {}) => ({
  name,
  served: true,
  storage: true,
  schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties } } } },
  ...more,
});

const sameAddons: Partial<Side> = { addonVersion: { kind: 'stable', major: 1 } };
const raised: Partial<Side> = { kubernetes: { major: 1, minor: 32, patch: 6 } };

const CHANGES: Readonly<Record<string, readonly [before: Overrides, after: Overrides, more?: Partial<Side>]>> = {
  'nothing, and another version': [cni(configMap('a')), cni(configMap('a'))],
  'nothing, and the same version': [cni(configMap('a')), cni(configMap('a')), sameAddons],
  'a change that CSO does not apply': [cni(configMap('a')), cni(configMap('a', { b: 'c' })), sameAddons],
  'the same with a new Kubernetes version': [cni(configMap('a')), cni(configMap('a', { b: 'c' })), { ...sameAddons, ...raised }],
  'a DaemonSet’s image': [cni(workload('DaemonSet', 'agent')), cni(workload('DaemonSet', 'agent', { image: 'agent:2' }))],
  'a Deployment’s image': [cni(workload('Deployment', 'agent')), cni(workload('Deployment', 'agent', { image: 'agent:2' }))],
  'a StatefulSet’s image': [cni(workload('StatefulSet', 'agent')), cni(workload('StatefulSet', 'agent', { image: 'agent:2' }))],
  OnDelete: [
    cni(workload('DaemonSet', 'agent', { spec: { updateStrategy: { type: 'OnDelete' } } })),
    cni(workload('DaemonSet', 'agent', { image: 'agent:2', spec: { updateStrategy: { type: 'OnDelete' } } })),
  ],
  'OnDelete no longer': [
    cni(workload('DaemonSet', 'agent', { spec: { updateStrategy: { type: 'OnDelete' } } })),
    cni(workload('DaemonSet', 'agent', { spec: { revisionHistoryLimit: 3 } })),
  ],
  'a chart’s label in the pod template': [
    cni(workload('DaemonSet', 'agent', { labels: { 'helm.sh/chart': 'a-1' } })),
    cni(workload('DaemonSet', 'agent', { labels: { 'helm.sh/chart': 'a-2' } })),
  ],
  'a checksum, and what it is of': [
    cni(configMap('a', { b: 'c' }), workload('DaemonSet', 'agent', { annotations: { 'checksum/config': '1' } })),
    cni(configMap('a', { b: 'd' }), workload('DaemonSet', 'agent', { annotations: { 'checksum/config': '2' } })),
  ],
  'the release’s own name in the pod template': [
    cni(workload('DaemonSet', 'agent', { annotations: { release: 'docker-demo-1-32-v1' } })),
    cni(workload('DaemonSet', 'agent', { annotations: { release: 'docker-demo-1-32-v2' } })),
  ],
  'an image whose tag is counted as releases are': [
    cni(workload('DaemonSet', 'agent', { image: 'agent:v1' })),
    cni(workload('DaemonSet', 'agent', { image: 'agent:v2' })),
  ],
  'replicas alone': [cni(workload('Deployment', 'agent')), cni(workload('Deployment', 'agent', { spec: { replicas: 3 } }))],
  'an amount as a number and as a text': [
    cni(workload('Deployment', 'agent', { more: { resources: { limits: { cpu: 1 } } } })),
    cni(workload('Deployment', 'agent', { more: { resources: { limits: { cpu: '1' } } } })),
  ],
  'an amount in another unit': [
    cni(workload('DaemonSet', 'agent', { more: { resources: { requests: { cpu: '100m' } } } })),
    cni(workload('DaemonSet', 'agent', { more: { resources: { requests: { cpu: '0.1' } } } })),
  ],
  'a default written out': [
    cni(workload('DaemonSet', 'agent', { more: { ports: [{ containerPort: 80 }] } })),
    cni(workload('DaemonSet', 'agent', { more: { ports: [{ containerPort: 80, protocol: 'TCP' }] } })),
  ],
  'what a template of pods has no default for': [
    cni(workload('DaemonSet', 'agent', {}), workload('DaemonSet', 'other', { more: { livenessProbe: { httpGet: { port: 1 } } } })),
    cni(
      object('apps/v1', 'DaemonSet', 'agent', {
        spec: {
          selector: { matchLabels: { app: 'agent' } },
          template: {
            metadata: { labels: { app: 'agent' } },
            spec: { enableServiceLinks: true, containers: [{ name: 'agent', image: 'agent:1' }] },
          },
        },
      }),
      workload('DaemonSet', 'other', { more: { livenessProbe: { httpGet: { port: 1 }, terminationGracePeriodSeconds: 30 } } }),
    ),
  ],
  'defaults of pods and of probes written out': [
    cni(workload('DaemonSet', 'agent', { more: { livenessProbe: { httpGet: { port: 1 } } } })),
    cni(
      object('apps/v1', 'DaemonSet', 'agent', {
        spec: {
          selector: { matchLabels: { app: 'agent' } },
          template: {
            metadata: { labels: { app: 'agent' } },
            spec: {
              restartPolicy: 'Always',
              containers: [{ name: 'agent', image: 'agent:1', livenessProbe: { periodSeconds: 10, httpGet: { port: 1, scheme: 'HTTP' } } }],
            },
          },
        },
      }),
    ),
  ],
  'a restart policy of a container': [
    cni(workload('DaemonSet', 'agent')),
    cni(workload('DaemonSet', 'agent', { more: { restartPolicy: 'Always' } })),
  ],
  'an annotation that is named as a field with a default': [
    cni(workload('DaemonSet', 'agent')),
    cni(workload('DaemonSet', 'agent', { annotations: { protocol: 'TCP' } })),
  ],
  'an empty list against none': [cni(workload('Deployment', 'agent', { more: { args: [] } })), cni(workload('Deployment', 'agent'))],
  'labels of a chart alone, in two objects': [
    cni(
      { ...configMap('a'), metadata: { name: 'a', labels: { 'helm.sh/chart': 'a-1' } } },
      { ...configMap('b'), metadata: { name: 'b', labels: { 'helm.sh/chart': 'a-1' } } },
    ),
    cni(
      { ...configMap('a'), metadata: { name: 'a', labels: { 'helm.sh/chart': 'a-2' } } },
      { ...configMap('b'), metadata: { name: 'b', labels: { 'helm.sh/chart': 'a-2' } } },
    ),
  ],
  'a selector': [
    cni(workload('Deployment', 'agent', { spec: { selector: { matchLabels: { app: 'agent' } } } })),
    cni(workload('Deployment', 'agent', { spec: { selector: { matchLabels: { app: 'other' } } } })),
  ],
  'a StatefulSet’s service': [
    cni(workload('StatefulSet', 'agent', { spec: { serviceName: 'a' } })),
    cni(workload('StatefulSet', 'agent', { spec: { serviceName: 'b' } })),
  ],
  'defaults of StatefulSets and of volumes written out': [
    cni(
      workload('StatefulSet', 'agent', {
        spec: { volumeClaimTemplates: [{ metadata: { name: 'a' }, spec: {} }] },
        more: { readinessProbe: { httpGet: { port: 1 } } },
      }),
    ),
    cni(
      workload('StatefulSet', 'agent', {
        spec: {
          podManagementPolicy: 'OrderedReady',
          volumeClaimTemplates: [{ metadata: { name: 'a' }, spec: { volumeMode: 'Filesystem' } }],
        },
        more: { tty: false, readinessProbe: { httpGet: { port: 1, path: '/' } } },
      }),
    ),
  ],
  'a CSIDriver, what may not change': [
    cni(object('storage.k8s.io/v1', 'CSIDriver', 'a.example.org', { spec: { attachRequired: true } })),
    cni(object('storage.k8s.io/v1', 'CSIDriver', 'a.example.org', { spec: { attachRequired: false } })),
  ],
  'a CSIDriver, what may': [
    cni(object('storage.k8s.io/v1', 'CSIDriver', 'a.example.org', { spec: { podInfoOnMount: true } })),
    cni(object('storage.k8s.io/v1', 'CSIDriver', 'a.example.org', { spec: { podInfoOnMount: false } })),
  ],
  'a CSIDriver, a default written out': [
    cni(object('storage.k8s.io/v1', 'CSIDriver', 'a.example.org', { spec: {} })),
    cni(
      object('storage.k8s.io/v1', 'CSIDriver', 'a.example.org', { spec: { attachRequired: true, volumeLifecycleModes: ['Persistent'] } }),
    ),
  ],
  'a Job': [
    cni(object('batch/v1', 'Job', 'once', { spec: { template: { spec: { containers: [{ name: 'a', image: 'a:1' }] } } } })),
    cni(object('batch/v1', 'Job', 'once', { spec: { template: { spec: { containers: [{ name: 'a', image: 'a:2' }] } } } })),
  ],
  'a Job, a default of its pods written out': [
    cni(object('batch/v1', 'Job', 'once', { spec: { template: { spec: { containers: [{ name: 'a' }] } } } })),
    cni(object('batch/v1', 'Job', 'once', { spec: { template: { spec: { containers: [{ name: 'a' }], dnsPolicy: 'ClusterFirst' } } } })),
  ],
  'a Job, how often it has to succeed': [
    cni(object('batch/v1', 'Job', 'once', { spec: { completions: 1 } })),
    cni(object('batch/v1', 'Job', 'once', { spec: { completions: 2 } })),
  ],
  'a Job that counts by an index': [
    cni(object('batch/v1', 'Job', 'once', { spec: { completionMode: 'Indexed', completions: 1, parallelism: 1 } })),
    cni(object('batch/v1', 'Job', 'once', { spec: { completionMode: 'Indexed', completions: 2, parallelism: 2 } })),
  ],
  'a CSIDriver, a way of its volumes less': [
    cni(object('storage.k8s.io/v1', 'CSIDriver', 'a.example.org', { spec: { volumeLifecycleModes: ['Ephemeral', 'Persistent'] } })),
    cni(object('storage.k8s.io/v1', 'CSIDriver', 'a.example.org', { spec: { volumeLifecycleModes: ['Ephemeral'] } })),
  ],
  'a StorageClass, a default written out': [
    cni(object('storage.k8s.io/v1', 'StorageClass', 'fast', { provisioner: 'a' })),
    cni(object('storage.k8s.io/v1', 'StorageClass', 'fast', { provisioner: 'a', reclaimPolicy: 'Delete' })),
  ],
  'a StorageClass, no default': [
    cni(object('storage.k8s.io/v1', 'StorageClass', 'fast', { provisioner: 'a' })),
    cni(object('storage.k8s.io/v1', 'StorageClass', 'fast', { provisioner: 'a', reclaimPolicy: 'Retain' })),
  ],
  'a StorageClass': [
    cni(object('storage.k8s.io/v1', 'StorageClass', 'fast', { provisioner: 'a', parameters: { type: 'x' } })),
    cni(object('storage.k8s.io/v1', 'StorageClass', 'fast', { provisioner: 'a', parameters: { type: 'y' } })),
  ],
  'a role of a binding': [
    cni(object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'a', { roleRef: { name: 'a' } })),
    cni(object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'a', { roleRef: { name: 'b' } })),
  ],
  'an immutable ConfigMap': [cni(configMap('a', { b: 'c' }, { immutable: true })), cni(configMap('a', { b: 'd' }, { immutable: true }))],
  'a Secret, whose values are not shown': [
    cni(object('v1', 'Secret', 'a', { stringData: { password: 'one' } })),
    cni(object('v1', 'Secret', 'a', { stringData: { password: 'two' } })),
  ],
  'a definition, a field gone and one narrower': [
    cni(crd([version('v1', { size: { type: 'integer' }, mode: { type: 'string' } })])),
    cni(crd([version('v1', { mode: { type: 'string', enum: ['a'] } })])),
  ],
  'a definition, a field more': [cni(crd([version('v1', {})])), cni(crd([version('v1', { size: { type: 'integer' } })]))],
  'a definition, its stored version gone': [cni(crd([version('v1alpha1', {})])), cni(crd([version('v1', {})]))],
  'a definition, a version no longer served': [
    cni(crd([version('v1', {}), version('v1alpha1', {}, { storage: false })])),
    cni(crd([version('v1', {}), version('v1alpha1', {}, { storage: false, served: false })])),
  ],
  'a definition, its scope': [cni(crd([version('v1', {})])), cni(crd([version('v1', {})], 'Cluster'))],
  'an object gone and one new': [cni(configMap('a')), cni(configMap('b'))],
  'an addon in no stage any more': [
    { ...cni(configMap('a')), ...addon('metrics', [configMap('m'), configMap('n')]), ...stages(['cni', 'metrics']) },
    cni(configMap('a')),
  ],
  'an addon deleted by a stage': [
    { ...cni(configMap('a')), ...addon('gone', [configMap('m')]), ...stages(['cni', 'gone']) },
    { ...cni(configMap('a')), ...addon('gone', [configMap('m')]), ...stages(['cni'], ['gone', 'cni'], 'delete') },
  ],
  'an addon that is not applied on upgrades': [
    { ...cni(configMap('a')), ...addon('metrics', [configMap('m')]), ...stages(['cni', 'metrics']) },
    { ...cni(configMap('a')), ...addon('metrics', [configMap('m')]), ...stages(['cni', 'metrics'], ['cni']) },
  ],
  'an addon that the older release does not have': [
    cni(configMap('a')),
    { ...cni(configMap('a')), ...addon('metrics', [configMap('m')]), ...stages(['cni', 'metrics']) },
  ],
  'an object that moves': [
    { ...cni(configMap('a'), configMap('m')), ...addon('metrics', [configMap('n')]), ...stages(['cni', 'metrics']) },
    { ...cni(configMap('a')), ...addon('metrics', [configMap('m'), configMap('n')]), ...stages(['cni', 'metrics']) },
  ],
  'an addon that fails to render now': [
    cni(configMap('a')),
    { ...cni(configMap('a')), 'cluster-addon/cni/templates/fail.yaml': '{{ fail "no" }}' },
  ],
  'an addon that failed to render': [
    { ...cni(configMap('a')), 'cluster-addon/cni/templates/fail.yaml': '{{ fail "no" }}' },
    cni(configMap('a')),
  ],
  'random values': [
    {
      'cluster-addon/cni/templates/cni.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {b: "{{ randAlphaNum 8 }}"}\n',
    },
    {
      'cluster-addon/cni/templates/cni.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {b: "{{ randAlphaNum 8 }}"}\n',
    },
  ],
  'from stages to one chart': [
    cni(configMap('a')),
    { ...SINGLE_STAGE, 'cluster-addon/templates/addon.yaml': JSON.stringify(configMap('b')) },
  ],
  'from one chart to stages': [
    { ...SINGLE_STAGE, 'cluster-addon/templates/addon.yaml': JSON.stringify(configMap('b')) },
    cni(configMap('a')),
  ],
};

test.each(Object.entries(CHANGES))('%s', async (name, [before, after, more = {}]) => {
  const files = { 'cluster-class/templates/cluster-class.yaml': EXAMPLE };
  const effects = listEffects(await side({ ...files, ...before }), await side({ ...files, ...after }, 2, more)).filter(
    ({ rule }) => !rule.startsWith('kube'),
  );
  expect(effects.map(tellEffect)).toEqual((expected as Readonly<Record<string, readonly string[]>>)[name]);
});

test('nothing more is expected', () => {
  expect(Object.keys(expected)).toEqual(Object.keys(CHANGES));
});
