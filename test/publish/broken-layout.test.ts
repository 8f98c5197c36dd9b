import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type MirrorRequest, mirror } from '../../src/lifecycle/mirror/index.ts';
import { describe as describeBlob, EMPTY_CONFIG, formatManifest, MANIFEST_MEDIA_TYPE, openLayoutContent } from '../../src/oci/index.ts';
import { askTargets, offerContent, openTarget, publishTargets } from '../../src/publish/index.ts';
import { HASHES, METADATA, type ReleaseContent } from '../../src/release/index.ts';
import { digestOfManifest } from '../support/layout-target.ts';
import { publishTo } from '../support/publish-to.ts';
import { buildContent } from '../support/release-builder.ts';
import { replaceAsset } from '../support/repack.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const NAME = 'docker-demo-1-32-v1';
const ALL: Omit<MirrorRequest, 'source' | 'target'> = {
  names: [],
  stacks: [],
  kubernetes: undefined,
  channel: undefined,
  images: true,
  imagesTo: undefined,
};
const run = (source: string, target: string) => mirror({ ...ALL, source, target }, { today: '2026-11-28', wait: 0 });

const DAMAGES: Readonly<Record<string, (path: string) => void>> = {
  missing: (path) => rmSync(path),
  'cut off': (path) => truncateSync(path, 1),
  'of another size': (path) => writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from('x')])),
};
const CASES = Object.keys(DAMAGES).flatMap((how) => (['layer', 'config', 'manifest'] as const).map((what) => [what, how] as const));

const pathOf = (directory: string, digest: string) => join(directory, 'blobs/sha256', digest.slice('sha256:'.length));
const layerOf = (release: ReleaseContent, file: string) => release.assets.find(({ name }) => name === file)?.digest ?? '';
/** All files of a folder, by path. */
const filesOf = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(directory, path)).isFile())
    .sort()
    .map((path) => [path, readFileSync(join(directory, path), 'latin1')]);

/** A layout with a release, and one that somebody copied badly. */
async function breakCopy(what: 'layer' | 'config' | 'manifest', how: string) {
  const folder = temporaryDirectory();
  const [whole, broken] = [join(folder, 'whole'), join(folder, 'broken')];
  const release = await buildContent();
  await publishTo(openTarget(`oci-layout:${whole}`, {}), release);
  cpSync(whole, broken, { recursive: true });
  const digests = { layer: layerOf(release, METADATA), config: EMPTY_CONFIG.descriptor.digest, manifest: digestOfManifest(release) };
  DAMAGES[how]?.(pathOf(broken, digests[what]));
  const target = () => openTarget(`oci-layout:${broken}`, {});
  return { folder, whole, broken, release, target };
}

async function publish(target: ReturnType<typeof openTarget>, release: ReleaseContent) {
  const offer = offerContent(release);
  return publishTargets([target], await askTargets([target], offer), offer, true);
}

describe.each(CASES)('a layout whose %s is %s', (what, how) => {
  test('is mended by mirror, from a layout and from releases of another kind', async () => {
    const { folder, whole, broken, release } = await breakCopy(what, how);
    const url = `oci-layout:${broken}`;
    const damaged = join(folder, 'damaged');
    cpSync(broken, damaged, { recursive: true });
    expect((await run(`oci-layout:${whole}`, url)).releases).toMatchObject([
      { result: 'copied', blobs: { copied: what === 'manifest' ? 0 : 1 } },
    ]);
    expect(filesOf(broken)).toEqual(filesOf(whole));
    expect((await run(`oci-layout:${whole}`, url)).releases).toMatchObject([{ result: 'present' }]);
    const releases = join(folder, 'releases');
    mkdirSync(join(releases, NAME), { recursive: true });
    for (const { name, bytes } of release.assets) writeFileSync(join(releases, NAME, name), bytes);
    expect((await run(releases, `oci-layout:${damaged}`)).releases).toMatchObject([{ result: 'copied' }]);
    expect(filesOf(damaged)).toEqual(filesOf(whole));
    expect((await run(releases, `oci-layout:${damaged}`)).releases).toMatchObject([{ result: 'present' }]);
  });

  test('is mended by publishing the same release, which says so', async () => {
    const { whole, broken, release, target } = await breakCopy(what, how);
    const digest = digestOfManifest(release);
    expect(await publish(target(), release)).toEqual([{ url: `oci-layout:${broken}`, result: 'published', digest }]);
    expect(filesOf(broken)).toEqual(filesOf(whole));
    expect(await publish(target(), release)).toEqual([{ url: `oci-layout:${broken}`, result: 'present', digest }]);
  });

  test('does not take another release under the name', async () => {
    const { broken, target } = await breakCopy(what, how);
    const before = filesOf(broken);
    const other = await buildContent('v1', { 'cluster-class/values.yaml': 'x: 1\n' });
    const [report] = await publish(target(), other);
    expect(report?.result).toBe('failed');
    expect(report?.error?.message).toContain(
      what === 'manifest' ? 'mirror into it from a place that has all of it' : `has ${NAME} already`,
    );
    expect(filesOf(broken)).toEqual(before);
  });
});

describe('a layout that is not whole', () => {
  test('is mended by the same files with another manifest, which keeps its own', async () => {
    const { broken, whole, release, target } = await breakCopy('layer', 'missing');
    const rebuilt = { ...release, provenance: { commit: 'a'.repeat(40), tool: 'clusterstack 0.0.0' } };
    expect(await publish(target(), rebuilt)).toMatchObject([{ result: 'published', digest: digestOfManifest(release) }]);
    expect(filesOf(broken)).toEqual(filesOf(whole));
  });

  test('is refused where the content lacks what it lacks', async () => {
    const { broken, release, target } = await breakCopy('layer', 'missing');
    await publish(target(), release);
    rmSync(pathOf(broken, layerOf(release, HASHES)));
    const hashes = release.assets.find(({ name }) => name === HASHES)?.bytes ?? Buffer.of();
    const [report] = await publish(target(), replaceAsset(release, HASHES, Buffer.concat([hashes, Buffer.from('\n')])));
    expect(report).toMatchObject({ result: 'failed', error: { code: 'target-failed' } });
    expect(report?.error?.message).toContain('mirror the release into it from a place that has all of it');
  });

  test('as a source says so, and what to do', async () => {
    const { folder, broken } = await breakCopy('layer', 'cut off');
    const [report] = (await run(`oci-layout:${broken}`, `oci-layout:${folder}/new`)).releases;
    expect(report).toMatchObject({ result: 'failed', error: { code: 'not-found' } });
    expect(report?.error?.message).toContain(
      `the layout ${broken} is not whole, as after a copy of its files that broke off: copy it again`,
    );
  });

  test('is mended below an index of images, too', async () => {
    const folder = temporaryDirectory();
    const [whole, broken] = [join(folder, 'whole'), join(folder, 'broken')];
    const [bytes, image] = [Buffer.from('layer'), 'quay.io/org/image:v1'];
    const layer = describeBlob('text/plain', bytes);
    const inner = formatManifest({ schemaVersion: 2, mediaType: MANIFEST_MEDIA_TYPE, config: EMPTY_CONFIG.descriptor, layers: [layer] });
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const index = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests: [inner.descriptor] }));
    const content = openLayoutContent(whole);
    await content.writeBlob(layer, async () => ({ kind: 'bytes', bytes }), undefined);
    await content.writeBlob(EMPTY_CONFIG.descriptor, async () => ({ kind: 'bytes', bytes: EMPTY_CONFIG.bytes }), undefined);
    await content.writeManifest(inner, undefined);
    await content.writeManifest({ descriptor: describeBlob(mediaType, index), bytes: index }, { name: image, fullName: image });
    for (const digest of [layer.digest, inner.descriptor.digest]) {
      rmSync(broken, { recursive: true, force: true });
      cpSync(whole, broken, { recursive: true });
      truncateSync(pathOf(broken, digest), 1);
      expect((await run(`oci-layout:${whole}`, `oci-layout:${broken}`)).images).toMatchObject([{ image, result: 'copied' }]);
      expect(filesOf(broken)).toEqual(filesOf(whole));
    }
    expect((await run(`oci-layout:${whole}`, `oci-layout:${broken}`)).images).toMatchObject([{ image, result: 'present' }]);
  });
});
