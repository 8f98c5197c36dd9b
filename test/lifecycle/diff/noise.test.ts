import { expect, test } from 'vitest';
import type { Change } from '../../../src/lifecycle/index.ts';
import { compareSubjects } from '../../../src/lifecycle/index.ts';
import { compareTemplates, makeEnd, TEMPLATE } from './support/ends.ts';

const OBJECT = { kind: 'object', change: 'changed', part: 'cni', places: 1, noise: false } as const;

const deployment = (fields: { labels?: string; annotations?: string; container?: string; spec?: string } = {}) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: ${fields.labels ?? '{}'}}
spec:
  template:
    metadata: {labels: {app: web}, annotations: ${fields.annotations ?? '{}'}}
    spec:
      containers: [{name: main, ${fields.container ?? 'image: "x:1"'}}]
      ${fields.spec ?? ''}
`;

const configMap = (data: string, name = 'settings') => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: ${data}\n`;

interface Case {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly changes: readonly Change[];
}

const WEB = { ...OBJECT, object: 'Deployment kube-system/web' } as const;
const MAIN = 'spec.template.spec.containers[main]';

const CASES: readonly Case[] = [
  {
    what: 'labels of charts fold',
    from: deployment({ labels: '{helm.sh/chart: a-1}' }),
    to: deployment({ labels: '{helm.sh/chart: a-2}' }),
    changes: [{ ...WEB, path: 'metadata.labels["helm.sh/chart"]', from: 'a-1', to: 'a-2', noise: true, rule: 'helm-labels' }],
  },
  {
    what: 'a hash that restarts pods is said',
    from: deployment({ annotations: '{checksum/config: aa}' }),
    to: deployment({ annotations: '{checksum/config: bb}' }),
    changes: [{ ...WEB, path: 'spec.template.metadata.annotations["checksum/config"]', from: 'aa', to: 'bb', rule: 'checksums' }],
  },
  {
    what: 'an amount in another form',
    from: deployment({ container: 'resources: {limits: {cpu: 1}}' }),
    to: deployment({ container: 'resources: {limits: {cpu: 1000m}}' }),
    changes: [{ ...WEB, path: `${MAIN}.resources.limits.cpu`, from: '1', to: '1000m', noise: true, rule: 'defaults' }],
  },
  {
    what: 'a default that is written',
    from: deployment(),
    to: deployment({ spec: 'dnsPolicy: ClusterFirst' }),
    changes: [{ ...WEB, change: 'added', path: 'spec.template.spec.dnsPolicy', to: 'ClusterFirst', noise: true, rule: 'defaults' }],
  },
  {
    what: 'an empty text that is as good as none',
    from: deployment(),
    to: deployment({ spec: 'priorityClassName: ""' }),
    changes: [{ ...WEB, change: 'added', path: 'spec.template.spec.priorityClassName', to: '""', noise: true, rule: 'defaults' }],
  },
  {
    what: 'a label of nodes that is there, whatever it says',
    from: deployment({ spec: 'nodeSelector: {a: b}' }),
    to: deployment({ spec: 'nodeSelector: {a: b, node-role.kubernetes.io/control-plane: ""}' }),
    changes: [{ ...WEB, change: 'added', path: 'spec.template.spec.nodeSelector["node-role.kubernetes.io/control-plane"]', to: '""' }],
  },
  {
    what: 'a file that is there and empty',
    from: configMap('{a: b}'),
    to: configMap('{a: b, c: ""}'),
    changes: [{ ...OBJECT, object: 'ConfigMap settings', change: 'added', path: 'data.c', to: '""' }],
  },
  {
    what: 'no class of storage at all',
    from: 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec: {volumeName: a}\n',
    to: 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec: {volumeName: a, storageClassName: ""}\n',
    changes: [{ ...OBJECT, object: 'PersistentVolumeClaim a', change: 'added', path: 'spec.storageClassName', to: '""' }],
  },
  {
    what: 'an empty directory is no default',
    from: deployment({ spec: 'volumes: [{name: a}]' }),
    to: deployment({ spec: 'volumes: [{name: a, emptyDir: {}}]' }),
    changes: [{ ...WEB, change: 'added', path: 'spec.template.spec.volumes[a].emptyDir', to: '{}' }],
  },
  {
    what: 'variables of the environment by name, another order among them',
    from: deployment({ container: 'env: [{name: A, value: "1"}, {name: B, value: "2"}]' }),
    to: deployment({ container: 'env: [{name: C, value: "3"}, {name: B, value: "2"}, {name: A, value: "1"}]' }),
    changes: [
      { ...WEB, change: 'reordered', path: `${MAIN}.env`, rule: 'order' },
      { ...WEB, change: 'added', path: `${MAIN}.env[C]`, to: '{"name":"C","value":"3"}' },
    ],
  },
  {
    what: 'arguments by their flags',
    from: deployment({ container: 'args: [run, --level=1, --old]' }),
    to: deployment({ container: 'args: [run, --new, --level=2]' }),
    changes: [
      { ...WEB, path: `${MAIN}.args[1]`, from: '--old', to: '--new' },
      { ...WEB, path: `${MAIN}.args[2]`, from: '--level=1', to: '--level=2' },
    ],
  },
  {
    what: 'rules as a set',
    from: 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\nrules: [{resources: [a, b]}, {resources: [c]}]\n',
    to: 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\nrules: [{resources: [c]}, {resources: [b, a]}]\n',
    changes: [{ ...OBJECT, object: 'ClusterRole r', path: 'rules[1].resources', change: 'reordered', noise: true, rule: 'order' }],
  },
  {
    what: 'JSON in a text',
    from: configMap(`{c.json: '{"a": {"b": 1}}'}`),
    to: configMap(`{c.json: '{"a": {"b": 2}}'}`),
    changes: [{ ...OBJECT, object: 'ConfigMap settings', path: 'data["c.json"]', inside: 'a.b', from: '1', to: '2' }],
  },
  {
    what: 'JSON in another form',
    from: configMap(`{c.json: '{"a": 1}'}`),
    to: configMap(`{c.json: '{ "a": 1 }'}`),
    changes: [
      { ...OBJECT, object: 'ConfigMap settings', path: 'data["c.json"]', from: '1 line', to: '1 line', noise: true, rule: 'format' },
    ],
  },
  {
    what: 'lines of a text',
    from: configMap('\n  s: |\n    #!/bin/sh\n    echo one\n    echo end'),
    to: configMap('\n  s: |\n    #!/bin/sh\n    echo two\n    echo end'),
    changes: [
      {
        ...OBJECT,
        object: 'ConfigMap settings',
        path: 'data.s',
        from: '3 lines',
        to: '3 lines',
        lines: ['@@ -1,3 +1,3 @@', ' #!/bin/sh', '-echo one', '+echo two', ' echo end'],
      },
    ],
  },
  {
    what: 'another name',
    from: configMap('{a: "1", b: "2", c: "3"}', 'old'),
    to: configMap('{a: "1", b: "2", c: "4"}', 'new'),
    changes: [
      { ...OBJECT, object: 'ConfigMap new', change: 'renamed', path: '', from: 'old', to: 'new' },
      { ...OBJECT, object: 'ConfigMap new', path: 'data.c', from: '"3"', to: '"4"' },
    ],
  },
  {
    what: 'objects with little in common',
    from: configMap('{a: "1"}', 'old'),
    to: configMap('{b: "2"}', 'new'),
    changes: [
      { ...OBJECT, object: 'ConfigMap old', change: 'removed', path: '' },
      { ...OBJECT, object: 'ConfigMap new', change: 'added', path: '' },
    ],
  },
  {
    what: 'the name of the release where nothing restarts, and where something does',
    from: `${configMap('{a: docker-demo-1-32}')}---\n${deployment({ container: 'image: "docker-demo-1-32:1"' })}`,
    to: `${configMap('{a: docker-demo-1-32}')}---\n${deployment({ container: 'image: "docker-demo-1-32:2"' })}`,
    changes: [{ ...WEB, path: `${MAIN}.image`, from: 'docker-demo-1-32:1', to: 'docker-demo-1-32:2' }],
  },
];

test.each(CASES)('$what', async ({ from, to, changes }) => {
  expect(await compareTemplates(from, to)).toEqual(changes);
});

test('contents of Secrets are never shown', async () => {
  const secret = (fields: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n${fields}\n`;
  const changes = await compareTemplates(
    `${secret('stringData: {password: hunter2}')}---\n${configMap('\n  m: |\n    kind: Secret\n    stringData: {password: hunter2}')}`,
    `${secret('stringData: {password: hunter3}\ndata: {more: aHVudGVyNA==}')}---\n${configMap('\n  m: |\n    kind: Secret\n    stringData: {password: hunter3}')}`,
  );
  expect(changes.map(({ object, path }) => `${object} ${path}`)).toEqual([
    'Secret s stringData.password',
    'Secret s data',
    'ConfigMap settings data.m',
  ]);
  expect(changes[0]?.from).toMatch(/^secret of 7 bytes \(sha256 [0-9a-f]{12}\)$/);
  expect(JSON.stringify(changes)).not.toMatch(/hunter|aHVudGVy/);
});

test('private keys are never shown', async () => {
  const key = (text: string) => configMap(`\n  k: |\n    -----BEGIN PRIVATE KEY-----\n    ${text}\n    -----END PRIVATE KEY-----`);
  const [change] = await compareTemplates(key('AAAA'), key('BBBB'));
  expect(change?.path).toBe('data.k');
  expect(JSON.stringify(change)).not.toMatch(/AAAA|BBBB/);
});

test('a definition of an API has what it takes away', async () => {
  const crd = (properties: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.org}
spec: {versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: ${properties}}}}]}
`;
  const changes = await compareTemplates(crd('{a: {type: string}, b: {type: string}}'), crd('{a: {type: integer}, c: {type: string}}'));
  expect(changes.map(({ path, change, rule }) => [path, change, rule])).toEqual([
    ['spec.versions[v1].schema.openAPIV3Schema.properties.a.type', 'changed', 'crds'],
    ['spec.versions[v1].schema.openAPIV3Schema.properties.b', 'removed', 'crds'],
    ['spec.versions[v1].schema.openAPIV3Schema.properties.c', 'added', 'crds'],
  ]);
  expect(changes[0]?.breaking).toContain('b is gone');
});

test('what is another at every rendering is told, and folds where nothing restarts', async () => {
  const files = { [TEMPLATE]: configMap('{a: "{{ randAlphaNum 5 }}"}') };
  const [a, b] = [await makeEnd(files), await makeEnd({ [TEMPLATE]: configMap('{a: other}') })];
  const changes = (await compareSubjects(a, b)).filter(({ kind }) => kind === 'object');
  expect(changes).toEqual([
    {
      ...OBJECT,
      object: 'ConfigMap settings',
      path: 'data.a',
      from: '(another at every rendering)',
      to: 'other',
      noise: true,
      rule: 'random',
    },
  ]);
});

test('a random value inside of one that is new is not shown', async () => {
  const [a, b] = [
    await makeEnd({ [TEMPLATE]: configMap('null') }),
    await makeEnd({ [TEMPLATE]: configMap('{a: "{{ randAlphaNum 5 }}"}') }),
  ];
  const changes = (await compareSubjects(a, b)).filter(({ kind }) => kind === 'object');
  expect(changes.map(({ path, from, to }) => [path, from, to])).toEqual([['data', 'null', '{"a":"(another at every rendering)"}']]);
});

test('an addon that renders on one side only is said so, and never as all gone', async () => {
  const [a, b] = [await makeEnd({ [TEMPLATE]: configMap('{a: b}') }), await makeEnd({ [TEMPLATE]: '{{ fail "no" }}\n' })];
  const changes = (await compareSubjects(a, b)).filter(({ kind }) => kind !== 'file');
  expect(changes).toEqual([
    {
      kind: 'unknown',
      change: 'changed',
      part: 'cni',
      object: 'cni',
      path: '',
      from: 'rendered',
      to: 'not rendered: execution error',
      places: 1,
      noise: false,
    },
  ]);
});

test('an object that moves to another addon is said once', async () => {
  const more = { 'cluster-addon/other/Chart.yaml': 'apiVersion: v2\nname: other\nversion: 1.0.0\n' };
  const [a, b] = [
    await makeEnd({ ...more, [TEMPLATE]: configMap('{a: b}'), 'cluster-addon/other/templates/x.yaml': '' }),
    await makeEnd({ ...more, [TEMPLATE]: '', 'cluster-addon/other/templates/x.yaml': configMap('{a: b}') }),
  ];
  const changes = (await compareSubjects(a, b)).filter(({ kind }) => kind === 'object');
  expect(changes).toEqual([
    { ...OBJECT, part: 'other', object: 'ConfigMap settings', change: 'moved', path: '', from: 'cni', to: 'other' },
  ]);
});

test('two releases of the same content differ in their names alone', async () => {
  const [a, b] = [await makeEnd({}, 'v1'), await makeEnd({}, 'v2 v1 v1')];
  const changes = await compareSubjects(a, b);
  expect([...new Set(changes.map(({ rule }) => rule))]).toEqual(['release-name']);
  expect(await compareSubjects(a, a)).toEqual([]);
});

test('files of a folder without a chart are told: nothing is made of them', async () => {
  const path = 'cluster-addon/words/a.txt';
  const [a, b] = [await makeEnd({ [path]: 'a' }), await makeEnd({ [path]: 'b' })];
  const told = (await compareSubjects(a, b)).filter(({ noise }) => !noise);
  expect(told.map(({ kind, object }) => ({ kind, object }))).toEqual([{ kind: 'file', object: path }]);
});
