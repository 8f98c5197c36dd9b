import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestOfFiles } from '../src/digest.ts';
import type { Finding } from '../src/finding.ts';
import { formatManifest, openLayout } from '../src/oci/index.ts';
import { exitCode } from '../src/outcome.ts';
import { formatArtifact, openTarget } from '../src/publish/index.ts';
import { createAsset, fetchRelease, type ReleaseContent } from '../src/release/index.ts';
import * as pipeline from '../src/release.ts';
import type { CheckRequest, Mode, PublishRequest, ReleaseRequest, Runtime } from '../src/request.ts';
import type { LineReport, ReleaseReport } from '../src/result.ts';
import { codeOf } from './support/code-of.ts';
import { publishTo } from './support/publish-to.ts';
import { buildContent } from './support/release-builder.ts';
import { remakeLikeCsctl } from './support/repack.ts';
import { formatConfig, type Overrides, SINGLE_STAGE, writeStack } from './support/stack-builder.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

/** No helm: these tests are about releases, and what charts render to has tests of its own. */
const RUNTIME: Runtime = { today: '2026-11-22' };
const check = (request: CheckRequest) => pipeline.check(request, RUNTIME);
const plan = (request: ReleaseRequest) => pipeline.plan(request, RUNTIME);
const build = (request: ReleaseRequest) => pipeline.build(request, RUNTIME);
const publish = (request: PublishRequest) => pipeline.publish(request, RUNTIME);
const release = (request: ReleaseRequest, runtime: Partial<Runtime> = {}, planned?: ReleaseReport) =>
  pipeline.release(request, { ...RUNTIME, ...runtime }, planned);

/** Among what a check says: its rules have tests of their own. */
const having = (...findings: readonly object[]) => expect.arrayContaining(findings.map((finding) => expect.objectContaining(finding)));
const problems = ({ findings }: { readonly findings: readonly Finding[] }) =>
  findings.filter(({ verdict }) => verdict !== 'ok').map(({ code, verdict }) => `${verdict} ${code}`);

/** A directory with a stack, an output and targets; `stack` is rewritten by each `change`. */
function makeBench(base: Overrides = {}) {
  const root = temporaryDirectory();
  const stack = writeStack(join(root, 'stack'), base);
  const layout = (name: string) => join(root, name);
  const url = (name: string) => `oci-layout:${layout(name)}`;
  const request = (more: Partial<ReleaseRequest> = {}): ReleaseRequest => ({
    stacks: [stack],
    mode: { kind: 'stable' },
    output: join(root, 'output'),
    targets: [url('a')],
    ...more,
  });
  return {
    root,
    stack,
    layout,
    url,
    request,
    output: join(root, 'output'),
    change: (overrides: Overrides) => void writeStack(stack, { ...base, ...overrides }),
    run: async (more?: Partial<ReleaseRequest>, planned?: ReleaseReport) => onlyLine(await release(request(more), {}, planned)),
    tags: async (name = 'a') => (await openLayout(layout(name)).tags()) ?? [],
    read: async (tag: string, name = 'a'): Promise<ReleaseContent> => {
      const published = await openTarget(url(name), {}).read(tag);
      if (published === undefined) throw new Error(`no ${tag}`);
      return fetchRelease(published);
    },
    /** Publishes past the pipeline. */
    put: async (content: ReleaseContent, name = 'a') => publishTo(openTarget(url(name), {}), content),
  };
}

function onlyLine({ releases }: ReleaseReport): LineReport {
  const [line] = releases;
  if (line === undefined || releases.length > 1) throw new Error(`${releases.length} lines`);
  return line;
}

const brief = ({ action, version, previous, changed, targets }: LineReport) => ({
  action,
  version,
  previous,
  changed,
  targets: targets.map(({ result }) => result),
});
const versionsOf = ({ versions }: ReleaseContent) =>
  `${version(versions.clusterStack)} ${version(versions.clusterAddon)} ${version(versions.nodeImage)}`;
const version = (one: ReleaseContent['versions']['clusterStack']) =>
  one.kind === 'stable' ? `v${one.major}` : `v${one.major}-${one.channel}.${one.patch}`;
describe('what lies on disk and in the target', () => {
  test('what a layout lacks of an unchanged release is planned and published again, but for what tells whether it is unchanged', async () => {
    const bench = makeBench();
    await bench.run();
    const blobs = join(bench.layout('a'), 'blobs/sha256');
    const before = readdirSync(blobs);
    const { assets } = await bench.read('docker-demo-1-32-v1');
    const remove = (ending: string) =>
      rmSync(join(blobs, assets.find(({ name }) => name.endsWith(ending))?.digest.slice('sha256:'.length) ?? ''));
    remove('.tgz');
    expect(onlyLine(await plan(bench.request()))).toMatchObject({ action: 'planned', targets: [] });
    expect(await bench.run()).toMatchObject({ action: 'unchanged', targets: [{ result: 'published' }] });
    expect(readdirSync(blobs)).toEqual(before);
    expect(onlyLine(await plan(bench.request()))).toMatchObject({ action: 'unchanged', targets: [{ result: 'present' }] });
    remove('metadata.yaml');
    const stopped = await bench.run();
    expect(stopped).toMatchObject({ action: 'failed', error: { code: 'not-found' } });
    expect(stopped.error?.message).toContain('copy it again, or mirror into it from a place that has all of it');
  });

  test.each(['Bad-Chan', 'sha', '007', ''])('a channel %j is refused for the library too', async (channel) => {
    const bench = makeBench();
    const line = await bench.run({ mode: { kind: 'channel', channel } });
    expect([line.action, line.error?.code, await bench.tags()]).toEqual(['failed', 'usage', []]);
  });

  test('a name that has the same content already: nothing is written, and the published digest is told', async () => {
    const bench = makeBench();
    const mode = { kind: 'custom', clusterStack: 'v0-custom.7', clusterAddon: 'v0-custom.7', nodeImage: 'v0-custom.7' } as const;
    const first = await bench.run({ mode });
    bench.change({ 'README.md': 'other words' });
    const second = await bench.run({ mode });
    expect([second.action, second.digest, second.output]).toEqual(['unchanged', first.digest, undefined]);
  });

  test('a release that every target refuses replaces nothing on disk', async () => {
    const bench = makeBench();
    await bench.run();
    const file = join(bench.output, 'docker-demo-1-32-v1/docker-demo-1-32-cluster-class-v1.tgz');
    const before = readFileSync(file);
    bench.change({ 'cluster-class/values.yaml': 'replicas: 2\n' });
    const line = await bench.run({ mode: { kind: 'custom', clusterStack: 'v1', clusterAddon: 'v1', nodeImage: 'v1' } });
    expect([line.action, line.error?.code, line.output, readFileSync(file).equals(before)]).toEqual([
      'failed',
      'release-conflict',
      undefined,
      true,
    ]);
  });

  test('an unchanged release is built again as it was published', async () => {
    const bench = makeBench();
    await bench.run();
    rmSync(bench.output, { recursive: true });
    const line = onlyLine(await build(bench.request()));
    expect([line.action, line.output, readdirSync(line.output ?? '').length]).toEqual([
      'unchanged',
      join(bench.output, 'docker-demo-1-32-v1'),
      5,
    ]);
  });

  test('output and layout inside the stack are not part of it', async () => {
    const bench = makeBench();
    const inside = {
      output: join(bench.stack, 'dist'),
      targets: [`oci-layout:${join(bench.stack, 'layout')}`],
      mode: { kind: 'hash' },
    } as const;
    const first = await bench.run(inside);
    expect([first.action, brief(await bench.run(inside)).version]).toEqual(['released', first.version]);
  });

  test.each([
    ['another version', 'v1', 'docker-demo-1-32-v9', 'v1'],
    ['another Kubernetes minor', 'v9', 'docker-demo-1-32-v9', 'v9', 'v1.29.1'],
  ])('metadata that belongs to %s is believed by none', async (_, built, tag, _version, kubernetes = 'v1.32.5') => {
    const bench = makeBench();
    const content = await buildContent(built, { 'csctl.yaml': formatConfig({ kubernetes }) });
    await bench.put({ ...content, name: tag });
    expect(await bench.run()).toMatchObject({ action: 'failed', error: { code: 'invalid-metadata' } });
  });
});

describe('the first release', () => {
  test('is v1, and its report says everything', async () => {
    const bench = makeBench();
    const report = await release(bench.request());
    const content = await buildContent('v1');
    const assets = content.assets.map(({ name, digest, bytes }) => ({ name, digest, size: bytes.length }));
    const { digest } = formatArtifact(content).manifest.descriptor;
    expect(report).toEqual({
      schemaVersion: 1,
      basis: { today: '2026-11-22', helm: undefined, knowledge: expect.stringMatching(/^2026-/) },
      findings: [],
      releases: [
        {
          stack: 'docker-demo-1-32',
          directory: bench.stack,
          release: 'docker-demo-1-32-v1',
          version: 'v1',
          kubernetes: 'v1.32.5',
          action: 'released',
          changed: [],
          output: join(bench.output, 'docker-demo-1-32-v1'),
          digest,
          assets,
          targets: [{ url: bench.url('a'), result: 'published', digest }],
          findings: expect.any(Array),
        },
      ],
    });
    expect(problems(onlyLine(report))).toEqual([
      'warn no-repository',
      'unknown not-rendered',
      'unknown addon-version',
      'warn kubernetes-end-of-life',
      'warn kubernetes-patch',
    ]);
    expect(await bench.read('docker-demo-1-32-v1')).toEqual(content);
    expect(readdirSync(bench.output).sort()).toEqual(['docker-demo-1-32-v1', 'docker-demo-1-32-v1.cdx.json', 'docker-demo-1-32-v1.json']);
    const { metadata } = JSON.parse(readFileSync(join(bench.output, 'docker-demo-1-32-v1.cdx.json'), 'utf8'));
    expect(metadata.properties).toEqual(
      expect.arrayContaining([
        { name: 'clusterstack:content', value: digestOfFiles(content.assets) },
        { name: 'clusterstack:unknown', value: expect.stringContaining('cni: ') },
      ]),
    );
  });

  test('again: nothing changed, and nothing is written', async () => {
    const bench = makeBench();
    const first = await bench.run();
    rmSync(bench.output, { recursive: true });
    const { output: _, ...rest } = first;
    expect(await bench.run()).toEqual({
      ...rest,
      // Where nothing is released, nobody needs to know what it was made of.
      findings: rest.findings.filter(({ code }) => code !== 'no-repository'),
      previous: 'v1',
      action: 'unchanged',
      targets: [{ url: bench.url('a'), result: 'present', digest: first.digest }],
    });
    expect([existsSync(bench.output), await bench.tags()]).toEqual([false, ['docker-demo-1-32-v1']]);
  });

  test('without a target it goes to a layout in the output', async () => {
    const bench = makeBench();
    expect(brief(await bench.run({ targets: [] }))).toMatchObject({ action: 'released' });
    expect(await bench.tags('output/oci')).toEqual(['docker-demo-1-32-v1']);
  });

  test('executable files and the time do not show', async () => {
    const bench = makeBench({ 'cluster-class/run.sh': '#!/bin/sh\n' });
    const { chmodSync, utimesSync } = await import('node:fs');
    chmodSync(join(bench.stack, 'cluster-class/run.sh'), 0o755);
    const first = await bench.run();
    chmodSync(join(bench.stack, 'cluster-class/run.sh'), 0o600);
    utimesSync(join(bench.stack, 'csctl.yaml'), 1, 1);
    expect((await bench.run({ targets: [bench.url('b')] })).digest).toBe(first.digest);
  });
});

describe('the next release', () => {
  const multi: Overrides = { 'node-images.yaml': 'a: 1\n' };
  const row = (name: string, base: Overrides, change: Overrides, changed: readonly string[], versions: string) =>
    [name, base, change, changed, versions] as const;
  test.each([
    row('cluster class', multi, { 'cluster-class/values.yaml': 'replicas: 3\n' }, ['cluster-class'], 'v2 v1 v1'),
    row('an addon', multi, { 'cluster-addon/cni/values.yaml': 'mtu: 1400\n' }, ['cluster-addon'], 'v2 v2 v1'),
    row(
      'a new addon',
      multi,
      { 'cluster-addon/csi/Chart.yaml': 'apiVersion: v2\nname: csi\nversion: 1.0.0\n' },
      ['cluster-addon'],
      'v2 v2 v1',
    ),
    row('stages', multi, { 'clusteraddon.yaml': 'addonStages: {}\n' }, ['stages'], 'v2 v2 v1'),
    row('values of a single stage', SINGLE_STAGE, { 'cluster-addon-values.yaml': 'x: 1\n' }, ['cluster-addon-values'], 'v2 v2 v1'),
    row('node images', multi, { 'node-images.yaml': 'a: 2\n' }, ['node-images'], 'v2 v1 v2'),
    row('the Kubernetes patch', multi, { 'csctl.yaml': formatConfig({ kubernetes: 'v1.32.6' }) }, ['kubernetes'], 'v2 v1 v1'),
    row(
      'the class, whose version stands in an addon',
      { 'cluster-addon/cni/overwrite.yaml': 'v: << .ClusterClassVersion >>\n' },
      { 'cluster-class/values.yaml': 'x: 1\n' },
      ['cluster-class'],
      'v2 v2 v1',
    ),
    row(
      'node images, whose version stands in an addon',
      { ...multi, 'cluster-addon/cni/overwrite.yaml': 'v: << .NodeImageVersion >>\n' },
      { 'node-images.yaml': 'a: 2\n' },
      ['node-images'],
      'v2 v2 v2',
    ),
    row(
      'the class, and an addon has its own version',
      { 'cluster-addon/cni/overwrite.yaml': 'v: << .ClusterAddonVersion >>\n' },
      { 'cluster-class/values.yaml': 'x: 1\n' },
      ['cluster-class'],
      'v2 v1 v1',
    ),
  ])('changed: %s', async (_, base, overrides, changed, versions) => {
    const bench = makeBench(base);
    await bench.run();
    bench.change(overrides);
    expect(brief(await bench.run())).toEqual({ action: 'released', version: 'v2', previous: 'v1', changed, targets: ['published'] });
    expect(versionsOf(await bench.read('docker-demo-1-32-v2'))).toBe(versions);
    expect(await bench.run()).toMatchObject({ action: 'unchanged', version: 'v2' });
  });

  test.each<[name: string, overrides: Overrides]>([
    ['a README', { 'README.md': 'x' }],
    ['comments in csctl.yaml', { 'csctl.yaml': `# x\n${formatConfig()}` }],
    ['what Helm ignores', { 'cluster-class/.helmignore': '*.bak\n', 'cluster-class/a.bak': 'x' }],
    [
      'the version in Chart.yaml',
      {
        'cluster-class/.helmignore': '*.bak\n',
        'cluster-class/Chart.yaml': 'apiVersion: v2\nname: docker-demo-1-32-cluster-class\nversion: 9.9.9\n',
      },
    ],
  ])('unchanged: %s', async (_, overrides) => {
    const bench = makeBench({ 'cluster-class/.helmignore': '*.bak\n' });
    await bench.run();
    bench.change(overrides);
    expect(brief(await bench.run())).toEqual({ action: 'unchanged', version: 'v1', previous: 'v1', changed: [], targets: ['present'] });
  });

  test('a change and back is a release each', async () => {
    const bench = makeBench();
    await bench.run();
    bench.change({ 'cluster-addon/cni/values.yaml': 'mtu: 1\n' });
    await bench.run();
    bench.change({});
    expect(await bench.run()).toMatchObject({ action: 'released', version: 'v3' });
    expect(versionsOf(await bench.read('docker-demo-1-32-v3'))).toBe('v3 v3 v1');
  });

  test('a channel counts by itself', async () => {
    const bench = makeBench();
    const mode: Mode = { kind: 'channel', channel: 'beta' };
    await bench.run();
    expect(await bench.run({ mode })).toMatchObject({
      action: 'released',
      release: 'docker-demo-1-32-v0-beta-100',
      version: 'v0-beta.100',
    });
    bench.change({ 'cluster-class/values.yaml': 'x: 1\n' });
    expect(await bench.run({ mode })).toMatchObject({ action: 'released', version: 'v0-beta.101', previous: 'v0-beta.100' });
    expect(await bench.run({ mode })).toMatchObject({ action: 'unchanged' });
    expect(versionsOf(await bench.read('docker-demo-1-32-v0-beta-101'))).toBe('v0-beta.101 v0-beta.100 v0-beta.100');
    expect(await bench.run()).toMatchObject({ action: 'released', version: 'v2', previous: 'v1' });
  });

  test('a series that CSO would mis-sort is left, with a warning', async () => {
    const bench = makeBench();
    for (const old of ['v0-custom.9', 'v0-custom.10'])
      await bench.put(await buildContent(old, { 'cluster-class/values.yaml': `x: ${old}\n` }));
    const line = await bench.run({ mode: { kind: 'channel', channel: 'custom' } });
    expect(line).toMatchObject({
      action: 'released',
      version: 'v1-custom.100',
      previous: 'v0-custom.9',
      findings: having({ code: 'channel-numbering', verdict: 'warn' }),
    });
  });

  test.each([
    ['v0-custom.9', 'v0-custom.10', true],
    ['v7', 'v6', true],
    ['v0-custom.9', 'v1-custom.100', false],
    ['v0-custom.100', 'v0-custom.101', false],
    ['v0-beta.9', 'v0-beta.10', false],
    ['v7', 'v0-custom.1', false],
  ])('a version that somebody chose, where CSO would stay with %s: %s', async (old, chosen, isTold) => {
    const bench = makeBench();
    await bench.put(await buildContent(old, { 'cluster-class/values.yaml': 'x: 1\n' }));
    const mode: Mode = { kind: 'custom', clusterStack: chosen, clusterAddon: chosen, nodeImage: chosen };
    const { action, findings } = await bench.run({ mode });
    const told = findings.filter(({ code }) => code === 'channel-numbering').map(({ verdict, subject }) => [verdict, subject]);
    expect([action, told]).toEqual(['released', isTold ? [['warn', chosen]] : []]);
    const again = await bench.run({ mode });
    expect(again.findings.filter(({ code }) => code === 'channel-numbering')).toEqual([]);
  });

  test('after a release that csctl made: compared by content', async () => {
    const bench = makeBench({ 'node-images.yaml': 'a: 1\n' });
    const made = await remakeLikeCsctl(await buildContent('v5 v3 v1', { 'node-images.yaml': 'a: 1\n' }));
    const artifact = formatArtifact(made).manifest.manifest;
    const manifest = formatManifest({
      ...artifact,
      annotations: { ...artifact.annotations, 'org.opencontainers.image.created': '2025-09-01T00:00:00Z' },
    });
    const store = openLayout(bench.layout('a'));
    for (const { descriptor, bytes } of formatArtifact(made).blobs) await store.push(descriptor, bytes);
    await store.push(manifest.manifest.config, Buffer.from('{}'));
    await store.tag(manifest, made.name);
    expect(await bench.run()).toMatchObject({ action: 'unchanged', version: 'v5', digest: manifest.descriptor.digest });
    bench.change({ 'cluster-addon/cni/values.yaml': 'mtu: 1\n' });
    expect(brief(await bench.run())).toEqual({
      action: 'released',
      version: 'v6',
      previous: 'v5',
      changed: ['cluster-addon'],
      targets: ['published'],
    });
    expect(versionsOf(await bench.read('docker-demo-1-32-v6'))).toBe('v6 v4 v1');
  });

  test('a newest release that cannot be read stops the line', async () => {
    const bench = makeBench();
    const content = await buildContent('v7');
    await bench.put({
      ...content,
      assets: content.assets.map((asset) => (asset.name === 'metadata.yaml' ? createAsset(asset.name, Buffer.from('x: 1')) : asset)),
    });
    expect(await bench.run()).toMatchObject({ action: 'failed', error: { code: 'invalid-metadata' } });
  });
});

describe('modes', () => {
  test('hash: the same source is the same release', async () => {
    const bench = makeBench();
    const first = await bench.run({ mode: { kind: 'hash' } });
    expect(first.version).toMatch(/^v0-sha\.[a-z0-9]{7}$/);
    expect(brief(first)).toMatchObject({ action: 'released', targets: ['published'] });
    expect(brief(await bench.run({ mode: { kind: 'hash' } }))).toMatchObject({
      action: 'unchanged',
      version: first.version,
      targets: ['present'],
    });
    bench.change({ 'README.md': 'x' });
    expect((await bench.run({ mode: { kind: 'hash' } })).version).not.toBe(first.version);
    expect(await bench.tags()).toHaveLength(2);
  });

  const custom: Mode = { kind: 'custom', clusterStack: 'v0-custom.7', clusterAddon: 'v0-custom-3', nodeImage: 'v1' };

  test("custom: the versions are the user's, and other content is a conflict", async () => {
    const bench = makeBench();
    expect(brief(await bench.run({ mode: custom }))).toMatchObject({ action: 'released', version: 'v0-custom.7' });
    expect(versionsOf(await bench.read('docker-demo-1-32-v0-custom-7'))).toBe('v0-custom.7 v0-custom.3 v1');
    expect(brief(await bench.run({ mode: custom }))).toMatchObject({ action: 'unchanged' });
    bench.change({ 'cluster-class/values.yaml': 'x: 1\n' });
    const line = await bench.run({ mode: custom });
    expect([line.action, line.error?.code, line.targets]).toMatchObject(['failed', 'release-conflict', [{ result: 'failed' }]]);
    expect(await bench.tags()).toEqual(['docker-demo-1-32-v0-custom-7']);
  });

  describe('addons that change under the version that the line’s newest release has', () => {
    const other = { 'cluster-addon/cni/values.yaml': 'mtu: 1\n' };
    const choose = (clusterStack: string, clusterAddon: string): Mode => ({ kind: 'custom', clusterStack, clusterAddon, nodeImage: 'v1' });
    const refusal = { code: 'addon-bump', verdict: 'refuse', subject: 'v3' };

    test('custom: refused, and released under another', async () => {
      const bench = makeBench();
      await bench.put(await buildContent('v7 v3 v1'));
      bench.change(other);
      const planned = onlyLine(await plan(bench.request({ mode: choose('v8', 'v3') })));
      expect(planned).toMatchObject({ action: 'refused', findings: having(refusal) });
      expect(await bench.run({ mode: choose('v8', 'v4') })).toMatchObject({ action: 'released', version: 'v8' });
      // Under its own name it is the same release.
      expect(await bench.run({ mode: choose('v8', 'v4') })).toMatchObject({ action: 'unchanged', version: 'v8' });
    });

    test('custom: on a channel it is that channel’s newest release', async () => {
      const bench = makeBench();
      await bench.put(await buildContent('v9'));
      await bench.put(await buildContent('v0-custom.100 v3 v1'));
      bench.change(other);
      expect(await bench.run({ mode: choose('v0-custom.101', 'v3') })).toMatchObject({ action: 'refused', findings: having(refusal) });
    });

    test('custom: addons that are the same, or come with another Kubernetes version', async () => {
      const bench = makeBench();
      await bench.put(await buildContent('v7 v3 v1'));
      bench.change({ 'cluster-class/values.yaml': 'x: 1\n' });
      expect(await bench.run({ mode: choose('v8', 'v3') })).toMatchObject({ action: 'released' });
      bench.change({ ...other, 'csctl.yaml': formatConfig({ kubernetes: 'v1.32.6' }) });
      expect(await bench.run({ mode: choose('v9', 'v3') })).toMatchObject({ action: 'released' });
    });

    test('publish refuses it too', async () => {
      const bench = makeBench();
      bench.change(other);
      await build(bench.request({ mode: choose('v8', 'v3') }));
      await bench.put(await buildContent('v7 v3 v1'));
      const line = onlyLine(await publish({ directories: [], output: bench.output, targets: [bench.url('a')] }));
      expect(line).toMatchObject({ action: 'refused', release: 'docker-demo-1-32-v8', findings: having(refusal) });
    });

    test.each<Mode>([{ kind: 'stable' }, { kind: 'channel', channel: 'beta' }, { kind: 'hash' }])(
      'what is numbered is never refused: %j',
      async (mode) => {
        const named = { 'cluster-addon/cni/name.txt': '<< .ClusterClassVersion >> << .NodeImageVersion >>', 'node-images.yaml': 'a: 1\n' };
        const bench = makeBench();
        for (const overrides of [
          {},
          other,
          { ...other, 'cluster-class/values.yaml': 'x: 1\n' },
          { ...other, 'csctl.yaml': formatConfig({ kubernetes: 'v1.32.6' }) },
          { ...named, 'csctl.yaml': formatConfig({ kubernetes: 'v1.32.6' }) },
          { ...named, 'csctl.yaml': formatConfig({ kubernetes: 'v1.32.6' }), 'node-images.yaml': 'a: 2\n' },
          { ...named, 'csctl.yaml': formatConfig({ kubernetes: 'v1.32.6' }), 'cluster-class/values.yaml': 'x: 1\n' },
        ]) {
          bench.change(overrides);
          expect(await bench.run({ mode })).toMatchObject({ action: 'released' });
          expect(await bench.run({ mode })).toMatchObject({ action: 'unchanged' });
        }
      },
    );
  });

  test.each(['v01', 'custom', 'v1.2.3'])('custom: %s is not a version', async (clusterStack) => {
    expect(await makeBench().run({ mode: { ...custom, clusterStack } })).toMatchObject({
      action: 'failed',
      error: { code: 'invalid-version' },
    });
  });

  test.each(['v0-custom.07', 'v0-007.x'])('custom: %s is not a version of a chart', async (clusterStack) => {
    const bench = makeBench();
    expect(await bench.run({ mode: { ...custom, clusterStack } })).toMatchObject({
      action: 'refused',
      findings: having({ code: 'chart-version', verdict: 'refuse' }),
    });
    expect([existsSync(bench.output), await bench.tags()]).toEqual([false, []]);
  });
});

describe('several targets', () => {
  const both = (bench: ReturnType<typeof makeBench>) => ({ targets: [bench.url('a'), bench.url('b')] });

  test('all get the release', async () => {
    const bench = makeBench();
    const line = await bench.run(both(bench));
    expect(brief(line)).toMatchObject({ action: 'released', targets: ['published', 'published'] });
    expect(await bench.read('docker-demo-1-32-v1', 'b')).toEqual(await bench.read('docker-demo-1-32-v1', 'a'));
  });

  test('one that lacks the release gets it', async () => {
    const bench = makeBench();
    await bench.run();
    expect(brief(await bench.run(both(bench)))).toEqual({
      action: 'unchanged',
      version: 'v1',
      previous: 'v1',
      changed: [],
      targets: ['present', 'published'],
    });
    expect(brief(await bench.run(both(bench)))).toMatchObject({ targets: ['present', 'present'] });
  });

  test('one that lacks a release of csctl gets it as it is', async () => {
    const bench = makeBench();
    const made = await remakeLikeCsctl(await buildContent('v5'));
    await bench.put(made);
    expect(brief(await bench.run(both(bench)))).toMatchObject({ action: 'unchanged', targets: ['present', 'published'] });
    expect(await bench.read('docker-demo-1-32-v5', 'b')).toEqual(made);
  });

  test('the next version is above the highest of all', async () => {
    const bench = makeBench();
    await bench.put(await buildContent('v2', { 'cluster-class/values.yaml': 'x: 2\n' }), 'a');
    await bench.put(await buildContent('v5 v4 v1', { 'cluster-class/values.yaml': 'x: 5\n' }), 'b');
    expect(brief(await bench.run(both(bench)))).toEqual({
      action: 'released',
      version: 'v6',
      previous: 'v5',
      changed: ['cluster-class'],
      targets: ['published', 'published'],
    });
    expect(versionsOf(await bench.read('docker-demo-1-32-v6'))).toBe('v6 v5 v3');
  });

  test('an interrupted release is finished', async () => {
    const bench = makeBench();
    await bench.put(await buildContent('v1'), 'a');
    await bench.put(await buildContent('v1'), 'b');
    bench.change({ 'cluster-class/values.yaml': 'x: 2\n' });
    const second = await buildContent('v2 v1 v1', { 'cluster-class/values.yaml': 'x: 2\n' });
    await bench.put(second, 'b');
    expect(brief(await bench.run(both(bench)))).toMatchObject({ version: 'v2', targets: ['published', 'present'] });
    expect([await bench.tags('a'), await bench.tags('b')]).toEqual([
      ['docker-demo-1-32-v1', 'docker-demo-1-32-v2'],
      ['docker-demo-1-32-v1', 'docker-demo-1-32-v2'],
    ]);
    expect(await bench.read('docker-demo-1-32-v2', 'a')).toEqual(second);
  });

  test('where one cannot be written, none shows the release; the next run finishes it', async () => {
    const bench = makeBench();
    mkdirSync(bench.layout('b'));
    writeFileSync(join(bench.layout('b'), 'blobs'), 'garbage');
    const report = await release(bench.request(both(bench)));
    const line = onlyLine(report);
    expect([brief(line), line.error?.code, line.targets[1]?.error?.code, exitCode(report)]).toEqual([
      { action: 'failed', version: 'v1', previous: undefined, changed: [], targets: ['failed', 'failed'] },
      'target-failed',
      'invalid-layout',
      1,
    ]);
    expect([line.targets[0]?.error?.code, await bench.tags('a')]).toEqual(['target-withheld', []]);
    rmSync(join(bench.layout('b'), 'blobs'));
    expect(brief(await bench.run(both(bench)))).toMatchObject({ action: 'released', targets: ['published', 'published'] });
  });

  test('where one cannot be read, none shows the release; the next run finishes it', async () => {
    const bench = makeBench();
    writeFileSync(bench.layout('b'), 'garbage');
    const line = await bench.run(both(bench));
    expect([brief(line), line.error?.code, await bench.tags('a')]).toEqual([
      { action: 'failed', version: 'v1', previous: undefined, changed: [], targets: ['failed', 'failed'] },
      'target-failed',
      [],
    ]);
    rmSync(bench.layout('b'));
    expect(brief(await bench.run(both(bench)))).toMatchObject({ action: 'released', version: 'v1', targets: ['published', 'published'] });
  });

  test('a source that cannot be read stops the line before anything is published', async () => {
    const bench = makeBench();
    writeFileSync(bench.layout('a'), 'garbage');
    const line = await bench.run(both(bench));
    expect([line.action, line.error?.code, line.targets, await bench.tags('b')]).toEqual(['failed', 'invalid-layout', [], []]);
  });

  test('a source that is not a target', async () => {
    const bench = makeBench();
    await bench.put(await buildContent('v3'), 'source');
    expect(brief(await bench.run({ source: bench.url('source') }))).toEqual({
      action: 'unchanged',
      version: 'v3',
      previous: 'v3',
      changed: [],
      targets: ['published'],
    });
    bench.change({ 'cluster-class/values.yaml': 'x: 1\n' });
    expect(brief(await bench.run({ source: bench.url('source') }))).toMatchObject({
      action: 'released',
      version: 'v4',
      targets: ['published'],
    });
    expect([await bench.tags('source'), await bench.tags('a')]).toEqual([
      ['docker-demo-1-32-v3'],
      ['docker-demo-1-32-v3', 'docker-demo-1-32-v4'],
    ]);
  });

  test('the same target twice is one', async () => {
    const bench = makeBench();
    expect(brief(await bench.run({ targets: [bench.url('a'), bench.url('a')] }))).toMatchObject({ targets: ['published'] });
  });
});

describe('plan', () => {
  test('writes nothing', async () => {
    const bench = makeBench();
    const report = await plan(bench.request({ kubernetes: '1.32' }));
    expect(onlyLine(report)).toMatchObject({ action: 'planned', release: 'docker-demo-1-32-v1', targets: [] });
    expect(report.request).toEqual({ mode: { kind: 'stable' }, targets: [bench.url('a')], kubernetes: '1.32', source: bench.url('a') });
    expect(readdirSync(bench.root)).toEqual(['stack']);
  });

  test('foretells the release', async () => {
    const bench = makeBench();
    const planned = onlyLine(await plan(bench.request()));
    const { output: _, ...released } = await bench.run();
    expect({ ...planned, action: 'released', targets: released.targets }).toEqual(released);
    expect(onlyLine(await plan(bench.request()))).toMatchObject({ action: 'unchanged' });
  });

  test('says that a target lacks the release', async () => {
    const bench = makeBench();
    await bench.run();
    const line = onlyLine(await plan(bench.request({ targets: [bench.url('a'), bench.url('b')] })));
    expect(brief(line)).toEqual({ action: 'planned', version: 'v1', previous: 'v1', changed: [], targets: ['present'] });
  });

  test('says that a name is taken', async () => {
    const bench = makeBench();
    const mode: Mode = { kind: 'custom', clusterStack: 'v1', clusterAddon: 'v1', nodeImage: 'v1' };
    await bench.put(await buildContent('v1', { 'cluster-class/values.yaml': 'x: 1\n' }));
    expect(onlyLine(await plan(bench.request({ mode })))).toMatchObject({ action: 'failed', error: { code: 'release-conflict' } });
  });

  test('says what clusters of the release before live through, unless in a hurry', async () => {
    const bench = makeBench();
    await bench.run();
    bench.change({ 'cluster-class/values.yaml': 'x: 1\n' });
    const { upgrade } = onlyLine(await plan(bench.request()));
    // Without helm nothing is rendered.
    expect(upgrade?.from).toBe('docker-demo-1-32-v1');
    expect(upgrade?.effects.map(({ kind, verdict }) => `${kind} ${verdict}`)).toContain('unknown unknown');
    expect(onlyLine(await plan(bench.request({ effects: false }))).upgrade).toBeUndefined();
    expect((await bench.run()).upgrade).toBeUndefined();
    bench.change({ 'cluster-class/values.yaml': 'x: 2\n' });
    expect((await bench.run({ effects: true })).upgrade?.from).toBe('docker-demo-1-32-v2');
  });

  test('is carried out, and carried out again', async () => {
    const bench = makeBench();
    const planned = await plan(bench.request());
    expect(await bench.run({}, planned)).toMatchObject({ action: 'released', version: 'v1' });
    expect(await bench.run({}, planned)).toMatchObject({ action: 'unchanged', version: 'v1' });
  });

  test('is refused when the stack has moved', async () => {
    const bench = makeBench();
    const planned = await plan(bench.request());
    bench.change({ 'cluster-class/values.yaml': 'x: 1\n' });
    expect(await bench.run({}, planned)).toMatchObject({ action: 'failed', error: { code: 'plan-outdated' } });
    expect([await bench.tags(), existsSync(bench.output)]).toEqual([[], false]);
  });

  test('is refused when the target has moved', async () => {
    const bench = makeBench();
    const planned = await plan(bench.request());
    await bench.put(await buildContent('v1', { 'cluster-class/values.yaml': 'x: 1\n' }));
    expect(await bench.run({}, planned)).toMatchObject({ action: 'failed', error: { code: 'plan-outdated' } });
    expect(await bench.tags()).toEqual(['docker-demo-1-32-v1']);
  });

  test('is refused for a line that it does not plan', async () => {
    const bench = makeBench();
    const planned = await plan(bench.request());
    bench.change({ 'csctl.yaml': formatConfig({ name: 'other' }) });
    expect(await bench.run({}, planned)).toMatchObject({ action: 'failed', error: { code: 'plan-outdated' } });
  });
});

describe('build and publish', () => {
  test('what build made is published as it is', async () => {
    const bench = makeBench();
    const built = onlyLine(await build(bench.request()));
    expect(brief(built)).toEqual({ action: 'built', version: 'v1', previous: undefined, changed: [], targets: [] });
    expect(await bench.tags()).toEqual([]);
    bench.change({ 'cluster-class/values.yaml': 'x: 1\n' });
    for (const [directories, action] of [
      [[built.output ?? ''], 'released'],
      [[`${built.output}//`], 'unchanged'],
      [[], 'unchanged'],
    ] as const) {
      const line = onlyLine(await publish({ directories, output: bench.output, targets: [bench.url('a')] }));
      expect(line).toMatchObject({ stack: 'docker-demo-1-32', directory: bench.stack, action, digest: built.digest, output: built.output });
    }
    expect(await bench.read('docker-demo-1-32-v1')).toEqual(await buildContent('v1'));
  });

  test('what the check refuses can be built, and not published', async () => {
    const bench = makeBench({ 'cluster-class/values.yaml': 'v: << .Foo >>\n' });
    expect(onlyLine(await build(bench.request()))).toMatchObject({
      action: 'refused',
      findings: having({ code: 'placeholder', verdict: 'refuse' }),
    });
    expect(existsSync(bench.output)).toBe(false);
    expect(onlyLine(await build(bench.request({ check: false })))).toMatchObject({
      action: 'built',
      findings: having({ code: 'placeholder', verdict: 'refuse' }),
    });
    const report = await publish({ directories: [], output: bench.output, targets: [bench.url('a')] });
    expect([onlyLine(report).action, onlyLine(report).error?.code, exitCode(report), await bench.tags()]).toEqual([
      'failed',
      'check-refused',
      1,
      [],
    ]);
  });

  test('offline, what only a server could tell is said to be unknown', async () => {
    const images = 'openStackNodeImages:\n  - url: https://images.example.com/ubuntu-kube-v1.32.5.qcow2\n';
    const line = onlyLine(await build(makeBench({ 'node-images.yaml': images }).request({ offline: true })));
    expect(line.findings).toEqual(having({ code: 'node-image-exists', verdict: 'unknown', message: expect.stringContaining('--offline') }));
  });

  test('a release is always checked', async () => {
    expect(await codeOf(release(makeBench().request({ check: false })))).toBe('usage');
  });

  test('nothing built', async () => {
    const bench = makeBench();
    expect(await codeOf(publish({ directories: [], output: bench.output, targets: [] }))).toBe('usage');
  });

  test('a stack in place of a release: the verb for stacks is named', async () => {
    const bench = makeBench();
    await expect(publish({ directories: [bench.stack], output: bench.output, targets: [] })).rejects.toMatchObject({
      code: 'usage',
      message: `${bench.stack} is a stack, not a built release; publish it with: clusterstack release ${bench.stack}`,
    });
  });

  test('a folder that is not there: what is there is named, and nothing is published', async () => {
    const bench = makeBench();
    const complaint = (...directories: readonly string[]) =>
      publish({ directories, output: bench.output, targets: [bench.url('a')] }).then(
        () => expect.unreachable(),
        ({ code, message }) => [code, message],
      );
    const before = `${bench.output}/x`;
    expect(await complaint(before)).toEqual([
      'usage',
      `${before} does not exist; ${bench.output} holds no release; build one first with: clusterstack build`,
    ]);
    const built = onlyLine(await build(bench.request()));
    const [name = '', output = ''] = [built.release, built.output];
    const typed = name.replace('demo', 'dmeo');
    expect(await complaint(output, typed)).toEqual([
      'usage',
      `${typed} does not exist; did you mean ${output}? ${bench.output} holds ${name}`,
    ]);
    expect(await bench.tags()).toEqual([]);
  });
});

describe('several stacks', () => {
  test('one that is refused or fails does not stop the others', async () => {
    const bench = makeBench();
    writeStack(join(bench.root, 'stacks/a'), { 'csctl.yaml': formatConfig({ name: 'a' }) });
    writeStack(join(bench.root, 'stacks/b'), { 'csctl.yaml': 'broken: [' });
    writeStack(join(bench.root, 'stacks/c'), {
      'csctl.yaml': formatConfig({ name: 'c', kubernetes: 'v1.33.0' }),
      'cluster-class/Chart.yaml': null,
    });
    writeStack(join(bench.root, 'stacks/d'), { 'csctl.yaml': formatConfig({ name: 'd' }) });
    const bad = await buildContent('v1', { 'csctl.yaml': formatConfig({ name: 'd' }) });
    await bench.put({
      ...bad,
      assets: bad.assets.map((asset) => (asset.name === 'metadata.yaml' ? createAsset(asset.name, Buffer.from('x: 1')) : asset)),
    });
    const report = await release(bench.request({ stacks: [join(bench.root, 'stacks')] }));
    expect(report.releases.map(({ stack, action }) => [stack, action])).toEqual([
      ['docker-a-1-32', 'released'],
      [join(bench.root, 'stacks/b'), 'refused'],
      ['docker-c-1-33', 'refused'],
      ['docker-d-1-32', 'failed'],
    ]);
    expect([exitCode(report), await bench.tags()]).toEqual([1, ['docker-a-1-32-v1', 'docker-d-1-32-v1']]);
  });

  test('two of one line stop all, before anything', async () => {
    const bench = makeBench();
    for (const name of ['a', 'b']) writeStack(join(bench.root, 'stacks', name));
    expect(await codeOf(release(bench.request({ stacks: [join(bench.root, 'stacks')] })))).toBe('duplicate-line');
    expect(await bench.tags()).toEqual([]);
  });

  test('many lines at once', async () => {
    const bench = makeBench();
    for (let minor = 10; minor < 22; minor++)
      writeStack(join(bench.root, `stacks/1-${minor}`), { 'csctl.yaml': formatConfig({ kubernetes: `v1.${minor}.0` }) });
    const report = await release(bench.request({ stacks: [join(bench.root, 'stacks')] }));
    expect(report.releases.map(({ stack, action }) => `${stack} ${action}`)).toEqual(
      Array.from({ length: 12 }, (_, index) => `docker-demo-1-${index + 10} released`),
    );
    expect(await bench.tags()).toHaveLength(12);
  });
});

describe('requests', () => {
  test.each<[more: Partial<ReleaseRequest>, code: string]>([
    [{ targets: ['github:org'] }, 'invalid-target'],
    [{ targets: ['ghcr.io/org/repo'] }, 'invalid-target'],
    [{ source: 'nowhere' }, 'invalid-target'],
    [{ targets: ['oci://localhost:1/x'], offline: true }, 'usage'],
    [{ source: 'oci://localhost:1/x', offline: true }, 'usage'],
    [{ stacks: ['nowhere'] }, 'no-stack'],
    [{ kubernetes: '1.31' }, 'no-stack'],
    [{ kubernetes: 'x' }, 'usage'],
  ])('%j', async (more, code) => {
    const bench = makeBench();
    expect([await codeOf(release(bench.request(more))), existsSync(bench.output)]).toEqual([code, false]);
  });

  test('offline with a layout', async () => expect(await makeBench().run({ offline: true })).toMatchObject({ action: 'released' }));

  test('an output that cannot be written fails the line, and nothing is published', async () => {
    const bench = makeBench();
    writeFileSync(bench.output, '');
    expect(await bench.run()).toMatchObject({ action: 'failed', error: { code: 'unwritable' } });
    expect([await bench.tags(), readFileSync(bench.output, 'utf8')]).toEqual([[], '']);
  });

  test('progress and warnings are told', async () => {
    const bench = makeBench();
    const content = await buildContent('v1');
    const store = openLayout(bench.layout('a'));
    await bench.put(content);
    await store.tag(formatArtifact(content).manifest, 'latest');
    const progress: string[] = [];
    const warnings: string[] = [];
    await release(bench.request(), { logger: { progress: (text) => void progress.push(text), warn: (text) => void warnings.push(text) } });
    expect([progress.length > 0, warnings.length, warnings[0]?.includes('(latest)')]).toEqual([true, 1, true]);
  });
});

describe('check', () => {
  test('tells all findings and writes nothing', async () => {
    const bench = makeBench({ 'cluster-class/Chart.yaml': 'apiVersion: v2\nname: x\nversion: 1\n' });
    writeStack(join(bench.root, 'other'), { 'csctl.yaml': '' });
    const file = join(bench.stack, 'cluster-class/Chart.yaml');
    expect(await check({ stacks: [bench.root] })).toEqual({
      schemaVersion: 1,
      basis: { today: '2026-11-22', helm: undefined, knowledge: expect.stringMatching(/^2026-/) },
      findings: [],
      stacks: [
        {
          stack: join(bench.root, 'other'),
          directory: join(bench.root, 'other'),
          verdict: 'refuse',
          findings: [expect.objectContaining({ code: 'config-field' })],
        },
        {
          stack: 'docker-demo-1-32',
          directory: bench.stack,
          verdict: 'unknown',
          findings: having({
            code: 'chart-name',
            verdict: 'warn',
            subject: file,
            message: expect.any(String),
            file,
            line: 2,
            column: 7,
            waived: false,
          }),
        },
      ],
    });
    expect(readdirSync(bench.root).sort()).toEqual(['other', 'stack']);
  });
});
