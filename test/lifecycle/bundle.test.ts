import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestOf } from '../../src/digest.ts';
import { openImages } from '../../src/lifecycle/bundle/find-image.ts';
import { type BundleRequest, bundle } from '../../src/lifecycle/bundle/index.ts';
import { mirror } from '../../src/lifecycle/mirror/index.ts';
import { createRawManifest, openArchive, openArchiveContent, openLayoutContent } from '../../src/oci/index.ts';
import { openTarget } from '../../src/publish/index.ts';
import type { Runtime } from '../../src/request.ts';
import { describeWithHelm, SEARCH_PATH } from '../support/helm-tool.ts';
import { publishTo } from '../support/publish-to.ts';
import { startRegistry, type TestRegistry } from '../support/registry.ts';
import { buildContent } from '../support/release-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const RUNTIME: Runtime = { today: '2026-11-28', wait: 0, programs: SEARCH_PATH, retry: { sleep: async () => {} } };
const ALL = { names: [], stacks: [], kubernetes: undefined, channel: undefined, images: true, imagesTo: undefined };

let upstream: TestRegistry;
let site: TestRegistry;
beforeEach(async () => {
  [upstream, site] = [await startRegistry(), await startRegistry({ mounts: 201 })];
});
afterEach(() => Promise.all([upstream.close(), site.close()]));

/** Puts an image for two platforms into the registry; `size` bytes and more in a layer of each. */
function addImage(name: string, tag: string, size = 10): string {
  const put = (bytes: Buffer) => {
    upstream.blobs.set(digestOf(bytes), bytes);
    return { digest: digestOf(bytes), size: bytes.length };
  };
  const manifests = ['amd64', 'arm64'].map((architecture) => {
    const config = { mediaType: CONFIG, ...put(Buffer.from(JSON.stringify({ os: 'linux', architecture, name }))) };
    const layers = [`base of ${architecture}`, `${tag}${architecture}`.padEnd(size, 'x')].map((text) => ({
      mediaType: 'text/plain',
      ...put(Buffer.from(text)),
    }));
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers }));
    upstream.manifests.set(`${name}@${digestOf(bytes)}`, { mediaType: MANIFEST, bytes });
    return { mediaType: MANIFEST, digest: digestOf(bytes), size: bytes.length, platform: { os: 'linux', architecture } };
  });
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }));
  for (const key of [`${name}:${tag}`, `${name}@${digestOf(bytes)}`]) upstream.manifests.set(key, { mediaType: INDEX, bytes });
  return digestOf(bytes);
}

/** A layout with a release that has an image. */
async function release(folder: string, version: string, image: string): Promise<string> {
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: cni}\nspec: {containers: [{name: a, image: "${image}"}]}\n`;
  const target = openTarget(`oci-layout:${folder}/oci`, RUNTIME);
  await publishTo(target, await buildContent(version, { 'cluster-addon/cni/templates/cni.yaml': pod }));
  return `docker-demo-1-32-${version}`;
}

const run = (folder: string, more: Partial<BundleRequest> & Pick<BundleRequest, 'references' | 'output'>) =>
  bundle({ source: `oci-layout:${folder}/oci`, images: true, imagesFrom: [], platform: undefined, deltaFrom: undefined, ...more }, RUNTIME);

describeWithHelm('bundle', () => {
  test('has the releases and their images for all platforms, and a site gets them with the same digests', async () => {
    const folder = temporaryDirectory();
    // More than fits into memory at once is passed on in parts.
    const digest = addImage('org/cni', 'v1', 17 * 1024 * 1024);
    const name = await release(folder, 'v1', `${upstream.host}/org/cni:v1`);
    const output = join(folder, 'site.tar');
    const report = await run(folder, { references: [name], output });
    expect(report).toMatchObject({ result: 'written', images: [{ image: `${upstream.host}/org/cni:v1`, result: 'copied', digest }] });
    const sum = digestOf(readFileSync(output)).slice('sha256:'.length);
    expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8')).toBe(`${sum}  site.tar\n`);
    expect(existsSync(`${output}.partial`)).toBe(false);

    const { mtimeMs } = statSync(output);
    expect(await run(folder, { references: [name], output })).toMatchObject({ result: 'unchanged' });
    expect(statSync(output).mtimeMs).toBe(mtimeMs);

    const mirrored = await mirror({ ...ALL, source: `oci-archive:${output}`, target: `oci://${site.host}/org/stacks` }, RUNTIME);
    const place = `org/stacks/images/${upstream.host.replace(':', '-')}/org/cni`;
    expect(mirrored.images).toMatchObject([{ to: `${site.host}/${place}:v1`, result: 'copied', digest }]);
    expect(site.manifests.get(`${place}:v1`)?.bytes).toEqual(upstream.manifests.get('org/cni:v1')?.bytes);
    expect([...site.manifests.keys()].filter((key) => key.startsWith('org/stacks:'))).toEqual([`org/stacks:${name}`]);
  });

  test('for one platform', async () => {
    const folder = temporaryDirectory();
    addImage('org/cni', 'v1');
    const digest = addImage('org/other', 'v1');
    const output = join(folder, 'site.tar');
    const name = await release(folder, 'v1', `${upstream.host}/org/cni:v1`);
    const { images } = await run(folder, { references: [name], output, platform: 'linux/arm64' });
    const index = JSON.parse(upstream.manifests.get('org/cni:v1')?.bytes.toString() ?? '');
    expect(images[0]?.digest).toBe(index.manifests[1].digest);
    // A digest is of all platforms.
    const pinned = await release(folder, 'v2', `${upstream.host}/org/other@${digest}`);
    expect((await run(folder, { references: [pinned], output, platform: 'linux/arm64' })).images[0]?.digest).toBe(digest);
    const none = await run(folder, { references: [name], output: join(folder, 'b.tar'), platform: 'linux/s390x' });
    expect(none).toMatchObject({
      result: 'failed',
      images: [{ error: { message: expect.stringContaining('only for linux/amd64, linux/arm64') } }],
    });
  });

  test('without what an older one has: both together are the whole', async () => {
    const folder = temporaryDirectory();
    for (const tag of ['v1', 'v2']) addImage('org/cni', tag);
    const [v1, v2] = [
      await release(folder, 'v1', `${upstream.host}/org/cni:v1`),
      await release(folder, 'v2', `${upstream.host}/org/cni:v2`),
    ];
    const [base, delta, full] = ['base.tar', 'delta.tar', 'full.tar'].map((file) => join(folder, file)) as [string, string, string];
    await run(folder, { references: [v1], output: base });
    await run(folder, { references: [v1, v2], output: full });
    upstream.requests.length = 0;
    expect(await run(folder, { references: [v1, v2], output: delta, deltaFrom: base })).toMatchObject({ result: 'written' });
    // Layers and configs of v1, and those that v2 shares with it, were not fetched.
    expect(upstream.requests.filter(({ path }) => path.includes('/blobs/')).length).toBe(2);
    const list = (file: string) =>
      readFileSync(file)
        .toString('latin1')
        .match(/blobs\/sha256\/[0-9a-f]{64}(?=\0)/g)
        ?.sort() ?? [];
    expect([...list(base), ...list(delta)].sort()).toEqual(list(full));
    const joined = join(folder, 'joined.tar');
    for (const part of [base, delta]) await mirror({ ...ALL, source: `oci-archive:${part}`, target: `oci-archive:${joined}` }, RUNTIME);
    expect(digestOf(readFileSync(joined))).toBe(digestOf(readFileSync(full)));
    expect(
      readFileSync(join(folder, 'SHA256SUMS'), 'utf8')
        .split('\n')
        .map((line) => line.slice(66)),
    ).toEqual(['base.tar', 'delta.tar', 'full.tar', '']);

    // An archive lacks on purpose what the older one has: nothing is brought back.
    const again = await mirror({ ...ALL, source: `oci-archive:${full}`, target: `oci-archive:${delta}` }, RUNTIME);
    expect([...again.releases, ...again.images].map(({ result }) => result)).toEqual(['present', 'present', 'present', 'present']);

    const target = `oci://${site.host}/org/stacks`;
    const early = await mirror({ ...ALL, source: `oci-archive:${delta}`, target }, RUNTIME);
    expect(early.releases[0]).toMatchObject({ release: v1, result: 'failed' });
    for (const part of [base, delta]) {
      const { releases, images } = await mirror({ ...ALL, source: `oci-archive:${part}`, target }, RUNTIME);
      expect([...releases, ...images].filter(({ result }) => result === 'failed')).toEqual([]);
    }
    // Selected releases bring their own images alone.
    const some = await mirror({ ...ALL, names: [v2], source: `oci-archive:${full}`, target: `oci://${site.host}/some` }, RUNTIME);
    expect(some.images.map(({ image }) => image)).toEqual([`${upstream.host}/org/cni:v2`]);
  });

  test('images from an archive, where no registry may be asked; one that is nowhere stops all of it', async () => {
    const folder = temporaryDirectory();
    addImage('org/cni', 'v1');
    const name = await release(folder, 'v1', `${upstream.host}/org/cni:v1`);
    const first = join(folder, 'a.tar');
    await run(folder, { references: [name], output: first });
    upstream.requests.length = 0;
    const output = join(folder, 'b.tar');
    const offline = { references: [name], output, offline: true };
    expect(await run(folder, offline)).toMatchObject({ result: 'failed', images: [{ result: 'failed' }] });
    expect(existsSync(output)).toBe(false);
    expect(await run(folder, { ...offline, imagesFrom: [`oci-archive:${first}`] })).toMatchObject({ result: 'written' });
    expect(upstream.requests).toEqual([]);
    expect(readFileSync(output)).toEqual(readFileSync(first));
  });
});

test('a layout that has something else under a name with a digest is found out', async () => {
  const folder = temporaryDirectory();
  const image = `quay.io/org/cni:v1@sha256:${'a'.repeat(64)}`;
  const content = openLayoutContent(folder);
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [] }));
  await content.writeManifest(createRawManifest(bytes, INDEX, 'here'), { name: image, fullName: image });
  const find = await openImages([`oci-layout:${folder}`], undefined, true, RUNTIME);
  await expect(find(image)).rejects.toMatchObject({ message: expect.stringContaining(`${digestOf(bytes)} under the name`) });
  await expect(find('quay.io/org/other:v1')).rejects.toMatchObject({ message: expect.stringContaining('is not found in oci-layout:') });
});

test('what cannot be rendered is said, and releases alone are bundled where that is asked for', async () => {
  const folder = temporaryDirectory();
  const name = await release(folder, 'v1', 'quay.io/org/cni:v1');
  const output = join(folder, 'a.tar');
  const report = await bundle(
    {
      source: `oci-layout:${folder}/oci`,
      references: ['docker-demo-1-32'],
      output,
      images: false,
      imagesFrom: [],
      platform: undefined,
      deltaFrom: undefined,
    },
    { ...RUNTIME, programs: '' },
  );
  expect(report).toMatchObject({ result: 'written', releases: [{ release: name }], images: [] });
  expect(report.unknown.length).toBeGreaterThan(0);
  expect(await openArchive(output).tags()).toEqual([name]);
  expect(JSON.parse((await openArchiveContent(output).readExtra('bundle.json', 10_000))?.toString() ?? '')).toMatchObject({
    releases: { [name]: { images: [] } },
  });
});
