import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { buildKit, type Kit, type KitRequest } from '../../src/e2e/build-kit.ts';
import type { Provider } from '../../src/e2e/pins.ts';
import { ReleaseError } from '../../src/errors.ts';
import { findFile } from '../../src/files/index.ts';
import { makeSubject, type SubjectParts } from './support/make-subject.ts';

const build = (parts: SubjectParts = {}, more: Partial<KitRequest> = {}) => buildKit({ subject: makeSubject(parts), ...more });
const text = (kit: Kit, path: string) => findFile(kit.files, path)?.bytes.toString() ?? `no ${path}`;
const objects = (kit: Kit, path: string) => parseAllDocuments(text(kit, path)).map((document) => document.toJS());
const setting = (kit: Kit, name: string) => new RegExp(`^${name}="?([^"\\n]*)`, 'm').exec(text(kit, 'settings.env'))?.[1];

const CLUSTER_STACK = {
  apiVersion: 'clusterstack.x-k8s.io/v1alpha1',
  kind: 'ClusterStack',
  metadata: { name: 'docker-demo-1-36-stable', namespace: 'cluster' },
  spec: {
    provider: 'docker',
    name: 'demo',
    kubernetesVersion: '1.36',
    channel: 'stable',
    autoSubscribe: false,
    versions: ['v1'],
    noProvider: true,
  },
};
const { spec: SPEC } = CLUSTER_STACK;

test('what a chart says is text in the README, and no markup', () => {
  const problems = [{ message: '<b>x</b>\n[y](z) a*b', place: { file: 't' } }];
  const kit = build({ addons: { cni: { kind: 'rendered', objects: [], problems } } });
  expect(text(kit, 'README.md')).toContain('\n- the addon cni: \\<b\\>x\\</b\\> \\[y\\](z) a\\*b\n');
});

describe('what is applied', () => {
  test('a ClusterStack that names the release, in local mode’s terms', () => {
    expect(objects(build(), 'clusterstack.yaml')).toEqual([CLUSTER_STACK]);
  });

  test.each([
    ['of one line: both in one', 'docker-demo-1-36-v1', 'docker-demo-1-36-v2', 1, [{ ...SPEC, versions: ['v1', 'v2'] }]],
    [
      'of two minors: one each',
      'docker-demo-1-35-v4',
      'docker-demo-1-36-v1',
      1,
      [{ ...SPEC, kubernetesVersion: '1.35', versions: ['v4'] }, SPEC],
    ],
    [
      'from a release to one of another channel: one each, since a channel cannot be changed',
      'docker-demo-1-36-v1',
      'docker-demo-1-36-v0-beta-100',
      1,
      [SPEC, { ...SPEC, channel: 'custom', versions: ['v0-beta.100'] }],
    ],
  ])('an upgrade %s', (_, from, to, patch, specs) => {
    const kit = build({ release: to }, { from: makeSubject({ release: from, patch }) });
    expect(objects(kit, 'clusterstack.yaml').map(({ spec }) => spec)).toEqual(specs);
    const names = objects(kit, 'clusterstack.yaml').map(({ metadata }) => metadata.name);
    expect(new Set(names).size).toBe(names.length);
    expect(setting(kit, 'RELEASES')).toBe(`${from} ${to}`);
  });

  test('a Cluster of three and three, by the class’s name and exactly its version', () => {
    const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
    const kit = build(
      { release: 'docker-demo-1-36-v0-beta-100', workers: ['other', 'default-worker'], variables: [{ name: 'size', schema }] },
      {
        variables: { size: { a: [1, 'yes', null] } },
      },
    );
    const [cluster] = objects(kit, 'cluster.yaml');
    expect(cluster).toEqual({
      apiVersion: 'cluster.x-k8s.io/v1beta1',
      kind: 'Cluster',
      metadata: { name: setting(kit, 'CLUSTER'), namespace: 'cluster' },
      spec: {
        clusterNetwork: {
          pods: { cidrBlocks: ['10.244.0.0/16'] },
          services: { cidrBlocks: ['10.96.0.0/12'] },
          serviceDomain: 'cluster.local',
        },
        topology: {
          class: 'docker-demo-1-36-v0-beta.100',
          version: 'v1.36.1',
          controlPlane: { replicas: 3 },
          workers: { machineDeployments: [{ class: 'default-worker', name: 'md-0', replicas: 3 }] },
          variables: [{ name: 'size', value: { a: [1, 'yes', null] } }],
        },
      },
    });
  });

  test('before an upgrade the same Cluster, of the earlier class and version', () => {
    const kit = build({}, { from: makeSubject({ release: 'docker-demo-1-35-v4', patch: 5 }) });
    const [before, after] = [objects(kit, 'cluster-from.yaml')[0], objects(kit, 'cluster.yaml')[0]];
    expect([before.spec.topology.class, before.spec.topology.version]).toEqual(['docker-demo-1-35-v4', 'v1.35.5']);
    expect({ ...before, spec: after.spec }).toEqual(after);
  });

  test('kind’s node has the releases to read, and the socket only where machines are containers', () => {
    const mounts = (kit: Kit) => objects(kit, 'kind.yaml')[0].nodes[0].extraMounts;
    const releases = { hostPath: 'cluster-stacks', containerPath: '/releases', readOnly: true };
    expect(mounts(build())).toEqual([releases, { hostPath: '/var/run/docker.sock', containerPath: '/var/run/docker.sock' }]);
    expect(mounts(build({ release: 'openstack-demo-1-36-v1', machines: 'OpenStack' }))).toEqual([releases]);
    expect(objects(build(), 'kind.yaml')[0].nodes[0].image).toMatch(/^kindest\/node:v1\.34\.3@sha256:[0-9a-f]{64}$/);
  });

  test('the operator reads its disk alone, from a volume that it may write to', () => {
    const [values] = objects(build(), 'cso-values.yaml');
    expect(values.controllerManager.manager.args).toContain('--local=true');
    const [{ spec }] = objects(build(), 'cso-volume.yaml');
    expect(spec.template.spec).toEqual({
      containers: [{ name: 'manager', volumeMounts: [{ name: 'cluster-stacks', mountPath: '/tmp/downloads/cluster-stacks' }] }],
      volumes: [{ name: 'cluster-stacks', hostPath: { path: '/var/lib/cluster-stacks', type: 'Directory' } }],
    });
  });

  test('each release’s files are where local mode looks for them', () => {
    const kit = build({}, { from: makeSubject({ release: 'docker-demo-1-35-v4' }) });
    expect(kit.files.map(({ path }) => path).filter((path) => path.startsWith('cluster-stacks/'))).toEqual([
      'cluster-stacks/docker-demo-1-35-v4/metadata.yaml',
      'cluster-stacks/docker-demo-1-36-v1/metadata.yaml',
    ]);
  });

  test('the compliance suite’s plugin: its templates name its variables, and braces of values stay braces', () => {
    const kit = build({ variables: [{ name: 'x' }] }, { variables: { x: 'a {{ b }} {% c %}' } });
    const template = text(kit, 'compliance/cluster.yaml.j2');
    expect(template.match(/\{\{ (?:name|cs_class_name|cs_version) \}\}/g)).toHaveLength(3);
    // As Jinja renders it.
    const rendered = template.replaceAll(/\{\{ '(.*?)' \}\}/g, '$1').replaceAll(/\{\{ (?:name|cs_\w+) \}\}/g, 'set');
    expect(parse(rendered).spec.topology.variables).toEqual([{ name: 'x', value: 'a {{ b }} {% c %}' }]);
    const { config } = parse(text(kit, 'compliance/clusters.yaml')).clusters['scs-1.36'];
    expect(config).toMatchObject({ kubernetesVersion: '1.36', autoVars: 'syself', secrets: { token: '' } });
    expect(Object.values(config.templates).map((file) => text(kit, `compliance/${file}`).length > 0)).toEqual([true, true, true]);
  });

  test('the same releases give the same bytes, others other names of clusters', () => {
    expect(build().files).toEqual(build().files);
    expect(setting(build(), 'CLUSTER')).not.toBe(setting(build({ release: 'docker-demo-1-36-v2' }), 'CLUSTER'));
  });
});

test('every version has its reason', () => {
  const kit = build({ release: 'openstack-demo-1-36-v1', machines: 'OpenStack' });
  const lines = text(kit, 'versions.env').split('\n');
  const versions = lines.flatMap((line, at) => (/_(?:VERSION|COMMIT)=/.test(line) ? [[line, lines[at - 1]?.startsWith('# ')]] : []));
  expect(versions.map(([line]) => line)).toContain('ORC_VERSION=v2.6.0');
  expect(versions.filter(([, reason]) => reason !== true)).toEqual([]);
  expect(text(build(), 'versions.env')).not.toContain('ORC');
  expect(text(build({ release: 'metal3-demo-1-36-v1', machines: 'Metal3' }), 'versions.env')).toContain('\nIPAM_VERSION=v1.12.6\n');
});

describe('what no kit is made of', () => {
  const from = (release: string, patch = 1) => ({ from: makeSubject({ release, patch }) });
  const skipped = { kind: 'skipped', reason: 'no-helm', message: 'there is no helm' } as const;
  const variable = (name: string, schema: object) => ({ name, schema: { openAPIV3Schema: schema } });
  const TABLE: readonly (readonly [parts: SubjectParts, more: Partial<KitRequest>, code: string, says: RegExp])[] = [
    [{}, { provider: 'openstack' }, 'usage', /run on docker \(DockerClusterTemplate\), and not on openstack/],
    [{ machines: 'Hetzner' }, {}, 'usage', /of kind HetznerClusterTemplate/],
    [{ controlPlane: 'KamajiControlPlaneTemplate' }, {}, 'usage', /KamajiControlPlaneTemplate/],
    [{ workers: [] }, {}, 'usage', /no class of MachineDeployments/],
    [{ release: 'docker-demo-1-22-v1' }, {}, 'usage', /Cluster API 1\.13.*; and .*v1\.22\.0, which CAPI 1\.5 supports/],
    [{ release: 'docker-demo-1-37-v1' }, {}, 'usage', /v1\.37\.0, which no known release of Cluster API supports/],
    [{ machines: 'OpenStack', api: 'v1beta2' }, {}, 'usage', /v1beta2, and no released CAPO serves all/],
    [{ variables: [{ name: 'host', required: true }] }, {}, 'usage', /must set host.*--variables/],
    [{ variables: [{ name: 'workerFlavor' }] }, { variables: { workerFlavour: 1 } }, 'usage', /no variable "workerFlavour".*workerFlavor/],
    [{}, { variables: { x: 1 } }, 'usage', /no variable "x"; they have none/],
    [
      { variables: [variable('kubeletMaxPods', { type: 'integer', minimum: 10, maximum: 250 })] },
      { variables: { kubeletMaxPods: 9999 } },
      'usage',
      /^Cluster API rejects Clusters of docker-demo-1-36-v1 with these values \(kubeletMaxPods: 9999 is above maximum 250\); correct them/,
    ],
    [
      {
        variables: [variable('pods', { type: 'integer' }), variable('disk', { type: 'object', properties: { size: { type: 'integer' } } })],
      },
      { variables: { pods: '120', disk: { size: 'x', kind: 1 } } },
      'usage',
      /\(pods: "120" is string, not integer; disk: kind is not a field of it; disk: size: "x" is string, not integer\)/,
    ],
    [
      { variables: [variable('pods', { type: 'integer' })] },
      {
        variables: { pods: 'x' },
        from: makeSubject({ release: 'docker-demo-1-35-v1', variables: [variable('pods', { type: 'string' })] }),
      },
      'usage',
      /Clusters of docker-demo-1-36-v1 with/,
    ],
    [{ classRendering: skipped }, {}, 'dependency', /put helm on the PATH/],
    [{ addons: { cni: skipped } }, {}, 'dependency', /the addon cni consists of is not known/],
    [{ addons: { cni: { kind: 'failed', message: 'boom', place: { file: 'x' } } } }, {}, 'dependency', /cni cannot be rendered: boom/],
    [{}, from('docker-demo-1-36-v1'), 'usage', /the same release/],
    [{}, from('docker-other-1-36-v1'), 'usage', /of different stacks/],
    [{}, from('docker-demo-1-34-v1'), 'usage', /from minor to minor/],
    [{ release: 'docker-demo-1-35-v1' }, from('docker-demo-1-36-v1'), 'usage', /lower/],
    [{ release: 'docker-demo-1-36-v2' }, from('docker-demo-1-36-v1', 2), 'usage', /lower/],
  ];
  test.each(TABLE)('%o %o', (parts, more, code, says) => {
    const attempt = () => build(parts, more);
    expect(attempt).toThrow(says);
    expect(attempt).toThrow(ReleaseError);
    expect(attempt).toThrow(expect.objectContaining({ code }));
  });

  test('a value that fits once the class has filled it in, and one whose format nobody compares', () => {
    const disk = { type: 'object', required: ['size'], properties: { size: { type: 'integer', default: 20 } } };
    const variables = [variable('disk', disk), variable('day', { type: 'string', format: 'never-heard-of' })];
    const kit = build({ variables }, { variables: { disk: {}, day: 'x' } });
    expect(objects(kit, 'cluster.yaml')[0].spec.topology.variables).toEqual([
      { name: 'disk', value: {} },
      { name: 'day', value: 'x' },
    ]);
  });

  test('a required variable with a default, or a value, is none', () => {
    const schema = { openAPIV3Schema: { type: 'string', default: 'x' } };
    expect(() => build({ variables: [{ name: 'host', required: true, schema }] })).not.toThrow();
    expect(() => build({ variables: [{ name: 'host', required: true }] }, { variables: { host: 'x' } })).not.toThrow();
  });
});

test.each([
  ['Docker', 'docker'],
  ['OpenStack', 'openstack'],
  ['Metal3', 'metal3'],
] as const)('the provider is what a class of %s machines is made of, whatever the stack is called', (machines, provider: Provider) => {
  const kit = build({ release: 'own-demo-1-36-v1', machines });
  expect([kit.provider, setting(kit, 'PROVIDER'), kit.steps.includes('credentials')]).toEqual([provider, provider, provider !== 'docker']);
});

/** What a schema does not know, or lacks, by path. */
function findUnknown(
  value: unknown,
  schema: { type?: string; properties?: object; items?: object; required?: string[]; additionalProperties?: unknown },
  path = 'spec',
): string[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => findUnknown(item, schema.items ?? {}, `${path}[${at}]`));
  if (typeof value !== 'object' || value === null || schema.properties === undefined) return [];
  const known = schema.properties as Record<string, object>;
  const lacking = (schema.required ?? []).filter((key) => !(key in value)).map((key) => `${path} lacks ${key}`);
  const inner = Object.entries(value).flatMap(([key, item]) =>
    key in known ? findUnknown(item, known[key] ?? {}, `${path}.${key}`) : [`${path}.${key}`],
  );
  return [...lacking, ...inner];
}

const CRD = join(import.meta.dirname, '../../../shared/data/crd-fields/Cluster.cluster.x-k8s.io.json');
test.skipIf(!existsSync(CRD))('Clusters have only fields that Cluster API 1.12 has', () => {
  const { versions } = JSON.parse(readFileSync(CRD, 'utf8')) as { versions: Record<string, { releases: string[]; spec: object }[]> };
  const entry = versions['v1beta1']?.find(({ releases }) => releases.some((release) => release.includes('v1.12.')));
  const kit = build({ variables: [{ name: 'x' }] }, { variables: { x: 1 } });
  expect(entry).toBeDefined();
  expect(findUnknown(objects(kit, 'cluster.yaml')[0].spec, entry?.spec ?? {})).toEqual([]);
  expect(findUnknown({ topology: { klass: 'x' } }, entry?.spec ?? {})).toContain('spec.topology.klass');
});
