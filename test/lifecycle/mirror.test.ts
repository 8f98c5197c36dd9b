import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, describe as group, test } from 'vitest';
import { createNetwork } from '../../src/http/index.ts';
import { type MirrorRequest, mirror } from '../../src/lifecycle/mirror/index.ts';
import {
  describe,
  EMPTY_CONFIG,
  formatManifest,
  MANIFEST_MEDIA_TYPE,
  openArchiveContent,
  openRegistry,
  parseReference,
} from '../../src/oci/index.ts';
import { openTarget } from '../../src/publish/index.ts';
import type { Runtime } from '../../src/request.ts';
import { SLUG, useGitHub } from '../support/github/index.ts';
import { publishTo } from '../support/publish-to.ts';
import { type RegistryTestOptions, startRegistry, type TestRegistry } from '../support/registry.ts';
import { buildContent } from '../support/release-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const running: TestRegistry[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((registry) => registry.close()));
});
const github = useGitHub();

async function start(options: RegistryTestOptions = {}): Promise<TestRegistry> {
  const registry = await startRegistry(options);
  running.push(registry);
  return registry;
}

const [V1, V2] = ['docker-demo-1-32-v1', 'docker-demo-1-32-v2'];
const RUNTIME: Runtime = { today: '2026-11-28', wait: 0, retry: { sleep: async () => {} } };
const ALL = { names: [], stacks: [], kubernetes: undefined, channel: undefined, images: true, imagesTo: undefined };
const run = (source: string, target: string, more: Partial<MirrorRequest> = {}, runtime: Partial<Runtime> = {}) =>
  mirror({ ...ALL, source, target, ...more }, { ...RUNTIME, ...runtime });

/** A place with the two releases; gives their digests. */
async function fill(url: string, runtime: Partial<Runtime> = {}): Promise<readonly (string | undefined)[]> {
  const target = openTarget(url, { ...RUNTIME, ...runtime });
  for (const version of ['v1', 'v2']) await publishTo(target, await buildContent(version));
  const fresh = openTarget(url, { ...RUNTIME, ...runtime });
  return Promise.all([V1, V2].map(async (name) => (await fresh.read(name))?.digest));
}

const results = ({ releases }: Awaited<ReturnType<typeof run>>) => releases.map(({ release, result, digest }) => [release, result, digest]);
const writes = ({ requests }: TestRegistry) => requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD');
const uploads = ({ requests }: TestRegistry) =>
  requests.filter(({ method, path }) => method === 'PUT' && path.includes('/uploads/')).length;

group('between repositories of one registry', () => {
  test.each([201, 202, 400, 401, 403, 404, 405, 418, 500, 501])(
    'whose answer to a mount is %i: all arrives, and nothing is sent twice',
    async (mounts) => {
      const registry = await start({ mounts });
      const digests = await fill(`oci://${registry.host}/org/one`);
      const blobs = registry.blobs.size;
      registry.requests.length = 0;
      const report = await run(`oci://${registry.host}/org/one`, `oci://${registry.host}/org/two`);
      expect(results(report)).toEqual([
        [V1, 'copied', digests[0]],
        [V2, 'copied', digests[1]],
      ]);
      expect(uploads(registry)).toBe(mounts === 201 ? 0 : blobs);
      const asked = registry.requests.filter(({ method, path }) => method === 'POST' && path.includes('mount='));
      const opened = registry.requests.filter(({ method, path }) => method === 'POST' && !path.includes('mount='));
      // Every blob is asked for where that helps, and no more than a few at the same time where it does not.
      if (mounts === 201 || mounts === 202) expect([asked.length, opened.length]).toEqual([blobs, 0]);
      else {
        expect(asked.length).toBeLessThanOrEqual(16);
        expect(opened.length).toBe(blobs);
      }
      registry.requests.length = 0;
      expect(results(await run(`oci://${registry.host}/org/one`, `oci://${registry.host}/org/two`)).map(([, result]) => result)).toEqual([
        'present',
        'present',
      ]);
      expect(writes(registry)).toEqual([]);
      expect(registry.requests.length).toBe(5);
    },
  );

  test('a token to mount is for both repositories', async () => {
    const registry = await start({ mounts: 201, authentication: { kind: 'token', username: 'ann', password: 'p4ss' } });
    const login = { credentials: async () => ({ kind: 'basic', username: 'ann', password: 'p4ss' }) as const };
    await fill(`oci://${registry.host}/org/one`, login);
    registry.tokens.clear();
    registry.requests.length = 0;
    await run(`oci://${registry.host}/org/one`, `oci://${registry.host}/org/two`, {}, login);
    expect(uploads(registry)).toBe(0);
    expect([...registry.tokens.values()]).toContain('repository:org/two:pull,push repository:org/one:pull');
  });

  test('a blob that is said to be mounted and is not there is sent', async () => {
    let lies = 0;
    const registry = await start({
      mounts: 201,
      intercept: ({ method, path }, response) => {
        if (method !== 'POST' || !path.includes('mount=') || lies > 0) return false;
        lies += 1;
        response.writeHead(201, { location: '/v2/org/two/blobs/x' }).end();
        return true;
      },
    });
    await fill(`oci://${registry.host}/org/one`);
    const report = await run(`oci://${registry.host}/org/one`, `oci://${registry.host}/org/two`, { names: [V1] });
    expect(report.releases).toMatchObject([{ result: 'copied', blobs: { copied: 1 } }]);
  });
});

test('between registries nothing is asked from a repository of another one, and shared blobs are sent once', async () => {
  const [one, two] = [await start({ mounts: 201 }), await start({ mounts: 201 })];
  const digests = await fill(`oci://${one.host}/org/one`);
  const report = await run(`oci://${one.host}/org/one`, `oci://${two.host}/org/two`);
  expect(results(report).map(([, , digest]) => digest)).toEqual(digests);
  expect(two.requests.some(({ path }) => path.includes('mount='))).toBe(false);
  expect(uploads(two)).toBe(one.blobs.size);
  expect(new Map([...two.manifests].map(([name, { bytes }]) => [name.replace('two', 'one'), bytes]))).toEqual(
    new Map([...one.manifests].map(([name, { bytes }]) => [name, bytes])),
  );
  expect(report.requestsSaved).toBeGreaterThan(0);
});

test('other content under a name is an error; the rest goes on', async () => {
  const [one, two] = [await start(), await start()];
  await fill(`oci://${one.host}/org/one`);
  await publishTo(
    openTarget(`oci://${two.host}/org/two`, RUNTIME),
    await buildContent('v1', { 'cluster-class/values.yaml': 'other: 1\n' }),
  );
  const before = two.manifests.get(`org/two:${V1}`);
  const { releases } = await run(`oci://${one.host}/org/one`, `oci://${two.host}/org/two`);
  expect(releases).toMatchObject([{ result: 'failed', error: { code: 'release-conflict' } }, { result: 'copied' }]);
  expect(two.manifests.get(`org/two:${V1}`)).toEqual(before);
});

test('a tag that appears while blobs are sent is not moved', async () => {
  const [one, other] = [await start(), await start()];
  await fill(`oci://${one.host}/org/one`);
  await publishTo(
    openTarget(`oci://${other.host}/org/two`, RUNTIME),
    await buildContent('v1', { 'cluster-class/values.yaml': 'other: 1\n' }),
  );
  const theirs = other.manifests.get(`org/two:${V1}`);
  const two = await start({
    intercept: ({ method, path }) => {
      if (method === 'PUT' && path.includes('/uploads/') && theirs !== undefined) two.manifests.set(`org/two:${V1}`, theirs);
      return false;
    },
  });
  const { releases } = await run(`oci://${one.host}/org/one`, `oci://${two.host}/org/two`, { names: [V1] });
  expect(releases).toMatchObject([{ result: 'failed', error: { code: 'release-conflict' } }]);
  expect(two.manifests.get(`org/two:${V1}`)).toEqual(theirs);
});

test('names that are no releases stay where they are', async () => {
  const [one, two] = [await start(), await start()];
  await fill(`oci://${one.host}/org/one`);
  const store = openRegistry(parseReference(`${one.host}/org/one`), createNetwork(RUNTIME));
  await store.tag(
    formatManifest({ schemaVersion: 2, mediaType: MANIFEST_MEDIA_TYPE, config: EMPTY_CONFIG.descriptor, layers: [] }),
    'latest',
  );
  await store.tag(
    formatManifest({ schemaVersion: 2, mediaType: MANIFEST_MEDIA_TYPE, config: EMPTY_CONFIG.descriptor, layers: [] }),
    'docker-demo-1-32-v9',
  );
  const report = await run(`oci://${one.host}/org/one`, `oci://${two.host}/org/two`);
  expect(report.strangers).toBe(1);
  expect(report.releases[2]).toMatchObject({ release: 'docker-demo-1-32-v9', result: 'failed', error: { code: 'not-a-release' } });
  expect([...two.manifests.keys()].filter((key) => key.includes(':docker') || key.includes(':latest')).sort()).toEqual([
    `org/two:${V1}`,
    `org/two:${V2}`,
  ]);
});

group('which releases', () => {
  test.each<[Partial<MirrorRequest>, readonly string[]]>([
    [{ names: [V2] }, [V2]],
    [{ names: ['docker-demo-1-32'] }, [V1, V2]],
    [{ stacks: ['demo'] }, [V1, V2]],
    [{ stacks: ['docker-demo'], kubernetes: '1.32', channel: 'stable' }, [V1, V2]],
  ])('%j', async (selection, expected) => {
    const folder = temporaryDirectory();
    await fill(`oci-layout:${folder}/one`);
    expect(results(await run(`oci-layout:${folder}/one`, `oci-layout:${folder}/two`, selection)).map(([name]) => name)).toEqual(expected);
  });

  test.each<[Partial<MirrorRequest>, RegExp]>([
    [{ names: ['docker-demo-1-32-v3'] }, /did you mean docker-demo-1-32-v/],
    [{ stacks: ['other'] }, /its lines are docker-demo-1-32/],
    [{ channel: 'beta' }, /none of the 2 releases/],
    [{ kubernetes: '1.33' }, /none of the 2 releases/],
  ])('%j: none, and said', async (selection, message) => {
    const folder = temporaryDirectory();
    await fill(`oci-layout:${folder}/one`);
    await expect(run(`oci-layout:${folder}/one`, `oci-layout:${folder}/two`, selection)).rejects.toMatchObject({
      code: 'no-release',
      message: expect.stringMatching(message),
    });
  });
});

group('an archive', () => {
  test('from a registry, and to another: the same digests; a second run writes nothing', async () => {
    const folder = temporaryDirectory();
    const [one, two] = [await start(), await start()];
    const digests = await fill(`oci://${one.host}/org/one`);
    const file = join(folder, 'below', 'a.tar');
    const first = await run(`oci://${one.host}/org/one`, `oci-archive:${file}`);
    expect(first.archive).toMatchObject({ file, size: statSync(file).size });
    const { mtimeMs, ino } = statSync(file);
    const again = await run(`oci://${one.host}/org/one`, `oci-archive:${file}`);
    expect([again.archive, results(again).map(([, result]) => result)]).toEqual([undefined, ['present', 'present']]);
    expect(statSync(file)).toMatchObject({ mtimeMs, ino });
    expect(readdirSync(join(folder, 'below'))).toEqual(['a.tar']);
    expect(results(await run(`oci-archive:${file}`, `oci://${two.host}/org/two`)).map(([, , digest]) => digest)).toEqual(digests);
    await run(`oci://${one.host}/org/one`, `oci-archive:${join(folder, 'b.tar')}`, { names: [V2] });
    await run(`oci://${one.host}/org/one`, `oci-archive:${join(folder, 'b.tar')}`);
    expect(readFileSync(join(folder, 'b.tar'))).toEqual(readFileSync(file));
    expect(readFileSync(file).toString()).toContain(`"io.containerd.image.name":"${one.host}/org/one:${V1}"`);
  });

  test('what was brought before a run ended is in it after the next, which fetches what is missing alone', async () => {
    const file = join(temporaryDirectory(), 'a.tar');
    const one = await start();
    await fill(`oci://${one.host}/org/one`);
    let blobs = 0;
    const fetchUntil =
      (most: number): NonNullable<Runtime['fetch']> =>
      async (url, init) => {
        if (url.includes('/blobs/') && ++blobs > most) throw new TypeError('fetch failed');
        return fetch(url, init);
      };
    const broken = await run(`oci://${one.host}/org/one`, `oci-archive:${file}`, {}, { fetch: fetchUntil(3), retry: { attempts: 1 } });
    expect(broken.releases.map(({ result }) => result)).toEqual(['failed', 'failed']);
    one.requests.length = 0;
    await run(`oci://${one.host}/org/one`, `oci-archive:${file}`);
    expect(one.requests.filter(({ path }) => path.includes('/blobs/')).length).toBe(one.blobs.size - 3);
    const whole = join(temporaryDirectory(), 'b.tar');
    await run(`oci://${one.host}/org/one`, `oci-archive:${whole}`);
    expect(readFileSync(file)).toEqual(readFileSync(whole));
  });

  test('one that is not there is an error', async () => {
    const folder = temporaryDirectory();
    await expect(run(`oci-archive:${folder}/none.tar`, `oci-layout:${folder}/two`)).rejects.toMatchObject({ code: 'not-found' });
    expect(existsSync(`${folder}/two`)).toBe(false);
  });
});

group('GitHub', () => {
  test('to it and from it: files keep their digests', async () => {
    const folder = temporaryDirectory();
    const { apiUrl, token } = await github();
    const url = `github:${SLUG.owner}/${SLUG.repository}`;
    const login = { github: { apiUrl, token } };
    const digests = await fill(`oci-layout:${folder}/one`);
    const to = await run(`oci-layout:${folder}/one`, url, {}, login);
    expect([to.keepsDigests, to.releases.map(({ result }) => result)]).toEqual([false, ['copied', 'copied']]);
    expect((await run(`oci-layout:${folder}/one`, url, {}, login)).releases.map(({ result }) => result)).toEqual(['present', 'present']);
    const back = await run(url, `oci-archive:${folder}/a.tar`, {}, login);
    expect(results(back)).toEqual([
      [V1, 'copied', digests[0]],
      [V2, 'copied', digests[1]],
    ]);
    expect((await run(url, `oci-layout:${folder}/one`, {}, login)).releases.map(({ result }) => result)).toEqual(['present', 'present']);
  });
});

group('images of an archive', () => {
  const IMAGE = 'quay.io/org/image:v1';
  async function addImage(file: string): Promise<string> {
    const content = openArchiveContent(file);
    const bytes = Buffer.from('layer');
    const manifest = formatManifest({
      schemaVersion: 2,
      mediaType: MANIFEST_MEDIA_TYPE,
      config: EMPTY_CONFIG.descriptor,
      layers: [describe('text/plain', bytes)],
    });
    await content.writeBlob(describe('text/plain', bytes), async () => ({ kind: 'bytes', bytes }), undefined);
    await content.writeBlob(EMPTY_CONFIG.descriptor, async () => ({ kind: 'bytes', bytes: EMPTY_CONFIG.bytes }), undefined);
    await content.writeManifest(manifest, { name: IMAGE, fullName: IMAGE });
    await content.seal(new Map(), true);
    return manifest.descriptor.digest;
  }

  test('go into repositories of their own, never into that of the releases', async () => {
    const file = join(temporaryDirectory(), 'a.tar');
    const [one, two] = [await start(), await start({ mounts: 201 })];
    await fill(`oci://${one.host}/org/one`);
    await run(`oci://${one.host}/org/one`, `oci-archive:${file}`);
    const digest = await addImage(file);
    const { images } = await run(`oci-archive:${file}`, `oci://${two.host}/org/two`);
    expect(images).toMatchObject([{ image: IMAGE, to: `${two.host}/org/two/images/quay.io/org/image:v1`, result: 'copied', digest }]);
    const elsewhere = await run(`oci-archive:${file}`, `oci://${two.host}/org/two`, { imagesTo: `oci://${two.host}/mirror` });
    expect(elsewhere.images).toMatchObject([{ to: `${two.host}/mirror/quay.io/org/image:v1`, digest }]);
    expect((await run(`oci-archive:${file}`, `oci://${two.host}/org/three`, { images: false })).images).toEqual([]);
    expect(await openTarget(`oci://${two.host}/org/two`, RUNTIME).list()).toEqual([V1, V2]);
    const beside = await run(`oci-archive:${file}`, `oci-archive:${file}.copy`);
    expect(beside.images).toMatchObject([{ to: IMAGE, digest }]);
    expect(readFileSync(`${file}.copy`)).toEqual(readFileSync(file));
  });
});

test.each([
  ['oci-layout:a', 'oci-layout:a', 'usage'],
  ['oci-layout:a', 'somewhere', 'invalid-target'],
  ['oci-layout:a', 'oci-archive:', 'invalid-target'],
  ['oci-layout:a', 'oci://host', 'invalid-target'],
])('%s to %s: %s', async (source, target, code) => {
  await expect(run(source, target)).rejects.toMatchObject({ code });
});
