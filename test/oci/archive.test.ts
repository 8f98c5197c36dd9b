import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, describe as group, test } from 'vitest';
import { formatTarHeader, padTar, TAR_END } from '../../src/files/index.ts';
import {
  type ArchiveContent,
  copyManifest,
  createCopyMemory,
  createRawManifest,
  describe,
  EMPTY_CONFIG,
  formatManifest,
  MANIFEST_MEDIA_TYPE,
  type ManifestBlob,
  openArchive,
  openArchiveContent,
  openLayout,
  openLayoutContent,
} from '../../src/oci/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';

/** A manifest whose only layer is the text. */
function make(text: string, configType = EMPTY_CONFIG.descriptor.mediaType) {
  const bytes = Buffer.from(text);
  const layer = describe('text/plain', bytes);
  const config = { ...EMPTY_CONFIG.descriptor, mediaType: configType };
  return { bytes, layer, manifest: formatManifest({ schemaVersion: 2, mediaType: MANIFEST_MEDIA_TYPE, config, layers: [layer] }) };
}

async function put(content: ArchiveContent, name: string, text: string, fullName?: string, configType?: string): Promise<ManifestBlob> {
  const { bytes, layer, manifest } = make(text, configType);
  await content.writeBlob(layer, async () => ({ kind: 'bytes', bytes }), undefined);
  await content.writeBlob(EMPTY_CONFIG.descriptor, async () => ({ kind: 'bytes', bytes: EMPTY_CONFIG.bytes }), undefined);
  await content.writeManifest({ descriptor: manifest.descriptor, bytes: manifest.bytes }, { name, fullName });
  return manifest;
}

async function write(file: string, ...names: readonly string[]): Promise<Buffer> {
  for (const name of names) {
    const content = openArchiveContent(file);
    await put(content, name, `text of ${name}`);
    await content.seal(new Map(), true);
  }
  return readFileSync(file);
}

group('an archive', () => {
  test('has the same bytes whatever the order of writing, and is read where it lies', async () => {
    const folder = temporaryDirectory();
    const [one, two] = [join(folder, '1.tar'), join(folder, '2.tar')];
    expect(await write(one, 'a', 'b', 'c')).toEqual(await write(two, 'c', 'a', 'b'));
    const store = openArchive(one);
    expect(await store.tags()).toEqual(['a', 'b', 'c']);
    const { manifest, layer, bytes } = make('text of b');
    expect(await store.resolve('b')).toEqual(manifest);
    expect(await store.fetch(layer)).toEqual(bytes);
    expect(await store.resolve('d')).toBeUndefined();
    expect(existsSync(`${one}.partial`)).toBe(false);
  });

  test('is left as it is where nothing is new', async () => {
    const file = join(temporaryDirectory(), 'a.tar');
    await write(file, 'a');
    const before = statSync(file);
    const content = openArchiveContent(file);
    expect(await content.seal(new Map(), true)).toBeUndefined();
    expect(statSync(file)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
  });

  test('what a killed run brought is in it after the next', async () => {
    const file = join(temporaryDirectory(), 'a.tar');
    await put(openArchiveContent(file), 'a', 'text of a');
    expect(existsSync(file)).toBe(false);
    const next = openArchiveContent(file);
    expect((await next.head('a'))?.digest).toBe(make('text of a').manifest.descriptor.digest);
    await next.seal(new Map(), true);
    expect(await openArchive(file).tags()).toEqual(['a']);
  });

  test('a name of another manifest is not moved', async () => {
    const file = join(temporaryDirectory(), 'a.tar');
    await write(file, 'a');
    const content = openArchiveContent(file);
    await put(content, 'a', 'other');
    await expect(content.seal(new Map(), true)).rejects.toMatchObject({ code: 'tag-taken' });
    expect(await openArchive(file).resolve('a')).toEqual(make('text of a').manifest);
  });

  test('of two whole names the first in order stays', async () => {
    const folder = temporaryDirectory();
    const bytes = await Promise.all(
      [
        ['x.example/r:a', 'b.example/r:a'],
        ['b.example/r:a', 'x.example/r:a'],
      ].map(async (names, at) => {
        const file = join(folder, `${at}.tar`);
        for (const name of names) {
          const content = openArchiveContent(file);
          await put(content, 'a', 'text', name);
          await content.seal(new Map(), true);
        }
        return readFileSync(file);
      }),
    );
    expect(bytes[0]).toEqual(bytes[1]);
    expect(bytes[0]?.toString()).toContain('"io.containerd.image.name":"b.example/r:a"');
  });

  test('without what another has', async () => {
    const folder = temporaryDirectory();
    const [base, delta, full] = ['base', 'delta', 'full'].map((name) => join(folder, `${name}.tar`)) as [string, string, string];
    await write(base, 'a');
    const content = openArchiveContent(delta, { only: new Set(['a', 'b']), without: base });
    await put(content, 'a', 'text of a');
    await put(content, 'b', 'text of b');
    await content.seal(new Map(), true);
    const [{ layer: old }, { layer: added }] = [make('text of a'), make('text of b')];
    expect(readFileSync(delta).includes(old.digest.slice(7))).toBe(false);
    expect(await openArchive(delta).exists(added)).toBe(true);
    await expect(openArchive(delta).fetch(old)).rejects.toMatchObject({ code: 'not-found' });
    // Both together are the whole.
    await write(full, 'a', 'b');
    const joined = openArchiveContent(join(folder, 'joined.tar'));
    for (const part of [base, delta]) {
      const source = openArchiveContent(part);
      for (const { name, fullName } of await source.names()) {
        if ((await joined.head(name)) !== undefined) continue;
        const manifest = await source.read(name);
        if (manifest !== undefined) await copyManifest(source, joined, manifest, { name, fullName }, createCopyMemory());
      }
    }
    await joined.seal(new Map(), true);
    expect(readFileSync(join(folder, 'joined.tar'))).toEqual(readFileSync(full));
  });

  test('images are listed for docker load, releases are not', async () => {
    const file = join(temporaryDirectory(), 'a.tar');
    const content = openArchiveContent(file);
    await put(content, 'docker-scs-1-36-v1', 'a release');
    const image = await put(content, 'quay.io/org/image:v1', 'an image', 'quay.io/org/image:v1', CONFIG);
    const other = make('of another platform', CONFIG);
    const index = createRawManifest(
      Buffer.from(
        JSON.stringify({
          schemaVersion: 2,
          mediaType: INDEX,
          manifests: [
            { ...other.manifest.descriptor, platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
            { ...image.descriptor, platform: { os: 'linux', architecture: 'amd64' } },
          ],
        }),
      ),
      INDEX,
      'here',
    );
    await content.writeBlob(other.layer, async () => ({ kind: 'bytes', bytes: other.bytes }), undefined);
    await content.writeManifest({ descriptor: other.manifest.descriptor, bytes: other.manifest.bytes }, undefined);
    await content.writeManifest(index, { name: `quay.io/org/both@${index.descriptor.digest}`, fullName: undefined });
    await content.seal(new Map([['bundle.json', Buffer.from('{}')]]), true);
    const list = JSON.parse((await openArchiveContent(file).readExtra('manifest.json', 10_000))?.toString() ?? '');
    const path = (digest: string) => `blobs/sha256/${digest.slice(7)}`;
    const layers = image.manifest.layers.map(({ digest }) => path(digest));
    const config = path(EMPTY_CONFIG.descriptor.digest);
    expect(list).toEqual([
      { Config: config, RepoTags: null, Layers: layers },
      { Config: config, RepoTags: ['quay.io/org/image:v1'], Layers: layers },
    ]);
    expect(await openArchive(file).tags()).toEqual(['docker-scs-1-36-v1']);
    expect(await openArchiveContent(file).readExtra('bundle.json', 10)).toEqual(Buffer.from('{}'));
  });
});

group('an archive that is not ours', () => {
  const tar = (files: Readonly<Record<string, string>>): string => {
    const path = join(temporaryDirectory(), 'a.tar');
    const parts = Object.entries(files).flatMap(([name, text]) => [
      formatTarHeader('0', Buffer.from(name), text.length),
      Buffer.from(text),
      padTar(text.length),
    ]);
    writeFileSync(path, Buffer.concat([...parts, TAR_END]));
    return path;
  };
  const LAYOUT = '{"imageLayoutVersion":"1.0.0"}';
  const digest = `sha256:${'a'.repeat(64)}`;

  test.each<[string, string, () => string]>([
    ['is missing', 'not-found', () => join(temporaryDirectory(), 'none.tar')],
    ['is a folder', 'invalid-layout', temporaryDirectory],
    ['has no layout', 'invalid-layout', () => tar({ a: 'b' })],
    ['is of another version', 'invalid-layout', () => tar({ 'oci-layout': '{"imageLayoutVersion":"2"}' })],
    ['has an index that is none', 'invalid-layout', () => tar({ 'oci-layout': LAYOUT, 'index.json': '[]' })],
    [
      'has an entry with another digest for a path',
      'invalid-layout',
      () =>
        tar({
          'oci-layout': LAYOUT,
          'index.json': JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType: 'a/b', digest: '../../etc/passwd', size: 1 }] }),
        }),
    ],
  ])('and %s', async (_, code, path) => {
    await expect(openArchive(path()).tags()).rejects.toMatchObject({ code });
  });

  test('and whose blob has other bytes than its name says', async () => {
    const path = tar({ 'oci-layout': LAYOUT, [`blobs/sha256/${digest.slice(7)}`]: 'x' });
    await expect(openArchive(path).fetch({ mediaType: 'a/b', digest, size: 1 })).rejects.toMatchObject({ code: 'digest-mismatch' });
    await expect(openArchive(path).fetch({ mediaType: 'a/b', digest, size: 2 })).rejects.toMatchObject({ code: 'size-mismatch' });
  });

  test('is not written to piece by piece', async () => {
    const { manifest } = make('a');
    await expect(openArchive('/nowhere/a.tar').probe(manifest)).rejects.toMatchObject({ code: 'rejected' });
  });
});

test('a layout for copying is the one that releases are published to', async () => {
  const folder = temporaryDirectory();
  const content = openLayoutContent(folder);
  const { bytes, layer, manifest } = make('text');
  await content.writeBlob(layer, async () => ({ kind: 'bytes', bytes }), undefined);
  await content.writeBlob(EMPTY_CONFIG.descriptor, async () => ({ kind: 'bytes', bytes: EMPTY_CONFIG.bytes }), undefined);
  await content.writeManifest(manifest, { name: 'v1', fullName: undefined });
  expect(await openLayout(folder).resolve('v1')).toEqual(manifest);
  const wrong = { ...layer, digest: `sha256:${'b'.repeat(64)}` };
  await expect(content.writeBlob(wrong, async () => ({ kind: 'bytes', bytes }), undefined)).rejects.toMatchObject({
    code: 'digest-mismatch',
  });
  expect(await content.hasBlob(wrong)).toBe(false);
});
