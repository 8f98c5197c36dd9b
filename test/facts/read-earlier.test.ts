import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openRenderCache, type Rendering, type RenderRequest } from '../../src/chart/index.ts';
import { ReleaseError } from '../../src/errors.ts';
import { findChannelBefore, readEarlier, readRelease } from '../../src/facts/read-earlier.ts';
import { readPrepared, readPublished } from '../../src/facts/read-shipped.ts';
import { openTarget } from '../../src/publish/index.ts';
import { findNewest, prepareStack, type ReleaseContent, type ReleaseSource } from '../../src/release/index.ts';
import { requireVersion } from '../../src/version/index.ts';
import { packChart } from '../support/chart-repository.ts';
import { renderPlain } from '../support/check-built.ts';
import { publishTo } from '../support/publish-to.ts';
import { buildContent, makeVersions } from '../support/release-builder.ts';
import { remakeLikeCsctl, replaceAsset } from '../support/repack.ts';
import { formatConfig, type Overrides, parseBuilt, SINGLE_STAGE } from '../support/stack-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const LINE = { provider: 'docker', name: 'demo', kubernetes: { major: 1, minor: 32 } };

/** Stands in for helm, and notes what it was asked. */
function createRender(): { readonly requests: RenderRequest[]; readonly render: (request: RenderRequest) => Promise<Rendering> } {
  const requests: RenderRequest[] = [];
  const render = (request: RenderRequest) => {
    requests.push(request);
    return Promise.resolve(renderPlain(request.chart, 'docker-demo-1-32', 'cluster'));
  };
  return { requests, render };
}

const TOOLS = { render: createRender().render, renderAddons: 'single-stage' as const };

const NEXT = { content: await buildContent('v9') };

const NONE = { ...NEXT, readWithdrawals: () => Promise.resolve(() => undefined) };

const filesOf = (content: ReleaseContent) => new Map(content.assets.map(({ name, bytes }) => [name, bytes]));

const at = (kubernetes: string, more: Overrides = {}): Overrides => ({ 'csctl.yaml': formatConfig({ kubernetes }), ...more });

/** A layout with releases, which counts what is asked of it. */
async function makeSource(releases: readonly ReleaseContent[]): Promise<{ readonly source: ReleaseSource; readonly asked: string[] }> {
  const target = openTarget(`oci-layout:${temporaryDirectory()}`, {});
  for (const release of releases) await publishTo(target, release);
  const asked: string[] = [];
  const read = async (name: string) => {
    asked.push(name);
    const published = await target.read(name);
    return (
      published && {
        ...published,
        fetch: (file: (typeof published.files)[number]) => {
          asked.push(file.name);
          return published.fetch(file);
        },
      }
    );
  };
  return { source: { url: target.url, list: () => target.list(), read }, asked };
}

const CLASS = `apiVersion: cluster.x-k8s.io/v1beta1
kind: ClusterClass
metadata: {name: "{{ .Release.Name }}-{{ .Chart.Version }}"}
spec:
  variables:
    - {name: mtu, schema: {openAPIV3Schema: {type: integer, default: 1500}}}
    - {name: dns, schema: {openAPIV3Schema: {type: string}}}
`;

test('a stack as it will ship', async () => {
  const stack = parseBuilt({
    'cluster-class/templates/cluster-class.yaml': CLASS,
    'cluster-addon/cni/overwrite.yaml': 'mtu: << .ClusterAddonVersion >>\n',
  });
  const { requests, render } = createRender();
  const versions = makeVersions('v4 v3 v1');
  const shipped = await readPrepared(prepareStack(stack, versions), { render, renderAddons: 'all' });
  expect({
    version: shipped.version,
    charts: [shipped.clusterClass, ...shipped.addons].map(({ chart }) => [chart.path, chart.name.source, chart.version.source]),
    folders: shipped.addons.map(({ folder }) => folder),
    hooks: shipped.stages?.hooks.map(({ name }) => name),
    stages: shipped.stages?.yaml.file,
  }).toEqual({
    version: { kind: 'stable', major: 4 },
    charts: [
      ['stacks/docker/demo/cluster-class', 'docker-demo-1-32-cluster-class', 'v4'],
      ['stacks/docker/demo/cluster-addon/cni', 'cni', '1.0.0'],
    ],
    folders: ['cni'],
    hooks: ['AfterControlPlaneInitialized', 'BeforeClusterUpgrade'],
    stages: 'stacks/docker/demo/clusteraddon.yaml',
  });
  expect(requests.map(({ chart, ...request }) => request)).toEqual([
    { kind: 'cluster-class', release: 'docker-demo-1-32', namespace: 'cluster' },
    {
      kind: 'addon',
      values: { file: 'stacks/docker/demo/cluster-addon/cni/overwrite.yaml', bytes: Buffer.from('mtu: v3\n') },
      cluster: {
        provider: 'docker',
        clusterClass: 'docker-demo-1-32-v4',
        kubernetes: 'v1.32.5',
        variables: [{ name: 'mtu', value: 1500 }],
      },
    },
  ]);
});

test('the same from the source and from the release', async () => {
  for (const overrides of [{}, SINGLE_STAGE]) {
    const stack = parseBuilt(overrides);
    const versions = makeVersions('v2');
    const prepared = await readPrepared(prepareStack(stack, versions), { ...TOOLS, renderAddons: 'all' });
    const content = await buildContent('v2', overrides);
    const published = await readPublished(content.name, filesOf(content), { ...TOOLS, renderAddons: 'all' });
    const summary = (shipped: typeof prepared) => ({
      ...shipped,
      clusterClass: shipped.clusterClass.chart.files,
      addons: shipped.addons.map(({ folder, chart }) => [folder, chart.name.source, chart.files]),
      stages: shipped.stages?.hooks.map(({ stages }) => stages.map(({ name, action }) => [name?.source, action?.source])),
    });
    expect(summary(published)).toEqual(summary(prepared));
  }
});

test('a release that csctl made, whose one chart for all addons is rendered', async () => {
  const content = await remakeLikeCsctl(await buildContent('v2', SINGLE_STAGE));
  const shipped = await readPublished(content.name, filesOf(content), TOOLS);
  expect(shipped.addons.map(({ folder, chart, rendering }) => [folder, chart.path, chart.version.source, rendering.kind])).toEqual([
    ['', 'docker-demo-1-32-v2/cluster-addon', 'v2', 'rendered'],
  ]);
  expect(shipped.stages).toBeUndefined();
});

test('nothing there: only the list is asked for', async () => {
  const { source, asked } = await makeSource([]);
  expect(await readEarlier(source, LINE, { ...NONE, channel: 'stable', render: TOOLS.render })).toEqual({
    earlier: [],
    published: new Map(),
    otherMinors: [],
    findings: [],
  });
  expect(asked).toEqual([]);
});

test('what was fetched of a release is not fetched again', async () => {
  const { source, asked } = await makeSource([await buildContent('v1')]);
  const { earlier, published } = await readEarlier(source, LINE, { ...NONE, channel: 'stable', render: TOOLS.render });
  const before = [...asked];
  const release = published.get('docker-demo-1-32-v1');
  expect(earlier.map(({ name }) => name)).toEqual(['docker-demo-1-32-v1']);
  expect(release && (await readRelease(release, { ...TOOLS, renderAddons: 'all' })).version).toEqual({ kind: 'stable', major: 1 });
  expect(asked).toEqual(before);
});

test('the newest of the line and of the minor before', async () => {
  const { source } = await makeSource([
    await buildContent('v1'),
    await buildContent('v2'),
    await buildContent('v0-sha.abc1234'),
    await buildContent('v3', at('v1.31.9')),
    await buildContent('v7', at('v1.30.9')),
    await buildContent('v1', at('v1.33.0')),
    await buildContent('v9', { 'csctl.yaml': formatConfig({ kubernetes: 'v1.29.0', name: 'other' }) }),
  ]);
  const { earlier, otherMinors, findings } = await readEarlier(source, LINE, {
    ...NONE,
    channel: 'stable',
    minors: [34, 32, 28],
    render: TOOLS.render,
  });
  expect(
    earlier.map(({ name, relation, kubernetes, clusterClass }) => [name, relation, kubernetes.patch, clusterClass.rendering.kind]),
  ).toEqual([
    ['docker-demo-1-32-v2', 'line', 5, 'rendered'],
    ['docker-demo-1-31-v3', 'previous-minor', 9, 'rendered'],
  ]);
  expect({ otherMinors, findings }).toEqual({ otherMinors: [28, 30, 31, 33, 34], findings: [] });
});

test('other minors are those of the same stack alone, and of its own major', async () => {
  const tags = [
    'docker-demo-1-30-v1',
    'openstack-demo-1-29-v1',
    'docker-other-1-28-v1',
    'docker-demo-2-27-v1',
    'latest',
    'docker-demo-1-26-v0-beta-3',
  ];
  const source: ReleaseSource = { url: 'oci-layout:a', list: async () => tags, read: async () => undefined };
  const { otherMinors } = await readEarlier(source, LINE, { ...NONE, channel: 'stable', render: TOOLS.render });
  expect(otherMinors).toEqual([26, 30]);
});

test('what is read from the archives of an earlier release is kept', async () => {
  const { source } = await makeSource([
    await buildContent('v1', { 'cluster-addon/cni/charts/cilium-1.17.4.tgz': (await packChart('cilium', '1.17.4')).bytes }),
  ]);
  const folder = temporaryDirectory();
  const charts = { cache: openRenderCache(folder) };
  await readEarlier(source, LINE, { ...NONE, channel: 'stable', render: TOOLS.render, charts });
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^archive-/)]);
});

test('a channel is held against itself, and against stable where it is new', async () => {
  const { source } = await makeSource([
    await buildContent('v1'),
    await buildContent('v0-beta.100'),
    await buildContent('v3', at('v1.31.9')),
  ]);
  const names = async (channel: string) =>
    (await readEarlier(source, LINE, { ...NONE, channel, render: TOOLS.render })).earlier.map(({ name }) => name);
  expect(await names('beta')).toEqual(['docker-demo-1-32-v0-beta-100', 'docker-demo-1-31-v3']);
  expect(await names('alpha')).toEqual(['docker-demo-1-32-v1', 'docker-demo-1-31-v3']);
});

test('what was found already is not asked for again', async () => {
  const { source, asked } = await makeSource([await buildContent('v1')]);
  const newest = await findNewest(source, LINE, 'stable');
  asked.length = 0;
  await readEarlier(source, LINE, { ...NONE, channel: 'stable', newest, render: TOOLS.render });
  expect(asked).toEqual([
    'clusteraddon.yaml',
    'docker-demo-1-32-cluster-addon-v1.tgz',
    'docker-demo-1-32-cluster-class-v1.tgz',
    'metadata.yaml',
  ]);
});

test.each([
  ['none', {}, ['docker-demo-1-32-v3', 'docker-demo-1-31-v2'], []],
  [
    'the newest of both minors',
    { 'docker-demo-1-32-v3': 'withdrawn since 2026-11-01', 'docker-demo-1-31-v2': 'removed since 2026-10-01: it is broken' },
    ['docker-demo-1-32-v1', 'docker-demo-1-32-v3', 'docker-demo-1-31-v1', 'docker-demo-1-31-v2'],
    [
      'docker-demo-1-32-v3 is withdrawn since 2026-11-01; clusters may still be on it, so upgrades are checked from docker-demo-1-32-v3 and docker-demo-1-32-v1',
      'docker-demo-1-31-v2 is removed since 2026-10-01: it is broken; clusters may still be on it, so upgrades are checked from docker-demo-1-31-v2 and docker-demo-1-31-v1',
    ],
  ],
  [
    'all of a line',
    { 'docker-demo-1-32-v3': 'withdrawn since 2026-11-01', 'docker-demo-1-32-v1': 'withdrawn since 2026-11-01' },
    ['docker-demo-1-32-v3', 'docker-demo-1-31-v2'],
    ['docker-demo-1-32-v3 is withdrawn since 2026-11-01; clusters may still be on it, so upgrades are checked from docker-demo-1-32-v3'],
  ],
  ['one that is not the newest', { 'docker-demo-1-32-v1': 'withdrawn' }, ['docker-demo-1-32-v3', 'docker-demo-1-31-v2'], []],
])('withdrawn: %s', async (_, withdrawn: Readonly<Record<string, string>>, names, messages) => {
  const { source } = await makeSource([
    await buildContent('v1'),
    await buildContent('v3'),
    await buildContent('v1', at('v1.31.8')),
    await buildContent('v2', at('v1.31.9')),
  ]);
  const readWithdrawals = async () => (name: string) => withdrawn[name];
  const { earlier, published, findings } = await readEarlier(source, LINE, {
    ...NEXT,
    channel: 'stable',
    readWithdrawals,
    render: TOOLS.render,
  });
  expect(earlier.map(({ name }) => name)).toEqual(names);
  expect([...published.keys()]).toEqual(names);
  expect(findings.map(({ code, verdict, message }) => [code, verdict, message])).toEqual(
    messages.map((message) => ['earlier-withdrawn', 'warn', message]),
  );
});

test('where nobody can tell what is withdrawn, upgrades are checked all the same', async () => {
  const { source } = await makeSource([await buildContent('v1')]);
  const readWithdrawals = () => Promise.reject(new ReleaseError('invalid-states', 'releases.yaml:2:3: no list'));
  const { earlier, findings } = await readEarlier(source, LINE, { ...NEXT, channel: 'stable', readWithdrawals, render: TOOLS.render });
  expect(earlier.map(({ name }) => name)).toEqual(['docker-demo-1-32-v1']);
  expect(findings).toMatchObject([
    {
      code: 'earlier-withdrawn',
      verdict: 'unknown',
      subject: 'docker-demo-1-32',
      message: 'upgrades were checked from docker-demo-1-32-v1 alone, which may be withdrawn: releases.yaml:2:3: no list',
    },
  ]);
});

test('a damaged release is left out and told', async () => {
  const broken = replaceAsset(await buildContent('v1', at('v1.31.9')), 'docker-demo-1-31-cluster-class-v1.tgz', Buffer.from('garbage'));
  const { source } = await makeSource([await buildContent('v1'), broken]);
  const { earlier, findings } = await readEarlier(source, LINE, { ...NONE, channel: 'stable', render: TOOLS.render });
  expect(earlier.map(({ name }) => name)).toEqual(['docker-demo-1-32-v1']);
  expect(findings.map(({ code, verdict, subject, message }) => [code, verdict, subject, message.slice(0, 130)])).toEqual([
    [
      'earlier-release',
      'unknown',
      'docker-demo-1-31',
      expect.stringContaining('cannot be read, so upgrades from it were not checked: docker-demo-1-31-v1/docker-demo-1-31-cluster-class'),
    ],
  ]);
});

const other = { 'cluster-addon/cni/values.yaml': 'mtu: 1450\n' };

test.each([
  ['nothing but the versions', await buildContent('v2 v1 v1'), ['cluster-class']],
  ['the addons', await buildContent('v2 v1 v1', other), ['cluster-class', 'cluster-addon']],
  ['Kubernetes', await buildContent('v2 v1 v1', at('v1.32.6')), ['kubernetes', 'cluster-class']],
  ['the same release, published again', await buildContent('v1', other), undefined],
])('what changes since the release of the line: %s', async (_, content, changed) => {
  const { source } = await makeSource([await buildContent('v1'), await buildContent('v1', at('v1.31.9'))]);
  const { earlier, findings } = await readEarlier(source, LINE, { ...NONE, content, channel: 'stable', render: TOOLS.render });
  expect(earlier.map((release) => [release.name, release.changed])).toEqual([
    ['docker-demo-1-32-v1', changed],
    ['docker-demo-1-31-v1', undefined],
  ]);
  expect(findings).toEqual([]);
});

test('csctl packs the same addons into other bytes', async () => {
  const { source } = await makeSource([await remakeLikeCsctl(await buildContent('v1', SINGLE_STAGE))]);
  const content = await buildContent('v2 v1 v1', SINGLE_STAGE);
  const { earlier } = await readEarlier(source, LINE, { ...NONE, content, channel: 'stable', render: TOOLS.render });
  expect(earlier.map(({ changed }) => changed)).toEqual([['cluster-class']]);
});

test('a chart of an addon that cannot be unpacked is told, and the rest is checked', async () => {
  const broken = { 'cluster-addon/cni/charts/cilium-1.17.4.tgz': 'garbage' };
  const { source } = await makeSource([await buildContent('v1', broken)]);
  const content = await buildContent('v2 v1 v1', other);
  const { earlier, findings } = await readEarlier(source, LINE, { ...NONE, content, channel: 'stable', render: TOOLS.render });
  expect(earlier.map(({ name, changed }) => [name, changed])).toEqual([['docker-demo-1-32-v1', undefined]]);
  expect(findings.map(({ code, verdict, subject, message }) => [code, verdict, subject, message])).toEqual([
    [
      'earlier-release',
      'unknown',
      'docker-demo-1-32-v1',
      expect.stringMatching(/^its files cannot be compared with those of docker-demo-1-32-v2: /),
    ],
  ]);
});

test.each([
  ['v4', 'stable'],
  ['v0-sha.abc1234', 'stable'],
  ['v0-beta.100', 'beta'],
  ['v0-custom.7', 'custom'],
])('clusters of %s come from %s', (version, channel) => {
  expect(findChannelBefore(requireVersion(version, 'the version'))).toBe(channel);
});

test('a bug is not a damaged release', async () => {
  const { source } = await makeSource([await buildContent('v1')]);
  const render = () => Promise.reject(new TypeError('x is not a function'));
  await expect(readEarlier(source, LINE, { ...NONE, channel: 'stable', render })).rejects.toThrow(TypeError);
});

test.each([
  ['metadata.yaml', 'not-a-release'],
  ['docker-demo-1-32-cluster-class-v1.tgz', 'not-a-release'],
  ['docker-demo-1-32-cluster-addon-v1.tgz', 'not-a-release'],
])('without %s', async (file, code) => {
  const content = replaceAsset(await buildContent('v1'), file, null);
  await expect(readPublished(content.name, filesOf(content), TOOLS)).rejects.toMatchObject({ code });
});
