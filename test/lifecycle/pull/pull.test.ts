import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../src/digest.ts';
import { type PullPlace, pull } from '../../../src/lifecycle/index.ts';
import { openTarget } from '../../../src/publish/index.ts';
import { readRelease } from '../../../src/release/index.ts';
import { type BareLayer, putBare } from '../../support/bare-release.ts';
import { addRelease, SLUG, startGitHub } from '../../support/github/index.ts';
import { publishTo } from '../../support/publish-to.ts';
import { startRegistry } from '../../support/registry.ts';
import { buildContent } from '../../support/release-builder.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const RUNTIME = { today: '2026-11-28' };
const V1 = 'docker-demo-1-32-v1';
const V2 = 'docker-demo-1-32-v2';
const PROVENANCE = {
  commit: 'a'.repeat(40),
  repository: 'https://github.com/org/stacks',
  created: '2026-11-20T10:00:00Z',
  tool: 'clusterstack 0.1.0',
};

async function prepare() {
  const directory = temporaryDirectory();
  const source = `oci-layout:${join(directory, 'oci')}`;
  const releases = [
    { ...(await buildContent('v1')), provenance: PROVENANCE },
    await buildContent('v2 v1 v1', { 'cluster-class/values.yaml': 'replicas: 3\n' }),
  ];
  for (const release of releases) await publishTo(openTarget(source, {}), release);
  const output = join(directory, 'out');
  const place: PullPlace = { kind: 'output', folder: output };
  return { directory, source, output, place, release: releases[0] ?? (await buildContent()) };
}

async function pullOne(reference: string, source: string, place: PullPlace) {
  const { releases } = await pull({ references: [reference], source, place }, RUNTIME);
  return releases[0];
}

const readAll = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, digestOf(readFileSync(join(folder, name)))]));

test('a release is on disk whole, and its record is what publish needs', async () => {
  const { source, output, place, release } = await prepare();
  const published = await openTarget(source, {}).read(V1);
  expect(await pull({ references: [V1], source, place }, RUNTIME)).toEqual({
    schemaVersion: 1,
    releases: [
      {
        reference: V1,
        release: V1,
        result: 'pulled',
        url: source,
        digest: published?.digest,
        kubernetes: 'v1.32.5',
        directory: join(output, V1),
        assets: release.assets.map(({ name, digest, bytes }) => ({ name, digest, size: bytes.length })),
      },
    ],
  });
  expect(readAll(join(output, V1))).toEqual(Object.fromEntries(release.assets.map(({ name, digest }) => [name, digest])));
  expect(readdirSync(output).sort()).toEqual([V1, `${V1}.json`]);
  const read = await readRelease(join(output, V1));
  expect(read.release).toEqual(release);
  // Published elsewhere it is the same artifact, to the last byte.
  const elsewhere = openTarget(`${source}-2`, {});
  await publishTo(elsewhere, read.release);
  expect((await elsewhere.read(V1))?.digest).toBe(published?.digest);
});

test('a line is its newest release, a digest the one that it is of, and a channel may be named', async () => {
  const { source, place } = await prepare();
  const digest = (await openTarget(source, {}).read(V1))?.digest;
  expect((await pullOne('docker-demo-1-32', source, place))?.release).toBe(V2);
  expect(await pullOne(`${source}@${digest}`, 'oci-layout:elsewhere', place)).toMatchObject({ release: V1, digest });
  const { releases } = await pull({ references: ['docker-demo-1-32'], source, place, channel: 'beta' }, RUNTIME);
  expect(releases).toMatchObject([{ result: 'failed', error: { code: 'no-release' } }]);
});

test('a line never means a withdrawn release; one that is named is pulled, and warned of', async () => {
  const { directory, source, place } = await prepare();
  const releases = join(directory, 'releases.yaml');
  writeFileSync(releases, `states:\n  - {release: ${V2}, state: withdrawn, since: 2026-11-28, reason: It breaks.}\n`);
  const warnings: string[] = [];
  const logger = { progress() {}, warn: (message: string) => void warnings.push(message) };
  const request = { references: ['docker-demo-1-32', V2], source, place, releases };
  const pulled = await pull(request, { ...RUNTIME, logger });
  expect(pulled.releases.map(({ release }) => release)).toEqual([V1, V2]);
  expect(warnings).toEqual([`${V2} is withdrawn: It breaks.`]);
  const before = await pull(request, { ...RUNTIME, today: '2026-11-27', logger });
  expect(before.releases.map(({ release }) => release)).toEqual([V2, V2]);
});

test.each(['somewhere', 'cluster-stacks'])('into %s as CSO reads it, with nothing else beside it', async (name) => {
  const { directory, source } = await prepare();
  const folder = join(directory, name);
  const pulled = await pullOne(V1, source, { kind: 'cluster-stacks', folder });
  const expected = name === 'cluster-stacks' ? folder : join(folder, 'cluster-stacks');
  expect(pulled?.directory).toBe(join(expected, V1));
  expect(readdirSync(expected)).toEqual([V1]);
});

describe('what is there already', () => {
  test('the same files are present, and a record that is missing is written', async () => {
    const { source, output, place } = await prepare();
    const first = await pullOne(V1, source, place);
    const record = readFileSync(join(output, `${V1}.json`), 'utf8');
    rmSync(join(output, `${V1}.json`));
    expect(await pullOne(V1, source, place)).toEqual({ ...first, result: 'present' });
    expect(readFileSync(join(output, `${V1}.json`), 'utf8')).toBe(record);
    const own = record.replace('"findings": []', '"findings":[ ]');
    writeFileSync(join(output, `${V1}.json`), own);
    expect((await pullOne(V1, source, place))?.result).toBe('present');
    expect(readFileSync(join(output, `${V1}.json`), 'utf8')).toBe(own);
  });

  test('an empty folder is filled', async () => {
    const { source, output, place } = await prepare();
    mkdirSync(join(output, V1), { recursive: true });
    expect((await pullOne(V1, source, place))?.result).toBe('pulled');
  });

  test.each<readonly [string, (output: string) => void, string]>([
    ['a file with other content', (output) => writeFileSync(join(output, V1, 'metadata.yaml'), 'mine'), 'metadata.yaml'],
    ['a file more', (output) => writeFileSync(join(output, V1, 'mine.txt'), 'mine'), 'mine.txt'],
    ['a folder in it', (output) => mkdirSync(join(output, V1, 'mine')), 'mine'],
    ['a file less', (output) => rmSync(join(output, V1, 'hashes.json')), 'hashes.json'],
    ['something else as the record', (output) => writeFileSync(join(output, `${V1}.json`), 'mine'), `${V1}.json`],
  ])('%s: refused and named, and nothing is touched', async (_, change, named) => {
    const { source, output, place } = await prepare();
    await pullOne(V1, source, place);
    change(output);
    const tree = () => readdirSync(output, { recursive: true, encoding: 'utf8' }).sort();
    const before = tree();
    const pulled = await pullOne(V1, source, place);
    expect(pulled).toMatchObject({ result: 'failed', error: { code: 'release-conflict', message: expect.stringContaining(named) } });
    expect(tree()).toEqual(before);
  });

  test('a link in the way is not written through', async () => {
    const { directory, source, output, place } = await prepare();
    const outside = join(directory, 'outside');
    mkdirSync(outside);
    mkdirSync(output);
    symlinkSync(outside, join(output, V1));
    expect(await pullOne(V1, source, place)).toMatchObject({ error: { code: 'unwritable' } });
    expect(readdirSync(outside)).toEqual([]);
  });
});

describe('sources that cannot be trusted', () => {
  const hostile: Readonly<Record<string, readonly [code: string, change: (layers: readonly BareLayer[]) => readonly BareLayer[]]>> = {
    'a title that leads out': ['not-a-release', (layers) => [...layers, { title: '../x', bytes: Buffer.from('x') }]],
    'an absolute title': ['not-a-release', (layers) => [...layers, { title: '/tmp/x', bytes: Buffer.from('x') }]],
    'no title': ['not-a-release', (layers) => [...layers, { bytes: Buffer.from('x') }]],
    'a title twice': ['not-a-release', (layers) => [...layers, ...layers.slice(0, 1)]],
    'another digest': [
      'digest-mismatch',
      ([first, ...rest]) => [{ title: first?.title, bytes: Buffer.from('other'), size: 5, digest: `sha256:${'1'.repeat(64)}` }, ...rest],
    ],
    'a size that is too small': ['size-mismatch', ([first, ...rest]) => (first ? [{ ...first, size: 3 }, ...rest] : [])],
    'a size that is too large': [
      'size-mismatch',
      ([first, ...rest]) => (first ? [{ ...first, size: first.bytes.length + 1 }, ...rest] : []),
    ],
    'a size beyond all bounds': ['not-a-release', ([first, ...rest]) => (first ? [{ ...first, size: 9e15 }, ...rest] : [])],
    'no metadata.yaml': ['not-a-release', (layers) => layers.filter(({ title }) => title !== 'metadata.yaml')],
    'a broken archive': [
      'invalid-archive',
      (layers) => layers.map((layer) => (layer.title?.includes('cluster-class') ? { ...layer, bytes: Buffer.from('tar') } : layer)),
    ],
  };
  test.each(Object.keys(hostile))('%s: a coded error, and nothing is written', async (name) => {
    const [code, change] = hostile[name] ?? [];
    const registry = await startRegistry();
    try {
      const { assets } = await buildContent('v1');
      const layers = assets.map((asset) => ({ title: asset.name, bytes: asset.bytes, mediaType: asset.mediaType }));
      putBare(registry, 'org/stacks', V1, change?.(layers) ?? []);
      const folder = join(temporaryDirectory(), 'out');
      const pulled = await pullOne(`oci://${registry.host}/org/stacks:${V1}`, '', { kind: 'output', folder });
      expect(pulled).toMatchObject({ result: 'failed', error: { code } });
      expect(existsSync(folder)).toBe(false);
    } finally {
      await registry.close();
    }
  });

  test.each([
    ['a layout that is not there', (folder: string) => `oci-layout:${join(folder, 'gone')}:${V1}`, 'no-release'],
    ['a folder that is not there', (folder: string) => join(folder, 'gone'), 'source-failed'],
  ])('%s', async (_, reference, code) => {
    const folder = temporaryDirectory();
    const pulled = await pullOne(reference(folder), '', { kind: 'output', folder: join(folder, 'out') });
    expect(pulled).toMatchObject({ result: 'failed', error: { code } });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('one that fails does not stop the others', async () => {
    const { source, place } = await prepare();
    const { releases } = await pull({ references: ['docker-demo-1-32-v9', V1], source, place }, RUNTIME);
    expect(releases.map(({ result }) => result)).toEqual(['failed', 'pulled']);
  });
});

test('from GitHub: what it states the digest of is held against it', async () => {
  const github = await startGitHub({});
  try {
    const release = await buildContent('v1');
    addRelease(github.repository, V1, Object.fromEntries(release.assets.map(({ name, bytes }) => [name, bytes])));
    const folder = join(temporaryDirectory(), 'out');
    const { apiUrl, token } = github;
    const reference = `github:${SLUG.owner}/${SLUG.repository}@${V1}`;
    const request = { references: [reference], source: '', place: { kind: 'output', folder } } as const;
    expect((await pull(request, { ...RUNTIME, github: { apiUrl, token } })).releases).toMatchObject([{ release: V1, result: 'pulled' }]);
    expect(readAll(join(folder, V1))).toEqual(Object.fromEntries(release.assets.map(({ name, digest }) => [name, digest])));
  } finally {
    await github.close();
  }
});
