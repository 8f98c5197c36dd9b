import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  createRawManifest,
  type Descriptor,
  describe as describeBlob,
  EMPTY_CONFIG,
  formatManifest,
  MANIFEST_MEDIA_TYPE,
  type ManifestBlob,
  OciError,
} from '../../src/oci/index.ts';
import { formatArtifact, openTarget, requireArtifact } from '../../src/publish/index.ts';
import { createOciTarget } from '../../src/publish/oci-target.ts';
import type { ReleaseContent, ReleaseOrigin } from '../../src/release/index.ts';
import { codeOf } from '../support/code-of.ts';
import { digestOfManifest, makeLayoutTarget } from '../support/layout-target.ts';
import { publishTo } from '../support/publish-to.ts';
import { fail, startRegistry } from '../support/registry.ts';
import { buildContent } from '../support/release-builder.ts';

const NAME = 'docker-demo-1-32-v1';
const TITLE = 'org.opencontainers.image.title';
const OTHER = { 'cluster-class/values.yaml': 'x: 1\n' };

/** A manifest of these layers, as anybody may push it. */
function makeManifest(...layers: readonly Descriptor[]): ManifestBlob {
  return formatManifest({ schemaVersion: 2, mediaType: MANIFEST_MEDIA_TYPE, config: EMPTY_CONFIG.descriptor, layers });
}

const layer = (title: string | undefined, size = 1): Descriptor => ({
  ...describeBlob('text/plain', Buffer.from('x'), title === undefined ? undefined : { [TITLE]: title }),
  size,
});

describe('what a release says of itself', () => {
  const origin: ReleaseOrigin = { kind: 'promotion', release: 'docker-demo-1-32-v0-beta-1', digest: `sha256:${'1'.repeat(64)}` };
  const provenance = {
    commit: 'c'.repeat(40),
    repository: 'https://example.org/o/r',
    created: '2026-11-28T00:00:00Z',
    tool: 'clusterstack 0.0.0',
  };

  test('is read from its manifest, by its name and by its digest', async () => {
    const { url, open } = makeLayoutTarget();
    const release = { ...(await buildContent()), provenance, origin };
    const { digest } = await publishTo(open(), release);
    const { manifest } = formatArtifact(release).manifest;
    const expected = {
      url,
      name: NAME,
      digest,
      kubernetes: 'v1.32.5',
      provenance,
      origin,
      files: release.assets.map((asset) => expect.objectContaining({ name: asset.name, digest: asset.digest, size: asset.bytes.length })),
      manifest: {
        artifactType: 'application/vnd.scs.cluster-stacks.v1',
        config: 'application/vnd.oci.empty.v1+json',
        mediaTypes: new Map(release.assets.map(({ name, mediaType }) => [name, mediaType])),
        annotations: manifest.annotations,
      },
      fetch: expect.any(Function),
    };
    expect(manifest.annotations).toEqual({
      hash: expect.stringMatching(/^.{7}$/),
      kubernetesVersion: 'v1.32.5',
      'org.opencontainers.image.revision': 'c'.repeat(40),
      'org.opencontainers.image.source': 'https://example.org/o/r',
      'org.opencontainers.image.created': '2026-11-28T00:00:00Z',
      'clusterstack.tool': 'clusterstack 0.0.0',
      'clusterstack.promotes': `docker-demo-1-32-v0-beta-1@${origin.digest}`,
    });
    expect([await open().read(NAME), await open().readDigest?.(digest)]).toEqual([expected, expected]);
  });

  test('gives the bytes of its files, and of no others', async () => {
    const { open } = makeLayoutTarget();
    const release = await buildContent();
    await publishTo(open(), release);
    const published = await open().read(NAME);
    if (published === undefined) return expect.unreachable();
    expect(await Promise.all(published.files.map((file) => published.fetch(file)))).toEqual(release.assets.map(({ bytes }) => bytes));
    expect(await codeOf(published.fetch({ name: 'notes.txt', digest: `sha256:${'0'.repeat(64)}`, size: 1 }))).toBe('not-a-release');
  });

  test('a manifest without annotations and with only the file that CSO needs is a release', async () => {
    const { open, store } = makeLayoutTarget();
    await store.push(EMPTY_CONFIG.descriptor, EMPTY_CONFIG.bytes);
    await store.push(layer('metadata.yaml'), Buffer.from('x'));
    await store.tag(makeManifest(layer('metadata.yaml')), NAME);
    expect(await open().read(NAME)).toMatchObject({
      kubernetes: '',
      provenance: undefined,
      origin: undefined,
      manifest: { artifactType: undefined, annotations: {}, mediaTypes: new Map([['metadata.yaml', 'text/plain']]) },
    });
  });
});

describe('a digest', () => {
  test('that nothing has', async () => {
    const { open } = makeLayoutTarget();
    expect(await open().readDigest?.(`sha256:${'0'.repeat(64)}`)).toBeUndefined();
  });

  test('of files that name no release', async () => {
    const { open, store } = makeLayoutTarget();
    await store.push(EMPTY_CONFIG.descriptor, EMPTY_CONFIG.bytes);
    await store.push(layer('metadata.yaml'), Buffer.from('x'));
    const manifest = makeManifest(layer('metadata.yaml'));
    await store.tag(manifest, 'any');
    expect(await codeOf(Promise.resolve(open().readDigest?.(manifest.descriptor.digest)))).toBe('not-a-release');
  });
});

describe('a manifest that is copied as it is', () => {
  const files = (count: number) => [layer('metadata.yaml'), ...Array.from({ length: count - 1 }, (_, index) => layer(`file-${index}`))];

  test.each<[name: string, layers: readonly Descriptor[]]>([
    ['the file that CSO needs', [layer('metadata.yaml')]],
    ['as many files as are read', files(64)],
    ['as many bytes as are read', [layer('metadata.yaml', 128 * 1024 * 1024)]],
  ])('is a release with %s', (_, layers) => {
    const { bytes, descriptor } = makeManifest(...layers);
    expect(() => requireArtifact(NAME, createRawManifest(bytes, descriptor.mediaType, 'here'))).not.toThrow();
  });

  test.each<[name: string, layers: readonly Descriptor[], why: string]>([
    ['no files', [], 'has no metadata.yaml'],
    ['other files', [layer('hashes.json')], 'has no metadata.yaml'],
    ['a layer that is no file', [layer('metadata.yaml'), layer(undefined)], 'without a plain file name'],
    ['a name that no file can have', [layer('metadata.yaml'), layer('x'.repeat(256))], 'without a plain file name'],
    ['a file that leads out of a folder', [layer('metadata.yaml'), layer('../x')], 'without a plain file name'],
    ['two files of one name', [layer('metadata.yaml'), layer('metadata.yaml')], 'two files of one name'],
    ['too many files', files(65), 'more files or bytes'],
    ['too many bytes', [layer('metadata.yaml', 128 * 1024 * 1024 + 1)], 'more files or bytes'],
  ])('is none with %s', (_, layers, why) => {
    const { bytes, descriptor } = makeManifest(...layers);
    expect(() => requireArtifact(NAME, createRawManifest(bytes, descriptor.mediaType, 'here'))).toThrow(
      expect.objectContaining({
        code: 'not-a-release',
        message: expect.stringMatching(new RegExp(`^the tag ${NAME} .*${why}.*--mode custom$`)),
      }),
    );
  });

  test.each([
    [Buffer.from('{}'), MANIFEST_MEDIA_TYPE],
    [Buffer.from('{"schemaVersion": 2, "manifests": []}'), 'application/vnd.oci.image.index.v1+json'],
  ])('is none that is no manifest: %s', (bytes, mediaType) => {
    expect(() => requireArtifact(NAME, { descriptor: describeBlob(mediaType, bytes), bytes })).toThrow(
      expect.objectContaining({ code: 'not-a-release', cause: expect.any(OciError) }),
    );
  });
});

describe('at a registry', () => {
  const start = async (options?: Parameters<typeof startRegistry>[0]) => {
    const registry = await startRegistry(options);
    return { registry, open: () => openTarget(`oci://${registry.host}/org/stacks`, { retry: { sleep: async () => {}, attempts: 1 } }) };
  };
  const summarise = (requests: readonly { readonly method: string; readonly path: string }[]) =>
    requests.filter(({ path }) => path !== '/v2/').map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`);

  test('tags are listed once a run, and those that are not among them are not asked for', async () => {
    const { registry, open } = await start();
    await publishTo(open(), await buildContent());
    registry.requests.length = 0;
    const target = open();
    expect(await Promise.all([target.list(), target.list(), target.exists?.()])).toEqual([[NAME], [NAME], true]);
    expect([await target.read('docker-demo-1-32-v2'), (await target.read(NAME))?.name]).toEqual([undefined, NAME]);
    expect(summarise(registry.requests)).toEqual(['GET /v2/org/stacks/tags/list', `GET /v2/org/stacks/manifests/${NAME}`]);
    await registry.close();
  });

  test('a repository that is not there has no releases', async () => {
    const { registry, open } = await start();
    const target = open();
    expect([await target.list(), await target.exists?.(), await target.read(NAME)]).toEqual([[], false, undefined]);
    await registry.close();
  });

  test('an image under the name of a release is none', async () => {
    const { registry, open } = await start();
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    registry.manifests.set(`org/stacks:${NAME}`, { mediaType, bytes: Buffer.from('{"schemaVersion": 2, "manifests": []}') });
    await expect(open().read(NAME)).rejects.toMatchObject({
      code: 'not-a-release',
      message: expect.stringMatching(/image\.index.*--mode custom$/),
      cause: expect.any(OciError),
    });
    expect(await codeOf(open().ask(await buildContent()))).toBe('not-a-release');
    await registry.close();
  });

  test('trouble of the registry is told as it is', async () => {
    const { registry, open } = await start({ intercept: (_, response) => (fail(response, 403, 'DENIED'), true) });
    const release = await buildContent();
    const work = [() => open().read(NAME), () => open().list(), () => open().preflight(), () => publishTo(open(), release)];
    expect(await Promise.all(work.map(codeOf))).toEqual(['forbidden', 'forbidden', 'forbidden', 'forbidden']);
    await registry.close();
  });

  test('whether one may publish is found out without leaving anything behind', async () => {
    const { registry, open } = await start();
    await open().preflight();
    expect(registry.manifests.size).toBe(0);
    // A registry that takes no such manifest says so then.
    const sent = registry.requests.filter(({ method }) => method === 'PUT').map(({ body }) => JSON.parse(body.toString()) as unknown);
    expect(sent).toEqual([
      {
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        artifactType: 'application/vnd.scs.cluster-stacks.v1',
        config: EMPTY_CONFIG.descriptor,
        layers: [{ mediaType: 'application/vnd.scs.metadata.layer.v1+yaml', digest: `sha256:${'0'.repeat(64)}`, size: 1 }],
      },
    ]);
    await registry.close();
  });
});

describe('a name that somebody takes at the very moment', () => {
  /** A store whose tag another job has given meanwhile, which is seen only when it is to be given. */
  async function race(theirs: ReleaseContent | undefined) {
    const { store, url } = makeLayoutTarget();
    if (theirs !== undefined) await publishTo(createOciTarget(store), theirs);
    let isTried = false;
    return {
      url,
      target: createOciTarget({
        ...store,
        resolve: async (name) => (isTried ? store.resolve(name) : undefined),
        async tag() {
          isTried = true;
          throw new OciError('tag-taken', 'it has another manifest');
        },
      }),
    };
  }

  test('for the same content is present', async () => {
    const release = await buildContent();
    const theirs = { ...release, provenance: { commit: 'b'.repeat(40), tool: '' } };
    expect(await publishTo((await race(theirs)).target, release)).toEqual({
      result: 'present',
      digest: digestOfManifest(theirs),
      commit: 'b'.repeat(40),
    });
  });

  test('for other content is a conflict that names what differs', async () => {
    const { target, url } = await race(await buildContent('v1', OTHER));
    await expect(publishTo(target, await buildContent())).rejects.toMatchObject({
      code: 'release-conflict',
      message: expect.stringContaining(`${url} has ${NAME} already, with other content (${NAME.replace('v1', 'cluster-class-v1.tgz')})`),
    });
  });

  test('and that is gone again is an error of the place', async () =>
    expect(await codeOf(publishTo((await race(undefined)).target, await buildContent()))).toBe('tag-taken'));

  test('an error of another kind is told as it is', async () => {
    const { store } = makeLayoutTarget();
    const target = createOciTarget({ ...store, tag: () => Promise.reject(new OciError('layout-locked', 'somebody else writes')) });
    expect(await codeOf(publishTo(target, await buildContent()))).toBe('layout-locked');
  });
});

describe('reading back', () => {
  test('what was published is what was meant', async () => {
    const { open } = makeLayoutTarget();
    const release = await buildContent();
    await publishTo(open(), release);
    expect(await open().verify(release)).toBeUndefined();
  });

  test('nothing, other files and another Kubernetes version are failures', async () => {
    const { open, url } = makeLayoutTarget();
    const release = await buildContent();
    const failure = (what: string) => ({
      code: 'verification-failed',
      message: expect.stringContaining(`${url} was given ${NAME}, and reading it back gives ${what}`),
    });
    await expect(open().verify(release)).rejects.toMatchObject(failure('nothing;'));
    await publishTo(open(), release);
    await expect(open().verify(await buildContent('v1', { 'node-images.yaml': 'a: 1\n' }))).rejects.toMatchObject(
      failure('other content (node-images.yaml): another job'),
    );
    await expect(open().verify({ ...release, kubernetes: 'v1.32.6' })).rejects.toMatchObject(
      failure('other content (Kubernetes version): another job'),
    );
  });

  test('every byte is read', async () => {
    const { open, directory } = makeLayoutTarget();
    const release = await buildContent();
    await publishTo(open(), release);
    const blob = join(directory, 'blobs/sha256', release.assets[4]?.digest.slice('sha256:'.length) ?? '');
    writeFileSync(blob, Buffer.alloc(release.assets[4]?.bytes.length ?? 0));
    expect(await codeOf(open().verify(release))).toBe('digest-mismatch');
    rmSync(blob);
    expect(await codeOf(open().verify(release))).toBe('not-found');
  });
});
