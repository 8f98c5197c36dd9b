import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { attempt } from '../../../src/errors.ts';
import { type PromoteRequest, promote, revert, verify } from '../../../src/lifecycle/index.ts';
import { openTarget } from '../../../src/publish/index.ts';
import { fetchRelease, hashReleaseContent, type ReleaseContent, renameRelease, unpackRelease } from '../../../src/release/index.ts';
import { release } from '../../../src/release.ts';
import { addRelease, SLUG, startGitHub } from '../../support/github/index.ts';
import { publishTo } from '../../support/publish-to.ts';
import { startRegistry } from '../../support/registry.ts';
import { buildContent, makeVersions } from '../../support/release-builder.ts';
import { formatConfig, type Overrides, SINGLE_STAGE, writeStack } from '../../support/stack-builder.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const RUNTIME = { today: '2026-11-28' };
const NAME = (version: string) => `docker-demo-1-32-${version}`;
const GOOD: Overrides = { 'cluster-class/values.yaml': 'replicas: 1\n' };
const BAD: Overrides = { 'cluster-class/values.yaml': 'replicas: 0\n', 'cluster-addon/cni/values.yaml': 'mtu: 1\n' };
const PROVENANCE = { commit: 'a'.repeat(40), tool: 'clusterstack 0.1.0' };

async function prepare(...releases: readonly ReleaseContent[]) {
  const directory = temporaryDirectory();
  const source = `oci-layout:${join(directory, 'oci')}`;
  for (const one of releases) await publishTo(openTarget(source, {}), one);
  const request = (reference: string, more: Partial<PromoteRequest> = {}): PromoteRequest => ({
    ...{ reference, source, targets: [], output: join(directory, 'out') },
    ...more,
  });
  return { directory, source, request };
}

async function readText(source: string, name: string, file: string): Promise<string | undefined> {
  const published = await openTarget(source, {}).read(name);
  const unpacked = published && (await unpackRelease(await fetchRelease(published)));
  return [...(unpacked?.clusterClass ?? []), ...(unpacked?.clusterAddon ?? [])].find(({ path }) => path === file)?.bytes.toString();
}

const hashOf = async (source: string, name: string) => {
  const published = await openTarget(source, {}).read(name);
  return published && hashReleaseContent(await unpackRelease(await fetchRelease(published)));
};

describe('revert', () => {
  test('the earlier content is published under the next version, and says what it is', async () => {
    const { directory, source, request } = await prepare(
      { ...(await buildContent('v1', GOOD)), provenance: PROVENANCE },
      await buildContent('v2', BAD),
    );
    const digest = (await openTarget(source, {}).read(NAME('v1')))?.digest ?? '';
    const { releases } = await revert(request(NAME('v1')), RUNTIME);
    const published = await openTarget(source, {}).read(NAME('v3'));
    const content = await hashOf(source, NAME('v1'));
    expect(releases.map(({ findings, assets, ...line }) => line)).toEqual([
      {
        stack: 'docker-demo-1-32',
        directory: '.',
        release: NAME('v3'),
        version: 'v3',
        previous: 'v2',
        kubernetes: 'v1.32.5',
        action: 'released',
        changed: [],
        output: join(directory, 'out', NAME('v3')),
        digest: published?.digest,
        targets: [{ url: source, result: 'published', digest: published?.digest }],
        origin: { release: NAME('v1'), url: source, digest, from: NAME('v2') },
        content,
      },
    ]);
    expect(published).toMatchObject({
      provenance: PROVENANCE,
      origin: { kind: 'revert', release: NAME('v1'), digest, from: NAME('v2') },
    });
    expect(await hashOf(source, NAME('v3'))).toBe(content);
    expect(await hashOf(source, NAME('v2'))).not.toBe(content);
    expect(published?.files.map(({ name }) => name)).toEqual([
      'clusteraddon.yaml',
      'docker-demo-1-32-cluster-addon-v3.tgz',
      'docker-demo-1-32-cluster-class-v3.tgz',
      'hashes.json',
      'metadata.yaml',
    ]);
    expect(readdirSync(join(directory, 'out')).sort()).toEqual([NAME('v3'), `${NAME('v3')}.json`]);
    const verified = await verify({ references: [NAME('v3')], targets: [], source }, RUNTIME);
    expect(verified.releases[0]?.differences).toEqual([]);
  });

  test('the same again changes nothing', async () => {
    const { directory, source, request } = await prepare(await buildContent('v1', GOOD), await buildContent('v2', BAD));
    await revert(request(NAME('v1')), RUNTIME);
    const index = readFileSync(join(directory, 'oci/index.json'), 'utf8');
    const again = await revert(request(NAME('v1')), RUNTIME);
    expect(again.releases).toMatchObject([
      { action: 'unchanged', release: NAME('v3'), targets: [{ url: source, result: 'present' }], origin: { from: NAME('v2') } },
    ]);
    expect(readFileSync(join(directory, 'oci/index.json'), 'utf8')).toBe(index);
  });

  test('names that are written out follow; all else does not', async () => {
    const template = (version: string) =>
      `name: docker-demo-1-32-${version}\nby: {{ .Release.Name }}-${version}\nlonger: docker-demo-1-32-${version}0 my-docker-demo-1-32-${version}\napi: ${version}\n`;
    const { source, request } = await prepare(
      await buildContent('v1', { 'cluster-class/templates/x.yaml': template('<< .ClusterClassVersion >>') }),
      await buildContent('v2', BAD),
    );
    await revert(request(NAME('v1')), RUNTIME);
    const file = 'docker-demo-1-32-cluster-class/templates/x.yaml';
    expect(await readText(source, NAME('v3'), file)).toBe(
      'name: docker-demo-1-32-v3\nby: {{ .Release.Name }}-v3\nlonger: docker-demo-1-32-v10 my-docker-demo-1-32-v1\napi: v1\n',
    );
    expect(await hashOf(source, NAME('v3'))).toBe(await hashOf(source, NAME('v1')));
  });

  test('addons that name their release get a version of their own, or clusters would not get them', async () => {
    const named = { 'cluster-addon/cni/note.txt': 'docker-demo-1-32-<< .ClusterClassVersion >>\n' };
    const { source, request } = await prepare(
      await buildContent('v1', { ...GOOD, ...named }),
      await buildContent('v2', { 'cluster-class/values.yaml': 'replicas: 0\n', ...named }),
    );
    expect((await revert(request(NAME('v1')), RUNTIME)).releases).toMatchObject([{ action: 'released', release: NAME('v3') }]);
    const published = await openTarget(source, {}).read(NAME('v3'));
    expect(published && (await fetchRelease(published)).versions).toEqual(makeVersions('v3 v3 v2'));
    expect(await readText(source, NAME('v3'), 'cni/note.txt')).toBe('docker-demo-1-32-v3\n');
  });

  test('addons that are the same keep their version', async () => {
    const { source, request } = await prepare(
      await buildContent('v1', GOOD),
      await buildContent('v2', { 'cluster-class/values.yaml': 'x: 1\n' }),
    );
    const { releases } = await revert(request(NAME('v1')), RUNTIME);
    expect(releases).toMatchObject([{ action: 'released', release: NAME('v3') }]);
    const published = await openTarget(source, {}).read(NAME('v3'));
    expect(published && (await fetchRelease(published)).versions).toEqual(makeVersions('v3 v2 v2'));
  });

  test('a file that has the new name already would mean something else', async () => {
    const { source, request } = await prepare(
      await buildContent('v1', { 'cluster-class/note.txt': 'see docker-demo-1-32-v3\n' }),
      await buildContent('v2', BAD),
    );
    expect((await revert(request(NAME('v1')), RUNTIME)).releases).toMatchObject([
      { action: 'failed', error: { code: 'release-conflict' } },
    ]);
    expect(await openTarget(source, {}).read(NAME('v3'))).toBeUndefined();
  });

  test('one chart for all addons gets its version, too', async () => {
    const { source, request } = await prepare(
      await buildContent('v1', SINGLE_STAGE),
      await buildContent('v2', { ...SINGLE_STAGE, 'cluster-addon/templates/addon.yaml': 'kind: Secret\n' }),
    );
    expect((await revert(request(NAME('v1')), RUNTIME)).releases).toMatchObject([{ action: 'released', release: NAME('v3') }]);
    expect(await readText(source, NAME('v3'), 'docker-demo-1-32-cluster-addon/Chart.yaml')).toContain('version: v3');
  });

  describe('Kubernetes never goes down', () => {
    const at = (kubernetes: string, more: Overrides = {}): Overrides => ({ 'csctl.yaml': formatConfig({ kubernetes }), ...more });
    const image = (version: string, sum: string, replicas: number) =>
      `replicas: ${replicas}\nimage:\n  name: kindest/node:v${version}@sha256:${sum.repeat(64)}\n`;

    test('the earlier content gets the present version and node image', async () => {
      const { source, request } = await prepare(
        await buildContent('v1', at('v1.32.5', { 'cluster-class/values.yaml': image('1.32.5', 'a', 1) })),
        await buildContent('v2', at('v1.32.9', { 'cluster-class/values.yaml': image('1.32.9', 'b', 0) })),
      );
      expect((await revert(request(NAME('v1')), RUNTIME)).releases).toMatchObject([
        { action: 'released', release: NAME('v3'), kubernetes: 'v1.32.9', origin: { release: NAME('v1'), kubernetes: 'v1.32.5' } },
      ]);
      expect(await readText(source, NAME('v3'), 'docker-demo-1-32-cluster-class/values.yaml')).toBe(image('1.32.9', 'b', 1));
      // Also when it is run again, with the revert as the newest.
      expect((await revert(request(NAME('v1')), RUNTIME)).releases).toMatchObject([{ action: 'unchanged', release: NAME('v3') }]);
    });

    test.each([
      ['has no place for it', image('1.32.5', 'a', 1), 'replicas: 0\n'],
      ['has a checksum of its own', `url: x-1.32.5\nsum: ${'a'.repeat(64)}\nx: 1\n`, `url: x-1.32.9\nsum: ${'b'.repeat(64)}\nx: 0\n`],
    ])('refused where the newest release %s', async (_, before, after) => {
      const { directory, request } = await prepare(
        await buildContent('v1', at('v1.32.5', { 'cluster-class/values.yaml': before })),
        await buildContent('v2', at('v1.32.9', { 'cluster-class/values.yaml': after })),
      );
      const index = readFileSync(join(directory, 'oci/index.json'), 'utf8');
      expect((await revert(request(NAME('v1')), RUNTIME)).releases).toMatchObject([
        { action: 'failed', error: { code: 'release-conflict', message: expect.stringContaining('values.yaml names Kubernetes 1.32.5') } },
      ]);
      expect(readFileSync(join(directory, 'oci/index.json'), 'utf8')).toBe(index);
    });
  });

  test('what the check refuses is not published', async () => {
    const { source, request } = await prepare(
      await buildContent('v1', { 'cluster-addon/cni/Chart.yaml': null, 'cluster-addon/cni/note.txt': 'x' }),
      await buildContent('v2', BAD),
    );
    const { releases } = await revert(request(NAME('v1')), RUNTIME);
    expect(releases).toMatchObject([{ action: 'refused', release: NAME('v3') }]);
    expect(await openTarget(source, {}).read(NAME('v3'))).toBeUndefined();
  });

  test('the next release of unchanged sources would undo it, and has to say so', async () => {
    const { directory, source, request } = await prepare(await buildContent('v1', GOOD), await buildContent('v2', BAD));
    await revert(request(NAME('v1')), RUNTIME);
    const stack = writeStack(join(directory, 'stack'), BAD);
    const releasing = { stacks: [stack], mode: { kind: 'stable' }, output: join(directory, 'out'), targets: [source] } as const;
    const refused = await release(releasing, RUNTIME);
    expect(refused.releases).toMatchObject([{ action: 'refused' }]);
    expect(refused.releases[0]?.findings.filter(({ verdict }) => verdict === 'refuse').map(({ code, subject }) => [code, subject])).toEqual(
      [['revert-undone', NAME('v3')]],
    );
    // Sources that have changed since are another matter.
    writeStack(stack, { ...BAD, 'cluster-class/new.txt': 'x' });
    expect((await release(releasing, RUNTIME)).releases).toMatchObject([{ action: 'released', release: NAME('v4') }]);
  });

  test('--after-revert releases them all the same', async () => {
    const { directory, source, request } = await prepare(await buildContent('v1', GOOD), await buildContent('v2', BAD));
    await revert(request(NAME('v1')), RUNTIME);
    const stacks = [writeStack(join(directory, 'stack'), BAD)];
    const releasing = { stacks, mode: { kind: 'stable' }, output: join(directory, 'out'), targets: [source], afterRevert: true } as const;
    expect((await release(releasing, RUNTIME)).releases).toMatchObject([{ action: 'released', release: NAME('v4') }]);
  });
});

describe('promote', () => {
  test('to another channel: the same content under its next version', async () => {
    const beta = await buildContent('v0-beta.100', BAD);
    const { source, request } = await prepare(await buildContent('v7', GOOD), beta);
    const digest = (await openTarget(source, {}).read(beta.name))?.digest;
    const { releases } = await promote(request(beta.name, { channel: 'stable' }), RUNTIME);
    expect(releases).toMatchObject([
      { action: 'released', release: NAME('v8'), version: 'v8', previous: 'v7', origin: { release: beta.name, digest } },
    ]);
    expect(releases[0]?.content).toBe(await hashOf(source, beta.name));
    expect(await hashOf(source, NAME('v8'))).toBe(releases[0]?.content);
    expect((await openTarget(source, {}).read(NAME('v8')))?.origin).toEqual({ kind: 'promotion', release: beta.name, digest });
    const again = await promote(request(beta.name, { channel: 'stable' }), RUNTIME);
    expect(again.releases).toMatchObject([{ action: 'unchanged', release: NAME('v8') }]);
    const back = await promote(request(NAME('v8'), { channel: 'custom' }), RUNTIME);
    expect(back.releases).toMatchObject([{ action: 'released', release: NAME('v0-custom-100'), content: releases[0]?.content }]);
  });

  test('to other places: the release as it is, to the last byte', async () => {
    const [registry, github] = [await startRegistry(), await startGitHub({})];
    try {
      const { source, request } = await prepare({ ...(await buildContent('v1', GOOD)), provenance: PROVENANCE });
      const digest = (await openTarget(source, {}).read(NAME('v1')))?.digest;
      const targets = [`oci://${registry.host}/org/stacks`, `github:${SLUG.owner}/${SLUG.repository}`];
      const runtime = { ...RUNTIME, github: { apiUrl: github.apiUrl, token: github.token } };
      const { releases } = await promote(request(NAME('v1'), { targets }), runtime);
      expect(releases[0]?.targets.map(({ url, result }) => [url, result])).toEqual(targets.map((url) => [url, 'published']));
      expect(releases[0]?.targets[0]?.digest).toBe(digest);
      const verified = await verify({ references: [NAME('v1')], targets, source }, runtime);
      expect(verified.releases.map(({ differences, error }) => ({ differences, error }))).toEqual([{ differences: [], error: undefined }]);
    } finally {
      await Promise.all([registry.close(), github.close()]);
    }
  });

  test('a content whose Kubernetes version is lower than the channel’s is refused', async () => {
    const beta = await buildContent('v0-beta.100', GOOD);
    const { source, request } = await prepare(beta, await buildContent('v1', { 'csctl.yaml': formatConfig({ kubernetes: 'v1.32.9' }) }));
    const { releases } = await promote(request(beta.name, { channel: 'stable' }), RUNTIME);
    expect(releases).toMatchObject([{ action: 'refused', release: NAME('v2') }]);
    expect(releases[0]?.findings.filter(({ verdict }) => verdict === 'refuse').map(({ code }) => code)).toEqual(['kubernetes-lowered']);
    expect(await openTarget(source, {}).read(NAME('v2'))).toBeUndefined();
  });

  test('names are counted at both ends', async () => {
    const beta = await buildContent('v0-beta.100', BAD);
    const { directory, request } = await prepare(await buildContent('v4', GOOD), beta);
    const other = `oci-layout:${join(directory, 'other')}`;
    await publishTo(openTarget(other, {}), await buildContent('v2', GOOD));
    const { releases } = await promote(request(beta.name, { channel: 'stable', targets: [other] }), RUNTIME);
    expect(releases).toMatchObject([{ action: 'released', release: NAME('v5'), targets: [{ url: other }] }]);
  });

  test.each(['A b', '007', 'sha', ''])('the channel %j is wrong usage, told before anything is looked up', async (channel) => {
    const { directory, request } = await prepare();
    await expect(promote(request(NAME('v1'), { channel }), RUNTIME)).rejects.toMatchObject({ code: 'usage' });
    expect(readdirSync(directory)).toEqual([]);
  });

  test('a release of hashes to another place, though its channel is named', async () => {
    const hashed = await buildContent('v0-sha.abc1234', GOOD);
    const { directory, request } = await prepare(hashed, await buildContent('v1', GOOD));
    const targets = [`oci-layout:${join(directory, 'other')}`];
    expect((await promote(request(hashed.name, { channel: 'sha', targets }), RUNTIME)).releases).toMatchObject([
      { action: 'released', release: hashed.name, targets: [{ result: 'published' }] },
    ]);
    // Another release has no such name there.
    expect((await promote(request(NAME('v1'), { channel: 'sha', targets }), RUNTIME)).releases).toMatchObject([
      { action: 'failed', error: { code: 'usage' } },
    ]);
  });

  test.each<readonly [string, Partial<PromoteRequest>, string]>([
    ['nowhere to', {}, 'usage'],
    ['a channel that is no word', { channel: 'A-b' }, 'usage'],
    ['the channel of hashes', { channel: 'sha' }, 'usage'],
    ['the channel that it is on', { channel: 'stable' }, 'usage'],
    ['a release that is not there', { reference: NAME('v9'), channel: 'beta' }, 'no-release'],
  ])('%s', async (_, more, code) => {
    const { request } = await prepare(await buildContent('v1'));
    const tried = await attempt(() => promote(request(NAME('v1'), more), RUNTIME));
    const error = tried.kind === 'failed' ? tried.error : tried.result.releases[0]?.error;
    expect(error?.code).toBe(code);
  });
});

test('on GitHub the notes tell where the content comes from, and are read back', async () => {
  const github = await startGitHub({});
  try {
    for (const one of [await buildContent('v1', GOOD), await buildContent('v2', BAD)]) {
      addRelease(github.repository, one.name, Object.fromEntries(one.assets.map(({ name, bytes }) => [name, bytes])));
    }
    const { request } = await prepare();
    const runtime = { ...RUNTIME, github: { apiUrl: github.apiUrl, token: github.token } };
    const url = `github:${SLUG.owner}/${SLUG.repository}`;
    const { releases } = await revert(request(`${url}@${NAME('v1')}`), runtime);
    expect(releases).toMatchObject([{ action: 'released', release: NAME('v3'), targets: [{ url, result: 'published' }] }]);
    const body = github.repository.releases.find(({ tag }) => tag === NAME('v3'))?.body;
    expect(body).toContain(`- the content of \`${NAME('v1')}\` again, in place of \`${NAME('v2')}\``);
    const published = await openTarget(url, runtime).read(NAME('v3'));
    expect(published?.origin).toMatchObject({ kind: 'revert', release: NAME('v1'), from: NAME('v2') });
    expect(github.violations).toEqual([]);
    expect(github.touched).toEqual([]);
  } finally {
    await github.close();
  }
});

test('renaming there and back gives the same bytes', async () => {
  const built = await buildContent('v1', { 'cluster-class/templates/x.yaml': 'name: docker-demo-1-32-<< .ClusterClassVersion >>\n' });
  const renamed = await renameRelease(await unpackRelease(built), makeVersions('v0-beta.100 v5 v1'));
  expect(await renameRelease(await unpackRelease(renamed), built.versions)).toEqual(built);
});
