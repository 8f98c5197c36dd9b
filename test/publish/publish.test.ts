import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../src/digest.ts';
import { describe as describeBlob, EMPTY_CONFIG, formatManifest, MANIFEST_MEDIA_TYPE, type openLayout } from '../../src/oci/index.ts';
import { formatArtifact } from '../../src/publish/index.ts';
import { createOciTarget } from '../../src/publish/oci-target.ts';
import { fetchRelease, findForeignNames, findNewest, type ReleaseContent } from '../../src/release/index.ts';
import { codeOf } from '../support/code-of.ts';
import { digestOfManifest, makeLayoutTarget } from '../support/layout-target.ts';
import { publishTo } from '../support/publish-to.ts';
import { buildContent } from '../support/release-builder.ts';
import { replaceAsset } from '../support/repack.ts';
import { formatConfig, SINGLE_STAGE } from '../support/stack-builder.ts';

const LINE = { provider: 'docker', name: 'demo', kubernetes: { major: 1, minor: 32 } };
const NAME = 'docker-demo-1-32-v1';

describe('formatArtifact', () => {
  test('the manifest is the one that CSO reads', async () => {
    const release = await buildContent();
    const { manifest, blobs } = formatArtifact(release);
    const layer = (name: string, mediaType: string) => {
      const bytes = release.assets.find((asset) => asset.name === name)?.bytes ?? Buffer.alloc(0);
      return { mediaType, digest: digestOf(bytes), size: bytes.length, annotations: { 'org.opencontainers.image.title': name } };
    };
    const hashes = JSON.parse(release.assets.find(({ name }) => name === 'hashes.json')?.bytes.toString() ?? '') as {
      readonly clusterStack: string;
    };
    const expected = {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      artifactType: 'application/vnd.scs.cluster-stacks.v1',
      config: {
        mediaType: 'application/vnd.oci.empty.v1+json',
        digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
        size: 2,
      },
      layers: [
        layer('clusteraddon.yaml', 'application/vnd.scs.cluster-addon.config.layer.v1+yaml'),
        layer('docker-demo-1-32-cluster-addon-v1.tgz', 'application/vnd.scs.cluster-addon.layer.v1.tar+gzip'),
        layer('docker-demo-1-32-cluster-class-v1.tgz', 'application/vnd.scs.cluster-class.v1.tar+gzip'),
        layer('hashes.json', 'application/vnd.scs.hashes.layer.v1+yaml'),
        layer('metadata.yaml', 'application/vnd.scs.metadata.layer.v1+yaml'),
      ],
      annotations: { hash: hashes.clusterStack.slice(0, 7), kubernetesVersion: 'v1.32.5' },
    };
    expect(manifest.manifest).toEqual(expected);
    expect(JSON.parse(manifest.bytes.toString())).toEqual(expected);
    expect(blobs.map(({ bytes }) => bytes)).toEqual(release.assets.map(({ bytes }) => bytes));
  });

  test.each(['{}', '[]', 'null', 'x', '{"clusterStack": 1}'])('hashes.json %s', async (text) => {
    const release = replaceAsset(await buildContent(), 'hashes.json', Buffer.from(text));
    expect(() => formatArtifact(release)).toThrow(expect.objectContaining({ code: 'not-a-release' }));
  });
});

describe('publish', () => {
  test('once, then it is present', async () => {
    const { open, store } = makeLayoutTarget();
    const release = await buildContent();
    const { digest } = formatArtifact(release).manifest.descriptor;
    expect(await open().ask(release)).toBeUndefined();
    expect(await store.tags()).toBeUndefined();
    expect(await publishTo(open(), release)).toEqual({ result: 'published', digest });
    expect(await open().ask(release)).toEqual({ result: 'present', digest });
    expect(await store.tags()).toEqual([NAME]);
  });

  test('a name that a list lacked but someone took since is not moved', async () => {
    const { store } = makeLayoutTarget();
    const [ours, theirs] = [await buildContent(), await buildContent('v1', { 'cluster-class/values.yaml': 'x: 1\n' })];
    // A registry moves tags without a word, and its list may be behind.
    const tagged: string[] = [];
    const stale = createOciTarget({ ...store, tags: async () => [], tag: async (_, name) => void tagged.push(name) });
    await publishTo(createOciTarget(store), theirs);
    await stale.list();
    expect(await stale.ask(ours)).toBeUndefined();
    expect([await codeOf(publishTo(stale, ours)), tagged]).toEqual(['release-conflict', []]);
  });

  test.each<[name: string, change: (release: ReleaseContent) => Promise<ReleaseContent> | ReleaseContent]>([
    ['another file', () => buildContent('v1', { 'cluster-class/values.yaml': 'x: 1\n' })],
    ['a file more', () => buildContent('v1', { 'node-images.yaml': 'a: 1\n' })],
    ['a file less', (release) => replaceAsset(release, 'clusteraddon.yaml', null)],
    ['another Kubernetes version', (release) => ({ ...release, kubernetes: 'v1.32.6' })],
    ['other addon versions', () => buildContent('v1 v0-x.1 v1')],
  ])('%s under a published name is a conflict, and nothing is overwritten', async (_, change) => {
    const { open, store } = makeLayoutTarget();
    const release = await buildContent();
    const { digest } = await publishTo(open(), release);
    const other = await change(release);
    expect(await codeOf(open().ask(other))).toBe('release-conflict');
    expect(await codeOf(publishTo(open(), other))).toBe('release-conflict');
    expect([await store.tags(), (await store.resolve(NAME))?.descriptor.digest]).toEqual([[NAME], digest]);
  });

  test('the same content with another hashes.json is present, with the published digest', async () => {
    const { open } = makeLayoutTarget();
    const release = await buildContent();
    const { digest } = await publishTo(open(), release);
    const other = replaceAsset(release, 'hashes.json', Buffer.from('{"clusterStack": "abcdefghi"}'));
    expect(digestOfManifest(other)).not.toBe(digest);
    expect(await publishTo(open(), other)).toEqual({ result: 'present', digest });
  });

  test('many at once all succeed', async () => {
    const { open, store } = makeLayoutTarget();
    const release = await buildContent();
    const results = await Promise.all(Array.from({ length: 4 }, () => publishTo(open(), release)));
    expect(new Set(results.map(({ digest }) => digest))).toEqual(new Set([digestOfManifest(release)]));
    expect(await store.tags()).toEqual([NAME]);
  });

  test('two with other content at once: one wins, one conflicts', async () => {
    const { open, store } = makeLayoutTarget();
    const releases = [await buildContent(), await buildContent('v1', { 'cluster-class/values.yaml': 'x: 1\n' })];
    const targets = releases.map(open);
    // Both saw an empty list.
    await Promise.all(targets.map((target) => target.list()));
    const codes = await Promise.all(releases.map((release, index) => codeOf(publishTo(targets[index] ?? open(), release))));
    expect(codes.toSorted()).toEqual(['release-conflict', undefined]);
    const winner = releases[codes.indexOf(undefined)];
    expect((await store.resolve(NAME))?.descriptor.digest).toBe(winner && digestOfManifest(winner));
  });

  test('a folder that is not a layout is an error', async () => {
    const { directory, open } = makeLayoutTarget();
    writeFileSync(directory, 'garbage');
    expect(await codeOf(async () => open().list())).toBe('invalid-layout');
    expect(await codeOf(async () => publishTo(open(), await buildContent()))).toBe('invalid-layout');
  });

  test('a layout that cannot be written to', async () => {
    const { directory, open } = makeLayoutTarget();
    mkdirSync(directory);
    writeFileSync(join(directory, 'blobs'), 'garbage');
    expect(await open().list()).toEqual([]);
    expect(await codeOf(async () => publishTo(open(), await buildContent()))).toBe('invalid-layout');
  });
});

describe('findNewest', () => {
  const tagForeign = async (store: ReturnType<typeof openLayout>, tag: string) => {
    const manifest = formatManifest({ schemaVersion: 2, mediaType: MANIFEST_MEDIA_TYPE, config: EMPTY_CONFIG.descriptor, layers: [] });
    await store.push(EMPTY_CONFIG.descriptor, EMPTY_CONFIG.bytes);
    await store.tag(manifest, tag);
  };
  const newest = async (open: ReturnType<typeof makeLayoutTarget>['open'], channel: string) =>
    (await findNewest(open(), LINE, channel))?.published.name;

  test('by line and channel, passing over all else', async () => {
    const { open, store } = makeLayoutTarget();
    for (const version of ['v2', 'v9', 'v10', 'v0-custom.9', 'v0-custom.10', 'v0-sha.abc1234'])
      await publishTo(open(), await buildContent(version));
    await publishTo(open(), await buildContent('v11', { 'csctl.yaml': formatConfig({ kubernetes: 'v1.33.0' }) }));
    for (const tag of ['latest', 'sha256-abc.sig', 'docker-demo-1-32-v99-extra', 'docker-demo-1-32-V99']) await tagForeign(store, tag);
    expect([await newest(open, 'stable'), await newest(open, 'custom'), await newest(open, 'sha'), await newest(open, 'beta')]).toEqual([
      'docker-demo-1-32-v10',
      'docker-demo-1-32-v0-custom-9',
      'docker-demo-1-32-v0-sha-abc1234',
      undefined,
    ]);
    expect(await findForeignNames(open())).toEqual(['docker-demo-1-32-V99', 'docker-demo-1-32-v99-extra', 'latest', 'sha256-abc.sig']);
  });

  test('nothing yet', async () => expect(await newest(makeLayoutTarget().open, 'stable')).toBeUndefined());

  test('says what metadata.yaml says', async () => {
    const { open, directory } = makeLayoutTarget();
    const release = await buildContent('v3 v2 v1');
    const { digest } = await publishTo(open(), release);
    const found = await findNewest(open(), LINE, 'stable');
    const { fetch, ...published } = found?.published ?? { fetch: undefined };
    expect({ ...found, published }).toEqual({
      metadata: { kubernetes: 'v1.32.5', versions: release.versions },
      published: {
        url: `oci-layout:${directory}`,
        name: 'docker-demo-1-32-v3',
        digest,
        kubernetes: 'v1.32.5',
        files: release.assets.map(({ name, digest: of, bytes }) => expect.objectContaining({ name, digest: of, size: bytes.length })),
        manifest: {
          artifactType: 'application/vnd.scs.cluster-stacks.v1',
          config: 'application/vnd.oci.empty.v1+json',
          mediaTypes: new Map(release.assets.map(({ name, mediaType }) => [name, mediaType])),
          annotations: { hash: expect.stringMatching(/^.{7}$/), kubernetesVersion: 'v1.32.5' },
        },
      },
    });
  });

  test('a tag that has a release’s form and is not one', async () => {
    const { open, store } = makeLayoutTarget();
    await tagForeign(store, 'docker-demo-1-32-v99');
    expect(await codeOf(findNewest(open(), LINE, 'stable'))).toBe('not-a-release');
    expect(await codeOf(async () => publishTo(open(), await buildContent('v99')))).toBe('not-a-release');
  });

  test.each(['../../etc/passwd', 'a/b', '.hidden', '', 'a\nb'])('a layer with the title %j', async (title) => {
    const { open, store } = makeLayoutTarget();
    const bytes = Buffer.from('x');
    const layer = describeBlob('text/plain', bytes, { 'org.opencontainers.image.title': title });
    await store.push(EMPTY_CONFIG.descriptor, EMPTY_CONFIG.bytes);
    await store.push(layer, bytes);
    await store.tag(
      formatManifest({ schemaVersion: 2, mediaType: MANIFEST_MEDIA_TYPE, config: EMPTY_CONFIG.descriptor, layers: [layer] }),
      NAME,
    );
    expect(await codeOf(open().read(NAME))).toBe('not-a-release');
  });
});

describe('fetchRelease', () => {
  test.each(['multi', 'single'])('gives what was published, %s-stage', async (kind) => {
    const { open } = makeLayoutTarget();
    const release = await buildContent('v3 v2 v1', kind === 'single' ? SINGLE_STAGE : {});
    await publishTo(open(), release);
    const published = await open().read('docker-demo-1-32-v3');
    expect(published && (await fetchRelease(published))).toEqual(release);
  });

  test('does not fetch what is known', async () => {
    const { open } = makeLayoutTarget();
    const release = await buildContent();
    await publishTo(open(), release);
    const published = await open().read(NAME);
    const refusing = published && { ...published, fetch: () => Promise.reject(new Error('fetched')) };
    expect(refusing && (await fetchRelease(refusing, release))).toEqual(release);
  });
});
