import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createFile, sortTree } from '../../src/files/index.ts';
import { packArchive } from '../../src/release/archive.ts';
import { compareRelease, type ReleaseContent } from '../../src/release/index.ts';
import { buildContent } from '../support/release-builder.ts';
import { recompress, remakeLikeCsctl, replaceAsset } from '../support/repack.ts';
import { formatConfig, type Overrides, SINGLE_STAGE } from '../support/stack-builder.ts';

/** Compares, and tells which files had to be fetched. */
async function compare(
  candidate: ReleaseContent,
  published: ReleaseContent,
): Promise<{ readonly changed: readonly string[]; readonly fetched: readonly string[] }> {
  const fetched: string[] = [];
  const files = published.assets.map(({ name, digest, bytes }) => ({ name, digest, size: bytes.length }));
  const changed = await compareRelease(candidate, { kubernetes: published.kubernetes, files }, async ({ name }) => {
    fetched.push(name);
    return published.assets.find((asset) => asset.name === name)?.bytes ?? Buffer.alloc(0);
  });
  return { changed, fetched: fetched.sort() };
}

const CLASS = 'docker-demo-1-32-cluster-class-v1.tgz';
const ADDON = 'docker-demo-1-32-cluster-addon-v1.tgz';

/** An archive as `helm dependency build` puts it into `charts/`. */
const dependency = (content: string) =>
  packArchive(
    sortTree(
      ['dep/Chart.yaml', 'dep/values.yaml'].map((path) =>
        createFile(path, Buffer.from(path.endsWith('Chart.yaml') ? 'name: dep\nversion: 1.0.0\napiVersion: v2\n' : content)),
      ),
    ),
  );

describe('unchanged', () => {
  test('equal digests: nothing is fetched', async () => {
    expect(await compare(await buildContent(), await buildContent())).toEqual({ changed: [], fetched: [] });
  });

  test('hashes.json and metadata.yaml do not count', async () => {
    const release = await buildContent();
    const published = replaceAsset(replaceAsset(release, 'hashes.json', Buffer.from('{}')), 'metadata.yaml', Buffer.from('x: 1'));
    expect(await compare(release, published)).toEqual({ changed: [], fetched: [] });
  });

  test('the same tar in other gzip bytes', async () => {
    const release = await buildContent();
    const published = release.assets
      .filter(({ name }) => name.endsWith('.tgz'))
      .reduce((content, { name, bytes }) => replaceAsset(content, name, recompress(bytes)), release);
    expect(await compare(release, published)).toEqual({ changed: [], fetched: [ADDON, CLASS] });
  });

  test.each<[name: string, overrides: Overrides]>([
    ['multi-stage', {}],
    ['single-stage', SINGLE_STAGE],
    [
      'deprecated: false and comments in Chart.yaml',
      { 'cluster-class/Chart.yaml': '# x\nversion: "1"\ndeprecated: false\nkeywords: []\nname: x\napiVersion: v2\nappVersion: 1.10\n' },
    ],
  ])('made by csctl: %s', async (_, overrides) => {
    const release = await buildContent('v1', overrides);
    expect(await compare(release, await remakeLikeCsctl(release))).toEqual({ changed: [], fetched: [ADDON, CLASS] });
  });

  test('made by csctl, which unpacks archives in charts/', async () => {
    const release = await buildContent('v1', { 'cluster-class/charts/dep-1.0.0.tgz': await dependency('a: 1\n') });
    expect(await compare(release, await remakeLikeCsctl(release))).toEqual({ changed: [], fetched: [ADDON, CLASS] });
  });
});

describe('changed', () => {
  const base: Overrides = { 'node-images.yaml': 'a: 1\n' };
  test.each<[component: string, before: Overrides, after: Overrides]>([
    [
      'cluster-addon',
      { 'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.0.0\nannotations: {enabled: "false"}\n' },
      { 'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.0.0\n' },
    ],
    // No chart of its own: a template may read it.
    ['cluster-class', { 'cluster-class/files/Chart.yaml': 'a: "false"\n' }, { 'cluster-class/files/Chart.yaml': 'a: ""\n' }],
    ['kubernetes', base, { 'csctl.yaml': formatConfig({ kubernetes: 'v1.32.6' }) }],
    ['cluster-class', base, { 'cluster-class/values.yaml': 'replicas: 2\n' }],
    ['cluster-class', base, { 'cluster-class/files/new': '' }],
    ['cluster-class', base, { 'cluster-class/templates/cluster-class.yaml': null }],
    ['cluster-class', base, { 'cluster-class/Chart.yaml': 'apiVersion: v2\nname: x\nversion: 1\nappVersion: 2\n' }],
    [
      'cluster-class',
      { 'cluster-class/values.yaml': 'a: 1\n', 'cluster-class/values.yml': 'b: 1\n' },
      { 'cluster-class/values.yaml': 'b: 1\n', 'cluster-class/values.yml': 'a: 1\n' },
    ],
    ['cluster-addon', base, { 'cluster-addon/cni/values.yaml': 'mtu: 1400\n' }],
    ['cluster-addon', base, { 'cluster-addon/cni/overwrite.yaml': '' }],
    ['cluster-addon', base, { 'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.0.1\n' }],
    ['cluster-addon-values', SINGLE_STAGE, { 'cluster-addon-values.yaml': 'x: 1\n' }],
    ['stages', base, { 'clusteraddon.yaml': 'a: 1\n' }],
    ['node-images', base, { 'node-images.yaml': 'a: 2\n' }],
    ['node-images', base, { 'node-images.yaml': null }],
    ['node-images', {}, base],
  ])('%s', async (component, before, after) => {
    const published = await buildContent('v1', before);
    const candidate = await buildContent('v1', { ...before, ...after });
    expect((await compare(candidate, published)).changed).toEqual([component]);
    expect((await compare(candidate, await remakeLikeCsctl(published))).changed).toEqual([component]);
  });

  test('an addon whose Chart.yaml is not YAML', async () => {
    const made = (text: string) => buildContent('v1', { 'cluster-addon/cni/Chart.yaml': text });
    expect((await compare(await made('a: ['), await made('b: ['))).changed).toEqual(['cluster-addon']);
    expect((await compare(await made('a: *x'), await made('b: *x'))).changed).toEqual(['cluster-addon']);
  });

  test('several, in a fixed order', async () => {
    const candidate = await buildContent('v1', {
      'node-images.yaml': 'a: 1\n',
      'cluster-class/x': '',
      'csctl.yaml': formatConfig({ kubernetes: 'v1.32.6' }),
    });
    expect((await compare(candidate, await buildContent())).changed).toEqual(['kubernetes', 'cluster-class', 'node-images']);
  });

  test('from one chart to stages', async () => {
    expect((await compare(await buildContent(), await buildContent('v1', SINGLE_STAGE))).changed).toEqual([
      'cluster-addon',
      'cluster-addon-values',
      'stages',
    ]);
  });

  test('a dependency in charts/', async () => {
    const published = await buildContent('v1', { 'cluster-class/charts/dep-1.0.0.tgz': await dependency('a: 1\n') });
    const candidate = await buildContent('v1', { 'cluster-class/charts/dep-1.0.0.tgz': await dependency('a: 2\n') });
    expect((await compare(candidate, await remakeLikeCsctl(published))).changed).toEqual(['cluster-class']);
  });

  test('a published file that is not an archive is refused', async () => {
    const release = await buildContent();
    await expect(compare(release, replaceAsset(release, CLASS, gzipSync('x')))).rejects.toMatchObject({ code: 'invalid-archive' });
  });
});
