import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rolldown } from 'rolldown';
import { afterAll, afterEach, beforeAll, beforeEach, expect, describe as group, test } from 'vitest';
import {
  describe,
  EMPTY_CONFIG,
  formatManifest,
  MANIFEST_MEDIA_TYPE,
  type ManifestBlob,
  openLayout,
  type Store,
} from '../../src/oci/index.ts';
import { guardWork } from '../../src/oci/layout-files.ts';
import { withLock } from '../../src/oci/lock.ts';

let folder = '';
let directory = '';
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layout-'));
  directory = join(folder, 'oci');
  store = openLayout(directory, { patience: 200 });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const BYTES = Buffer.from('the content');
const BLOB = describe('text/plain', BYTES);
const make = (annotations: Record<string, string> = {}): ManifestBlob =>
  formatManifest({
    schemaVersion: 2,
    mediaType: MANIFEST_MEDIA_TYPE,
    artifactType: 'a/b',
    config: EMPTY_CONFIG.descriptor,
    layers: [BLOB],
    annotations,
  });

async function push(): Promise<void> {
  await store.push(BLOB, BYTES);
  await store.push(EMPTY_CONFIG.descriptor, EMPTY_CONFIG.bytes);
}

group('a layout', () => {
  test('keeps entries with digests of other algorithms', async () => {
    await push();
    await store.tag(make(), 'v1');
    const path = join(directory, 'index.json');
    const index = JSON.parse(await readFile(path, 'utf8'));
    const foreign = { mediaType: MANIFEST_MEDIA_TYPE, digest: `sha512:${'a'.repeat(128)}`, size: 2 };
    await writeFile(path, JSON.stringify({ ...index, manifests: [foreign, ...index.manifests] }));
    await store.tag(make({ a: 'b' }), 'v2');
    expect(await store.tags()).toEqual(['v1', 'v2']);
    expect(JSON.parse(await readFile(path, 'utf8')).manifests).toContainEqual(foreign);
  });

  test('into which nothing can be written is found out before anything is', async () => {
    const message = async (from: Store) =>
      from.probe(make()).then(
        () => undefined,
        (error: Error) => error.message,
      );
    expect([await message(store), existsSync(directory)]).toEqual([undefined, false]);
    await push();
    expect(await message(store)).toBeUndefined();
    await rm(join(directory, 'blobs'), { recursive: true });
    expect(await message(store)).toBeUndefined();
    await writeFile(join(directory, 'blobs'), '');
    expect(await message(store)).toBe(`${join(directory, 'blobs')} is a file, where a folder belongs; move it elsewhere`);
  });

  test('into a folder that is not to be written to: that is named, and not the file that is made aside', async () => {
    const denied = Object.assign(new Error('x'), { code: 'EACCES', path: '/a/b/oci-layout.1.tmp' });
    await expect(guardWork(Promise.reject(denied), store.url)).rejects.toMatchObject({
      code: 'file-error',
      message: `${store.url}: /a/b cannot be written to; check who owns it and what is mounted there, or name another place`,
    });
  });

  test('that is not there is empty, and reading does not make it', async () => {
    expect([await store.tags(), await store.resolve('v1'), await store.exists(BLOB)]).toEqual([undefined, undefined, false]);
    await expect(store.fetch(BLOB)).rejects.toMatchObject({ code: 'not-found' });
    expect(existsSync(directory)).toBe(false);
  });

  test('holds what was put in, and leaves nothing else behind', async () => {
    await push();
    await store.tag(make({ n: '2' }), 'v2');
    await store.tag(make(), 'v1');
    await store.tag(make(), 'v1');
    expect(await store.tags()).toEqual(['v1', 'v2']);
    expect(await store.resolve('v1')).toEqual(make());
    expect(await store.resolve(make().descriptor.digest)).toEqual(make());
    expect(await store.fetch(BLOB)).toEqual(BYTES);
    expect((await readdir(directory)).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
    const { mediaType, digest, size } = make().descriptor;
    const index = JSON.parse(await readFile(join(directory, 'index.json'), 'utf8')) as { manifests: unknown[] };
    expect(index.manifests[0]).toEqual({
      mediaType,
      digest,
      size,
      artifactType: 'a/b',
      annotations: { 'org.opencontainers.image.ref.name': 'v1' },
    });
  });

  test('does not move a tag', async () => {
    await push();
    await store.tag(make(), 'v1');
    await expect(store.tag(make({ n: '2' }), 'v1')).rejects.toMatchObject({ code: 'tag-taken' });
    expect(await store.resolve('v1')).toEqual(make());
  });

  test('does not tag what is incomplete', async () => {
    await expect(store.tag(make(), 'v1')).rejects.toMatchObject({ code: 'rejected' });
  });

  test('keeps a good blob and replaces a bad one', async () => {
    await push();
    const path = join(directory, 'blobs/sha256', BLOB.digest.slice(7));
    const before = (await stat(path)).mtimeMs;
    await sleep(5);
    await push();
    expect((await stat(path)).mtimeMs).toBe(before);
    for (const [bad, code] of [
      ['THE CONTENT', 'digest-mismatch'],
      ['x', 'size-mismatch'],
    ] as const) {
      await writeFile(path, bad);
      await expect(store.fetch(BLOB)).rejects.toMatchObject({ code });
      expect(await store.exists(BLOB)).toBe(false);
      await push();
      expect(await store.fetch(BLOB)).toEqual(BYTES);
    }
  });

  test("keeps others' entries and annotations", async () => {
    await push();
    const other = {
      mediaType: 'application/vnd.oci.image.index.v1+json',
      digest: `sha256:${'a'.repeat(64)}`,
      size: 3,
      platform: { os: 'linux' },
      annotations: { 'org.opencontainers.image.ref.name': 'docker.io/x:y' },
    };
    const index = {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [other],
      annotations: { their: 'own' },
    };
    await writeFile(join(directory, 'index.json'), JSON.stringify(index));
    await store.tag(make(), 'v1');
    const after = JSON.parse(await readFile(join(directory, 'index.json'), 'utf8')) as typeof index;
    expect(after).toEqual({ ...index, manifests: [other, expect.anything()] });
    expect(await store.tags()).toEqual(['v1']);
  });

  test.each([
    ['index.json', '{', 'invalid-layout'],
    ['index.json', '{"schemaVersion":2,"manifests":[{"mediaType":"x","digest":"sha256:../../x","size":1}]}', 'invalid-layout'],
    ['index.json', Buffer.alloc(17 * 1024 * 1024, 32), 'invalid-layout'],
    ['oci-layout', '{"imageLayoutVersion":"2.0.0"}', 'invalid-layout'],
  ])('a bad %s', async (name, content, code) => {
    await push();
    await writeFile(join(directory, name), content);
    await expect(store.tags()).rejects.toMatchObject({ code, message: expect.stringContaining(join(directory, name)) });
    await expect(store.tag(make(), 'v1')).rejects.toMatchObject({ code });
  });

  test('digests and tags that are paths', async () => {
    await expect(store.fetch({ ...BLOB, digest: 'sha256:../../../etc/passwd' })).rejects.toMatchObject({ code: 'invalid-digest' });
    await expect(store.resolve('../x')).rejects.toMatchObject({ code: 'invalid-reference' });
    await writeFile(directory, '');
    await expect(store.push(BLOB, BYTES)).rejects.toMatchObject({ code: 'invalid-layout' });
  });
});

test.runIf(existsSync('/dev/full'))('a full disk is told with its place', async () => {
  await expect(guardWork(writeFile('/dev/full', 'x'), store.url)).rejects.toMatchObject({
    code: 'file-error',
    message: `${store.url} cannot be written to (ENOSPC); check the space left`,
  });
});

group('the lock', () => {
  test('that cannot be made is told with its place', async () => {
    const path = join(folder, 'nowhere', 'lock');
    await expect(withLock(path, 0, async () => {})).rejects.toMatchObject({
      code: 'file-error',
      message: expect.stringMatching(
        `^nothing can be written in ${join(folder, 'nowhere')}, where the lock lock has to be: ENOENT.*; check who may write there, and the space left$`,
      ),
    });
  });

  const lock = (): string => join(directory, 'index.json.lock');
  const host = async (): Promise<string> => `${hostname()} ${await readlink('/proc/self/ns/pid').catch(() => '')}`.trim();

  test.each([
    ['of a living process here', () => ({ pid: process.pid }), 'layout-locked'],
    ['of a process elsewhere', () => ({ pid: 999_999_999, host: 'elsewhere' }), 'layout-locked'],
    ['of a dead process here', () => ({ pid: 999_999_999 }), undefined],
  ])('%s', async (_, owner, code) => {
    await push();
    await writeFile(lock(), JSON.stringify({ host: await host(), token: 'a'.repeat(24), ...owner() }));
    const error: unknown = await store.tag(make(), 'v1').catch((thrown: unknown) => thrown);
    if (code === undefined) expect([error, existsSync(lock())]).toEqual([undefined, false]);
    else expect(error).toMatchObject({ code, message: expect.stringContaining(lock()) });
  });

  test('that is empty', async () => {
    await push();
    await writeFile(lock(), '');
    await expect(store.tag(make(), 'v1')).rejects.toMatchObject({ code: 'layout-locked' });
  });
});

group('processes', () => {
  let bundle = '';
  beforeAll(async () => {
    bundle = await mkdtemp(join(tmpdir(), 'layout-worker-'));
    const build = await rolldown({
      input: join(import.meta.dirname, '../support/registry-layout-worker.ts'),
      platform: 'node',
      external: ['undici'],
    });
    await build.write({ file: join(bundle, 'worker.mjs'), format: 'esm' });
    await build.close();
  });
  afterAll(() => rm(bundle, { recursive: true, force: true }));

  async function run(kind: string, rounds: number, count = 5): Promise<string[][]> {
    await mkdir(directory, { recursive: true });
    const outputs = Array.from({ length: count }, (_, id) => start(String(id), kind, rounds));
    while ((await readdir(folder)).filter((name) => name.startsWith('ready-')).length < count) await sleep(2);
    await writeFile(join(folder, 'go'), '');
    return Promise.all(outputs.map(async (output) => JSON.parse(await output) as string[]));
  }

  function start(id: string, kind: string, rounds: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(bundle, 'worker.mjs'), directory, id, String(rounds), kind], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.on('error', reject);
      child.on('close', () => resolve(output));
    });
  }

  test('different tags at the same time: none is lost', { timeout: 60_000 }, async () => {
    await run('different', 50);
    expect(await store.tags()).toHaveLength(250);
  });

  test('the same tag at the same time: one winner', { timeout: 60_000 }, async () => {
    // Every round begins with a dead lock to be fought over only once; the rounds after it race for the plain lock.
    await mkdir(directory);
    await writeFile(
      join(directory, 'index.json.lock'),
      JSON.stringify({ host: await thisHost(), pid: 999_999_999, token: 'b'.repeat(24) }),
    );
    const results = await run('same', 50);
    for (let round = 0; round < 50; round += 1) {
      const outcomes = results.map((one) => one[round] ?? '');
      const winners = outcomes.filter((outcome) => outcome.startsWith('sha256:'));
      expect(outcomes.filter((outcome) => outcome === 'tag-taken')).toHaveLength(4);
      expect(winners).toEqual([(await store.resolve(`r${round}`))?.descriptor.digest]);
    }
  });

  async function thisHost(): Promise<string> {
    return `${hostname()} ${await readlink('/proc/self/ns/pid').catch(() => '')}`.trim();
  }

  test('killed at any time: the next one goes on', { timeout: 60_000 }, async () => {
    await mkdir(directory);
    for (let round = 0; round < 8; round += 1) {
      await writeFile(join(folder, 'go'), '');
      const child = spawn(process.execPath, [join(bundle, 'worker.mjs'), directory, `k${round}`, '100000', 'different'], {
        stdio: 'ignore',
      });
      const closed = new Promise((resolve) => child.on('close', resolve));
      await sleep(120 + round * 11);
      child.kill('SIGKILL');
      await closed;
      await push();
      await store.tag(make(), `after-${round}`);
    }
    expect(((await store.tags()) ?? []).filter((tag) => tag.startsWith('after-'))).toHaveLength(8);
  });
});
