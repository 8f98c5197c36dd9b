import { describe, expect, test } from 'vitest';
import { readArchive } from '../../src/chart/read-archive.ts';
import { METADATA, parseMetadata, parseRelease, type ReleaseContent } from '../../src/release/index.ts';
import { buildContent, makeVersions } from '../support/release-builder.ts';
import { formatConfig, parseBuilt, SINGLE_STAGE } from '../support/stack-builder.ts';

const bytesOf = (release: ReleaseContent, name: string) => release.assets.find((asset) => asset.name === name)?.bytes ?? Buffer.alloc(0);
const names = (release: ReleaseContent) => release.assets.map(({ name }) => name);
const unpack = async (release: ReleaseContent, name: string) =>
  Object.fromEntries((await readArchive(name, bytesOf(release, name))).map(({ path, bytes }) => [path, bytes.toString('latin1')]));
const hashes = (release: ReleaseContent) =>
  JSON.parse(bytesOf(release, 'hashes.json').toString()) as { readonly contents: Record<string, unknown> };

describe('buildRelease', () => {
  test('a multi-stage stack', async () => {
    const release = await buildContent('v4 v3 v2');
    expect({ ...release, assets: release.assets.map(({ name, mediaType }) => [name, mediaType]) }).toEqual({
      name: 'docker-demo-1-32-v4',
      kubernetes: 'v1.32.5',
      versions: makeVersions('v4 v3 v2'),
      assets: [
        ['clusteraddon.yaml', 'application/vnd.scs.cluster-addon.config.layer.v1+yaml'],
        ['docker-demo-1-32-cluster-addon-v3.tgz', 'application/vnd.scs.cluster-addon.layer.v1.tar+gzip'],
        ['docker-demo-1-32-cluster-class-v4.tgz', 'application/vnd.scs.cluster-class.v1.tar+gzip'],
        ['hashes.json', 'application/vnd.scs.hashes.layer.v1+yaml'],
        ['metadata.yaml', 'application/vnd.scs.metadata.layer.v1+yaml'],
      ],
    });
    expect(bytesOf(release, METADATA).toString()).toBe(`apiVersion: metadata.clusterstack.x-k8s.io/v1alpha1
versions:
    clusterStack: v4
    kubernetes: v1.32.5
    components:
        clusterAddon: v3
        nodeImage: v2
`);
    expect(await unpack(release, 'docker-demo-1-32-cluster-class-v4.tgz')).toEqual({
      'docker-demo-1-32-cluster-class/Chart.yaml': 'apiVersion: v2\nname: docker-demo-1-32-cluster-class\nversion: v4\n',
      'docker-demo-1-32-cluster-class/templates/cluster-class.yaml': 'kind: ClusterClass\n',
      'docker-demo-1-32-cluster-class/values.yaml': 'replicas: 1\n',
    });
    expect(await unpack(release, 'docker-demo-1-32-cluster-addon-v3.tgz')).toEqual({
      'cni/Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.0.0\n',
      'cni/templates/cni.yaml': 'kind: DaemonSet\n',
      'cni/values.yaml': 'mtu: 1500\n',
    });
  });

  test('a single-stage stack with node images, on a channel', async () => {
    const release = await buildContent('v0-beta.100', { ...SINGLE_STAGE, 'node-images.yaml': 'a: 1\n', 'clusteraddon.yaml': null });
    expect([release.name, release.assets.map(({ name, mediaType }) => `${name} ${mediaType}`)]).toEqual([
      'docker-demo-1-32-v0-beta-100',
      [
        'cluster-addon-values.yaml application/vnd.oci.image.layer.v1.tar',
        'docker-demo-1-32-cluster-addon-v0-beta.100.tgz application/vnd.scs.cluster-addon.layer.v1.tar+gzip',
        'docker-demo-1-32-cluster-class-v0-beta.100.tgz application/vnd.scs.cluster-class.v1.tar+gzip',
        'hashes.json application/vnd.scs.hashes.layer.v1+yaml',
        'metadata.yaml application/vnd.scs.metadata.layer.v1+yaml',
        'node-images.yaml application/vnd.scs.node-image.config.layer.v1+yaml',
      ],
    ]);
    expect(await unpack(release, 'docker-demo-1-32-cluster-addon-v0-beta.100.tgz')).toEqual({
      'docker-demo-1-32-cluster-addon/Chart.yaml': 'apiVersion: v2\nname: docker-demo-1-32-cluster-addon\nversion: v0-beta.100\n',
      'docker-demo-1-32-cluster-addon/templates/addon.yaml': 'kind: ConfigMap\n',
    });
    expect(bytesOf(release, 'node-images.yaml').toString()).toBe('a: 1\n');
  });

  test('method get releases node-images/config.yaml', async () => {
    const release = await buildContent('v1', {
      'csctl.yaml': formatConfig({ method: 'get' }),
      'node-images/config.yaml': '# as it is\r\n',
    });
    expect(bytesOf(release, 'node-images.yaml').toString()).toBe('# as it is\r\n');
  });

  test('what is not of the release is not in it', async () => {
    const release = await buildContent('v1', {
      'README.md': 'x',
      'cluster-class/.helmignore': '*.bak',
      'cluster-class/a.bak': '',
      'cluster-addon/cni/.helmignore': '*.bak',
      'cluster-addon/cni/a.bak': '',
      'cluster-addon/README': '',
    });
    expect(names(release)).toHaveLength(5);
    expect(Object.keys(await unpack(release, 'docker-demo-1-32-cluster-class-v1.tgz'))).not.toContain(
      'docker-demo-1-32-cluster-class/a.bak',
    );
    // The addon archive is not a Helm package: csctl packs all of the folder.
    expect(Object.keys(await unpack(release, 'docker-demo-1-32-cluster-addon-v1.tgz'))).toEqual([
      'README',
      'cni/.helmignore',
      'cni/Chart.yaml',
      'cni/a.bak',
      'cni/templates/cni.yaml',
      'cni/values.yaml',
    ]);
  });

  test('the same stack and versions give the same bytes', async () => {
    expect(await buildContent('v1')).toEqual(await buildContent('v1'));
  });

  test('it is what parseRelease takes', async () => {
    for (const release of [await buildContent('v4 v3 v2'), await buildContent('v0-sha.abc1234', SINGLE_STAGE)]) {
      expect(await parseRelease(release.name, release.assets)).toEqual(release);
    }
  });
});

describe('placeholders', () => {
  test('are filled where csctl fills them, and bytes around them stay', async () => {
    const template = 'a << .ClusterClassVersion >> <<.ClusterAddonVersion>>\xff\xfe<<\t.NodeImageVersion\t>>\x80 << EOF\n$&';
    const content = Buffer.from(template, 'latin1');
    const release = await buildContent('v4 v3 v2', {
      'cluster-class/f': content,
      'cluster-addon/cni/f': content,
      'clusteraddon.yaml': content,
      'node-images.yaml': content,
    });
    const filled = 'a v4 v3\xff\xfev2\x80 << EOF\n$&';
    expect([
      (await unpack(release, 'docker-demo-1-32-cluster-class-v4.tgz'))['docker-demo-1-32-cluster-class/f'],
      (await unpack(release, 'docker-demo-1-32-cluster-addon-v3.tgz'))['cni/f'],
      bytesOf(release, 'clusteraddon.yaml').toString('latin1'),
      bytesOf(release, 'node-images.yaml').toString('latin1'),
    ]).toEqual([filled, filled, template, template]);
  });

  test('in Chart.yaml and in the values of a single stage', async () => {
    const release = await buildContent('v4 v3 v2', {
      ...SINGLE_STAGE,
      'cluster-addon-values.yaml': '<< .ClusterClassVersion >>',
      'cluster-class/Chart.yaml':
        'apiVersion: v2\nname: << .X >>\nversion: << .ClusterClassVersion >>\nappVersion: << .NodeImageVersion >>\n',
    });
    expect(bytesOf(release, 'cluster-addon-values.yaml').toString()).toBe('v4');
    expect((await unpack(release, 'docker-demo-1-32-cluster-class-v4.tgz'))['docker-demo-1-32-cluster-class/Chart.yaml']).toBe(
      'apiVersion: v2\nname: docker-demo-1-32-cluster-class\nversion: v4\nappVersion: v2\n',
    );
  });

  test('do not count for the hashes', async () => {
    const overrides = { 'cluster-addon/cni/f': '<< .ClusterClassVersion >>' };
    expect(bytesOf(await buildContent('v4', overrides), 'hashes.json')).toEqual(
      bytesOf(await buildContent('v5', overrides), 'hashes.json'),
    );
  });
});

describe('hashes.json', () => {
  test('has one key for each component', async () => {
    const digest = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
    expect(hashes(await buildContent())).toEqual({
      clusterStack: expect.stringMatching(/^[a-z0-9]{38,43}$/),
      clusterAddonDir: expect.stringMatching(/^[a-z0-9]{38,43}$/),
      clusterAddonValues: '',
      contents: { format: 1, 'cluster-class': digest, 'cluster-addon': digest, stages: digest },
    });
    expect(hashes(await buildContent('v1', { ...SINGLE_STAGE, 'node-images.yaml': 'a: 1\n', 'node-image/x': '' }))).toEqual({
      clusterStack: expect.any(String),
      clusterAddonDir: expect.any(String),
      clusterAddonValues: expect.stringMatching(/^[a-z0-9]{38,43}$/),
      nodeImageDir: expect.any(String),
      contents: { format: 1, 'cluster-class': digest, 'cluster-addon': digest, 'cluster-addon-values': digest, 'node-images': digest },
    });
  });

  test.each([
    ['cluster-class', { 'cluster-class/values.yaml': 'x: 1\n' }],
    ['cluster-addon', { 'cluster-addon/cni/values.yaml': 'x: 1\n' }],
    ['stages', { 'clusteraddon.yaml': 'a: 1\n' }],
    ['node-images', { 'node-images.yaml': 'a: 2\n' }],
  ])('only %s changes with its files', async (component, overrides) => {
    const base = { 'node-images.yaml': 'a: 1\n' };
    const before = hashes(await buildContent('v1', base)).contents;
    const after = hashes(await buildContent('v1', { ...base, ...overrides })).contents;
    expect(Object.keys(before).filter((key) => before[key] !== after[key])).toEqual([component]);
  });
});

describe('metadata.yaml', () => {
  const parse = (text: string) => {
    try {
      return parseMetadata(Buffer.from(text), 'metadata.yaml');
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const text = (clusterStack: string, kubernetes: string, addon: string, nodeImage: string) =>
    `versions:\n  clusterStack: ${clusterStack}\n  kubernetes: ${kubernetes}\n  components: {clusterAddon: ${addon}, nodeImage: ${nodeImage}}\n`;

  test('is read, in either spelling', () => {
    expect(parse(text('v4', 'v1.32.5', '"v0-sha.abc1234"', 'v0-sha-abc1234'))).toEqual({
      kubernetes: 'v1.32.5',
      versions: makeVersions('v4 v0-sha.abc1234 v0-sha.abc1234'),
    });
  });

  test.each([
    '',
    '[]',
    'versions: v1',
    text('4', 'v1.32.5', 'v1', 'v1'),
    text('v4', '1.32.5', 'v1', 'v1'),
    text('v4', 'v1.32', 'v1', 'v1'),
    text('v4', 'v1.32.5', '', 'v1'),
    text('v4', 'v1.32.5', 'v1', ''),
    text('v4', 'v1.32.5', 'v1', '""'),
    '\0',
  ])('%j is refused', (broken) => expect(parse(broken)).toBe('invalid-metadata'));
});

describe('parseRelease', () => {
  test.each<[name: string, change: (release: ReleaseContent) => [name: string, release: ReleaseContent], code: string]>([
    ['a malformed name', (release) => ['latest', release], 'invalid-release-name'],
    ['a name of another version', (release) => ['docker-demo-1-32-v2', release], 'invalid-metadata'],
    ['a name of another line', (release) => ['docker-demo-1-33-v1', release], 'not-a-release'],
    ...[
      'metadata.yaml',
      'hashes.json',
      'docker-demo-1-32-cluster-class-v1.tgz',
      'docker-demo-1-32-cluster-addon-v1.tgz',
      'clusteraddon.yaml',
    ].map((name): [string, (release: ReleaseContent) => [string, ReleaseContent], string] => [
      `without ${name}`,
      (release) => [release.name, { ...release, assets: release.assets.filter((asset) => asset.name !== name) }],
      'not-a-release',
    ]),
  ])('%s', async (_, change, code) => {
    const [name, release] = change(await buildContent());
    await expect(parseRelease(name, release.assets)).rejects.toMatchObject({ code });
  });

  test('an archive of another chart', async () => {
    const release = await buildContent();
    const other = parseBuilt({ 'csctl.yaml': formatConfig({ name: 'other' }) });
    const { buildRelease, prepareStack } = await import('../../src/release/index.ts');
    const wrong = bytesOf(await buildRelease(prepareStack(other, makeVersions('v1'))), 'docker-other-1-32-cluster-class-v1.tgz');
    const assets = release.assets.map((asset) => (asset.name.includes('-cluster-class-') ? { ...asset, bytes: wrong } : asset));
    await expect(parseRelease(release.name, assets)).rejects.toMatchObject({ code: 'invalid-archive' });
  });
});
