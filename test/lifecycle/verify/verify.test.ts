import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFile } from '../../../src/files/index.ts';
import { type VerifyRequest, verify } from '../../../src/lifecycle/index.ts';
import { openTarget } from '../../../src/publish/index.ts';
import { createAsset, createRecord, packArchive, type ReleaseContent, writeRelease } from '../../../src/release/index.ts';
import { makeRepository } from '../../git/support.ts';
import { type BareLayer, putBare } from '../../support/bare-release.ts';
import { gitAlone } from '../../support/git-alone.ts';
import { addRelease, SLUG, startGitHub } from '../../support/github/index.ts';
import { publishTo } from '../../support/publish-to.ts';
import { startRegistry } from '../../support/registry.ts';
import { buildContent } from '../../support/release-builder.ts';
import { SINGLE_STAGE, writeStack } from '../../support/stack-builder.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const RUNTIME = { today: '2026-11-28' };
const V1 = 'docker-demo-1-32-v1';
const CLASS = 'docker-demo-1-32-cluster-class-v1.tgz';
const ADDON = 'docker-demo-1-32-cluster-addon-v1.tgz';

async function verifyOne(reference: string, more: Partial<VerifyRequest> = {}) {
  const request = { references: [reference], targets: [], source: '', ...more };
  const { releases } = await verify(request, RUNTIME);
  const [release] = releases;
  if (release === undefined) throw new Error('nothing was verified');
  return release;
}

async function publishLayout(directory: string, ...releases: readonly ReleaseContent[]): Promise<string> {
  const source = `oci-layout:${join(directory, 'oci')}`;
  for (const release of releases) await publishTo(openTarget(source, {}), release);
  return source;
}

test.each([
  ['stages', {}],
  ['one chart', SINGLE_STAGE],
  ['a node image and versions in it', { 'cluster-addon/cni/values.yaml': 'v: << .ClusterAddonVersion >>\n' }],
])('a release with %s is as it should be', async (_, overrides) => {
  const release = await buildContent('v1', overrides);
  const source = await publishLayout(temporaryDirectory(), release);
  const verified = await verifyOne(V1, { source });
  const digest = (await openTarget(source, {}).read(V1))?.digest;
  // Without helm no rule can say how its charts come out.
  expect({ ...verified, findings: [] }).toEqual({
    release: V1,
    verdict: 'unknown',
    places: [{ url: source, digest }],
    differences: [],
    findings: [],
  });
  expect(verified.findings.filter(({ verdict }) => verdict === 'refuse')).toEqual([]);
});

type Change = (layers: readonly BareLayer[]) => readonly BareLayer[] | Promise<readonly BareLayer[]>;
/** A name, a change, and where and what differs then. */
type Row = readonly [string, Change, ...(readonly (readonly [string, string])[])];

/** A release in a registry, with its layers and manifest changed by a stranger. */
async function verifyBare(change: Change) {
  const registry = await startRegistry();
  try {
    const { assets, kubernetes } = await buildContent('v1', { 'cluster-addon/cni/values.yaml': 'mtu: 1400\n' });
    const layers = assets.map((asset) => ({ title: asset.name, bytes: asset.bytes, mediaType: asset.mediaType }));
    const changed = await change(layers);
    const hashes = changed.find(({ title }) => title === 'hashes.json')?.bytes.toString() ?? '';
    const hash = /"clusterStack": "(.{7})/.exec(hashes)?.[1] ?? 'none';
    putBare(registry, 'org/stacks', V1, changed, { kubernetesVersion: kubernetes, hash });
    const { verdict, differences, error } = await verifyOne(`oci://${registry.host}/org/stacks:${V1}`);
    return { verdict, differences: differences.map(({ where, what }) => [where.replace(/^oci:\/\/\S+?\/org\/stacks/, ''), what]), error };
  } finally {
    await registry.close();
  }
}

const replace = (name: string, change: (text: string) => string) => (layers: readonly BareLayer[]) =>
  layers.map((layer) => (layer.title === name ? { ...layer, bytes: Buffer.from(change(layer.bytes.toString('utf8'))) } : layer));
const replaceText = (name: string, from: string, to: string) =>
  replace(name, (text) => {
    if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
    return text.replace(from, to);
  });
const rename = (from: string, to: string) => (layers: readonly BareLayer[]) =>
  layers.map((layer) => (layer.title === from ? { ...layer, title: to } : layer));
const drop = (name: string) => (layers: readonly BareLayer[]) => layers.filter(({ title }) => title !== name);
const flip = (name: string, at: number) => (layers: readonly BareLayer[]) =>
  layers.map((layer) => {
    if (layer.title !== name) return layer;
    const bytes = Buffer.from(layer.bytes);
    const index = at < 0 ? bytes.length + at : at;
    bytes[index] = (bytes[index] ?? 0) ^ 0x55;
    return { ...layer, bytes };
  });
const repack = (name: string, files: Readonly<Record<string, string>>) => async (layers: readonly BareLayer[]) => {
  const bytes = await packArchive(Object.entries(files).map(([path, content]) => createFile(path, Buffer.from(content))));
  return layers.map((layer) => (layer.title === name ? { ...layer, bytes } : layer));
};
const chart = (name: string, version: string) => ({ [`${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: ${version}\n` });

describe('what is changed is named', () => {
  const line = 'docker-demo-1-32-cluster-class';
  const rows: readonly Row[] = [
    [
      'the version of the stack',
      replaceText('metadata.yaml', 'clusterStack: v1', 'clusterStack: v2'),
      ['metadata.yaml', 'versions.clusterStack'],
    ],
    [
      'the Kubernetes minor',
      replaceText('metadata.yaml', 'v1.32.5', 'v1.33.5'),
      ['metadata.yaml', 'versions.kubernetes'],
      [`:${V1}`, 'annotation kubernetesVersion'],
    ],
    ['the Kubernetes patch', replaceText('metadata.yaml', 'v1.32.5', 'v1.32.6'), [`:${V1}`, 'annotation kubernetesVersion']],
    ['no Kubernetes version', replaceText('metadata.yaml', 'v1.32.5', 'latest'), ['metadata.yaml', 'versions']],
    [
      'the version of the addons',
      replaceText('metadata.yaml', 'clusterAddon: v1', 'clusterAddon: v2'),
      ['docker-demo-1-32-cluster-addon-v2.tgz', 'file'],
    ],
    ['an empty node image', replaceText('metadata.yaml', 'nodeImage: v1', 'nodeImage:'), ['metadata.yaml', 'versions']],
    ['the API version', replaceText('metadata.yaml', 'v1alpha1', 'v1alpha2'), ['metadata.yaml', 'apiVersion']],
    ['a key of the metadata', replaceText('metadata.yaml', 'components:', 'component:'), ['metadata.yaml', 'versions']],
    ['metadata that is no YAML', replace('metadata.yaml', () => '{'), ['metadata.yaml', 'versions']],
    [
      'an archive more',
      (layers) => [
        ...layers,
        { title: `${line}-v2.tgz`, bytes: Buffer.from('x'), mediaType: 'application/vnd.scs.cluster-class.v1.tar+gzip' },
      ],
      [CLASS, 'file'],
    ],
    ['the name of the class’s archive', rename(CLASS, `${line}-v3.tgz`), [CLASS, 'file']],
    ['the name of the addons’ archive', rename(ADDON, 'docker-demo-1-32-cluster-addon-v3.tgz'), [ADDON, 'file']],
    ['no archive of the class', drop(CLASS), [CLASS, 'file']],
    ['no archive of the addons', drop(ADDON), [ADDON, 'file']],
    ['no stages', drop('clusteraddon.yaml'), [ADDON, 'chart'], ['clusteraddon.yaml', 'file'], ['hashes.json', 'contents.stages']],
    ['no hashes', drop('hashes.json'), ['hashes.json', 'file']],
    [
      'a file more',
      (layers) => [...layers, { title: 'README.md', bytes: Buffer.from('x'), mediaType: 'application/vnd.oci.image.layer.v1.tar' }],
      ['README.md', 'file'],
    ],
    ['the archive’s magic', flip(CLASS, 0), [CLASS, 'archive']],
    ['the archive’s checksum', flip(CLASS, -8), [CLASS, 'archive']],
    ['the archive’s length', flip(CLASS, -1), [CLASS, 'archive']],
    ['a byte of compressed content', flip(ADDON, 60), [ADDON, 'archive']],
    ['the chart’s version', repack(CLASS, chart(line, 'v2')), [CLASS, 'chart']],
    ['the chart’s name', repack(CLASS, { [`${line}/Chart.yaml`]: 'apiVersion: v2\nname: other\nversion: v1\n' }), [CLASS, 'chart']],
    ['the chart’s folder', repack(CLASS, chart('other', 'v1')), [CLASS, 'chart']],
    ['a file beside the chart', repack(CLASS, { ...chart(line, 'v1'), 'x.txt': 'x' }), [CLASS, 'chart']],
    ['no chart', repack(CLASS, { [`${line}/values.yaml`]: 'a: 1\n' }), [CLASS, 'chart']],
    [
      'an action of a stage',
      replaceText('clusteraddon.yaml', 'action: apply', 'action: Apply'),
      ['hashes.json', 'contents.stages'],
      ['docker-demo-1-32-v1/clusteraddon.yaml', 'stage-action'],
    ],
    [
      'the name of a stage',
      replaceText('clusteraddon.yaml', 'name: cni', 'name: cnx'),
      ['hashes.json', 'contents.stages'],
      ['docker-demo-1-32-v1/clusteraddon.yaml', 'stage-folder'],
    ],
    ['hashes that are no JSON', replace('hashes.json', (text) => text.slice(1)), ['hashes.json', 'content']],
    [
      'a hash that is no text',
      replaceText('hashes.json', '"clusterAddonValues": ""', '"clusterAddonValues": 1'),
      ['hashes.json', 'clusterAddonValues'],
    ],
    [
      'the hash of the stages',
      replace('hashes.json', (text) => text.replace(/("stages": "sha256:)./, '$1x')),
      ['hashes.json', 'contents.stages'],
    ],
    [
      'the media type of a file',
      (layers) => layers.map((layer) => (layer.title === 'metadata.yaml' ? { ...layer, mediaType: 'text/yaml' } : layer)),
      [`:${V1}`, 'media type of metadata.yaml'],
    ],
    [
      'a byte of a blob',
      ([first, ...rest]) => (first ? [{ ...first, digest: `sha256:${'1'.repeat(64)}` }, ...rest] : []),
      [': clusteraddon.yaml', 'digest'],
    ],
    [
      'the size of a blob',
      ([first, ...rest]) => (first ? [{ ...first, size: first.bytes.length + 1 }, ...rest] : []),
      [': clusteraddon.yaml', 'digest'],
    ],
    ['no metadata', drop('metadata.yaml'), [`:${V1}`, 'release']],
    ['a title that leads out', (layers) => [...layers, { title: '../x', bytes: Buffer.from('x') }], [`:${V1}`, 'release']],
  ];
  test.each(rows.map(([name, change, ...expected]) => ({ name, change, expected })))('$name', async ({ change, expected }) => {
    const { verdict, differences, error } = await verifyBare(change);
    expect({ error, differences }).toEqual({ error: undefined, differences: expected });
    expect(verdict).toBe('refuse');
  });

  test('untouched: nothing is', async () => {
    expect(await verifyBare((layers) => layers)).toEqual({ verdict: 'unknown', differences: [], error: undefined });
  });
});

test.each(['metadata.yaml', 'clusteraddon.yaml', 'hashes.json', CLASS, ADDON])(
  'a byte of %s in a layout: one difference names it',
  async (name) => {
    const directory = temporaryDirectory();
    const release = await buildContent('v1');
    const source = await publishLayout(directory, release);
    const asset = release.assets.find((one) => one.name === name);
    const blob = join(directory, 'oci/blobs', asset?.digest.replace(':', '/') ?? '');
    const bytes = readFileSync(blob);
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    writeFileSync(blob, bytes);
    const { differences, error } = await verifyOne(V1, { source });
    expect({ error, differences: differences.map(({ where, what, expected }) => [where, what, expected]) }).toEqual({
      error: undefined,
      differences: [[`${source}: ${name}`, 'digest', asset?.digest]],
    });
  },
);

describe('a folder', () => {
  async function writeFolder() {
    const output = join(temporaryDirectory(), 'out');
    mkdirSync(output);
    const release = await buildContent('v1');
    const folder = writeRelease(
      output,
      release,
      createRecord({ release, stack: 'docker-demo-1-32', directory: 'x', findings: [], tool: 't' }),
    );
    return { folder, release };
  }

  test('is held against the record beside it', async () => {
    const { folder } = await writeFolder();
    expect((await verifyOne(folder)).differences).toEqual([]);
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const before = readFileSync(path);
      writeFileSync(path, Buffer.concat([before.subarray(0, 30), Buffer.from([(before[30] ?? 0) ^ 1]), before.subarray(31)]));
      const { differences } = await verifyOne(folder);
      expect(differences.map(({ where, what }) => [where, what])).toContainEqual([`${folder}: ${name}`, 'digest in its record']);
      writeFileSync(path, before);
    }
  });

  test('that is none is said so', async () => {
    expect(await verifyOne(temporaryDirectory())).toMatchObject({ verdict: 'unknown', error: { code: 'no-release' } });
  });
});

describe('several places', () => {
  test('hold the same, or the files that differ are named, with what the first has', async () => {
    const directory = temporaryDirectory();
    const [one, two] = [await buildContent('v1'), await buildContent('v1', { 'cluster-class/values.yaml': 'replicas: 2\n' })];
    const [source, other] = [await publishLayout(directory, one), `oci-layout:${join(directory, 'other')}`];
    await publishTo(openTarget(other, {}), two);
    const same = await verifyOne(V1, { source, targets: [source] });
    expect([same.places.length, same.differences]).toEqual([1, []]);
    const digestOf = (release: ReleaseContent, name: string) => release.assets.find((asset) => asset.name === name)?.digest;
    const expected = ['hashes.json', CLASS].sort().map((name) => ({
      where: `${other}: ${name}`,
      what: 'digest',
      expected: `${digestOf(one, name)} (${source})`,
      found: digestOf(two, name),
    }));
    const byTarget = await verifyOne(V1, { source, targets: [other] });
    expect(byTarget.differences).toEqual(expected);
    expect(byTarget.places.map(({ url }) => url)).toEqual([source, other]);
    const { releases } = await verify({ references: [`${source}:${V1}`, `${other}:${V1}`], targets: [], source }, RUNTIME);
    expect(releases.map(({ release, differences }) => ({ release, differences }))).toEqual([{ release: V1, differences: expected }]);
  });

  test('one that lacks it differs; one that cannot be asked is an error', async () => {
    const source = await publishLayout(temporaryDirectory(), await buildContent('v1'));
    const empty = `oci-layout:${join(temporaryDirectory(), 'x')}`;
    expect((await verifyOne(V1, { source, targets: [empty] })).differences).toEqual([
      { where: empty, what: 'release', expected: 'a release that CSO can read', found: 'no such release' },
    ]);
    const registry = await startRegistry({ intercept: (_, response) => !!response.writeHead(403).end() });
    try {
      const forbidden = await verifyOne(V1, { source, targets: [`oci://${registry.host}/a/b`] });
      expect(forbidden).toMatchObject({ verdict: 'unknown', differences: [], error: { code: 'forbidden' } });
    } finally {
      await registry.close();
    }
  });

  test('a registry and a GitHub; its release must be named as its tag', async () => {
    const [registry, github] = [await startRegistry(), await startGitHub({})];
    try {
      const release = await buildContent('v1');
      const target = `oci://${registry.host}/org/stacks`;
      await publishTo(openTarget(target, {}), release);
      const added = addRelease(github.repository, V1, Object.fromEntries(release.assets.map(({ name, bytes }) => [name, bytes])));
      const runtime = { ...RUNTIME, github: { apiUrl: github.apiUrl, token: github.token } };
      const place = `github:${SLUG.owner}/${SLUG.repository}`;
      const request = { references: [`${target}:${V1}`], targets: [place], source: '' };
      expect((await verify(request, runtime)).releases[0]?.differences).toEqual([]);
      Object.assign(added, { name: 'The first' });
      expect((await verify(request, runtime)).releases[0]?.differences).toEqual([
        { where: place, what: 'name of the release', expected: V1, found: 'The first' },
      ]);
    } finally {
      await Promise.all([registry.close(), github.close()]);
    }
  });
});

test('with its source: the same bytes, or the files inside that differ', async () => {
  const directory = temporaryDirectory();
  const source = await publishLayout(directory, await buildContent('v1'));
  const sourceDirectory = writeStack(join(directory, 'stack'));
  expect((await verifyOne(V1, { source, sourceDirectory })).differences).toEqual([]);
  writeStack(sourceDirectory, { 'cluster-class/values.yaml': 'replicas: 9\n', 'cluster-class/new.txt': 'x' });
  const { differences } = await verifyOne(V1, { source, sourceDirectory });
  const inside = 'docker-demo-1-32-cluster-class';
  expect(differences.map(({ where, what, expected }) => [where, what, expected === 'no such file' || expected.slice(0, 7)])).toEqual([
    [CLASS, 'rebuilt', 'sha256:'],
    [`${CLASS}/${inside}/new.txt`, 'rebuilt', 'sha256:'],
    [`${CLASS}/${inside}/values.yaml`, 'rebuilt', 'sha256:'],
    ['hashes.json', 'rebuilt', 'sha256:'],
  ]);
  const stranger = await verifyOne(V1, { source, sourceDirectory: writeStack(join(directory, 'x'), { 'csctl.yaml': null }) });
  expect(stranger.error?.code).toBe('no-stack');
});

describe('a source that is not what the release was made of', () => {
  /** A repository with a stack, a release of its commit, and what is said besides the files that differ. */
  async function compare({ dirty, isTold = true, change }: { dirty?: boolean; isTold?: boolean; change?: 'commit' | 'file' }) {
    const { root, git } = makeRepository();
    const sourceDirectory = writeStack(join(root, 'stack'));
    git('add', '.');
    git('commit', '-qm', 'two');
    const made = git('rev-parse', 'HEAD');
    const provenance = isTold ? { commit: made, tool: 'clusterstack 0.0.0', ...(dirty && { dirty }) } : undefined;
    const source = await publishLayout(temporaryDirectory(), { ...(await buildContent('v1')), provenance });
    if (change !== undefined) writeStack(sourceDirectory, { 'cluster-class/values.yaml': 'replicas: 9\n' });
    if (change === 'commit') git('commit', '-qam', 'three');
    const verified = await verify({ references: [V1], targets: [], source, sourceDirectory }, { ...RUNTIME, programs: gitAlone() });
    const differences = verified.releases[0]?.differences ?? [];
    const [first, ...others] = differences;
    return { first, others, made, now: git('rev-parse', 'HEAD'), sourceDirectory };
  }
  const OTHER = 'commit: the release was made of the expected one; check that out, and verify again';

  test('another commit: the one to check out is named', async () => {
    const { first, others, made, now, sourceDirectory } = await compare({ change: 'commit' });
    expect(first).toEqual({ where: sourceDirectory, what: OTHER, expected: made, found: now });
    expect(made).not.toBe(now);
    expect(others.length).toBeGreaterThan(0);
  });

  test('changes that no commit has', async () => {
    const { first, made } = await compare({ change: 'file' });
    expect(first).toMatchObject({ what: OTHER, expected: made, found: `${made}, with changes that no commit has` });
  });

  test('a release of files that no commit has', async () => {
    const { first, made, now } = await compare({ change: 'commit', dirty: true });
    expect(first).toMatchObject({
      what: 'commit: the release was made of files that no commit has, so none gives the same',
      expected: `${made}, with changes that no commit has`,
      found: now,
    });
  });

  test('nothing is said of commits where the files are the same, or the release names none', async () => {
    expect((await compare({})).first).toBeUndefined();
    expect((await compare({ change: 'commit', isTold: false })).first).toMatchObject({ where: CLASS, what: 'rebuilt' });
  });

  test('no repository, and no such line', async () => {
    const directory = temporaryDirectory();
    const provenance = { commit: 'a'.repeat(40), tool: 'clusterstack 0.0.0' };
    const source = await publishLayout(directory, { ...(await buildContent('v1')), provenance });
    const sourceDirectory = writeStack(join(directory, 'stack'), { 'cluster-class/values.yaml': 'replicas: 9\n' });
    expect((await verifyOne(V1, { source, sourceDirectory })).differences[0]).toMatchObject({
      expected: provenance.commit,
      found: 'no commit',
    });
    const stranger = await verifyOne(V1, { source, sourceDirectory: writeStack(join(directory, 'x'), { 'csctl.yaml': null }) });
    expect(stranger.error?.message).toContain(`${V1} was made of commit ${provenance.commit}`);
  });
});

test('csctl packs the same files otherwise at each run: said so, and nothing else', async () => {
  const directory = temporaryDirectory();
  const built = await buildContent('v1');
  const { gzipSync, gunzipSync } = await import('node:zlib');
  const assets = built.assets.map((asset) =>
    asset.name.endsWith('.tgz') ? createAsset(asset.name, gzipSync(gunzipSync(asset.bytes), { level: 1 })) : asset,
  );
  const source = await publishLayout(directory, { ...built, assets });
  const { differences } = await verifyOne(V1, { source, sourceDirectory: writeStack(join(directory, 'stack')) });
  expect([...new Set(differences.map(({ what }) => what))]).toEqual(['rebuilt: the same files, packed otherwise']);
});

test('csctl writes no hashes of contents', async () => {
  const built = await buildContent('v1');
  const assets = built.assets.map((asset) => {
    if (asset.name !== 'hashes.json') return asset;
    const { contents: _, ...hashes } = JSON.parse(asset.bytes.toString());
    return createAsset(asset.name, Buffer.from(JSON.stringify(hashes, null, 2)));
  });
  const source = await publishLayout(temporaryDirectory(), { ...built, assets });
  expect((await verifyOne(V1, { source })).differences).toEqual([]);
});

test('a source that is gone is an error, and no difference', async () => {
  const { differences, error } = await verifyOne(join(temporaryDirectory(), 'gone'));
  expect([differences, error?.code]).toEqual([[], 'source-failed']);
});

test('a withdrawn one is warned of', async () => {
  const directory = temporaryDirectory();
  const source = await publishLayout(directory, await buildContent('v1'));
  const releases = join(directory, 'releases.yaml');
  writeFileSync(
    releases,
    `states:\n  - {release: ${V1}, state: withdrawn, since: 2026-01-01, reason: It breaks., replacedBy: docker-demo-1-32-v2}\n`,
  );
  const { state, differences } = await verifyOne(V1, { source, releases });
  expect({ state, differences }).toEqual({
    state: { name: 'withdrawn', since: '2026-01-01', reason: 'It breaks.', replacedBy: 'docker-demo-1-32-v2' },
    differences: [],
  });
});
