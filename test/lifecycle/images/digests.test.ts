import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { holdImages, readLockedLine } from '../../../src/dependency/index.ts';
import { digestOf } from '../../../src/digest.ts';
import { addDigests, listOpen } from '../../../src/lifecycle/images/add-digests.ts';
import { lookUpDigests } from '../../../src/lifecycle/images/look-up-digests.ts';
import { type RegistryTestOptions, startRegistry, type TestRegistry } from '../../support/registry.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const running: TestRegistry[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((registry) => registry.close()));
});

async function start(options: RegistryTestOptions = {}): Promise<TestRegistry> {
  const registry = await startRegistry(options);
  running.push(registry);
  return registry;
}

const RUNTIME = { today: '2026-11-28', retry: { sleep: async () => {} } };
const INDEX = Buffer.from('{"schemaVersion":2,"manifests":[]}');
const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';

test('digests are asked for once a name, with a log-in, and the rest is said', async () => {
  const registry = await start({ authentication: { kind: 'basic', username: 'ann', password: 'p4ss' } });
  registry.manifests.set('org/a:v1', { mediaType: INDEX_TYPE, bytes: INDEX });
  registry.manifests.set('org/a:latest', { mediaType: INDEX_TYPE, bytes: INDEX });
  const credentials = async (host: string) =>
    host === registry.host ? ({ kind: 'basic', username: 'ann', password: 'p4ss' } as const) : undefined;
  const names = [
    `${registry.host}/org/a:v1`,
    `${registry.host}/org/a`,
    `${registry.host}/org/a:v2`,
    '127.0.0.1:1/x/y:v1',
    '127.0.0.1:1/x/z:v1',
  ];
  const { digests, unknown } = await lookUpDigests(names, { ...RUNTIME, credentials });
  expect([...digests]).toEqual(
    expect.arrayContaining([
      [names[0], digestOf(INDEX)],
      [names[1], digestOf(INDEX)],
    ]),
  );
  expect(digests.size).toBe(2);
  expect(unknown.map(({ subject }) => subject)).toEqual(['127.0.0.1:1/x/y:v1', '127.0.0.1:1/x/z:v1', `${registry.host}/org/a:v2`].sort());
  expect(unknown.find(({ subject }) => subject.endsWith(':v2'))?.message).toContain('has no such image');
  expect(JSON.stringify(unknown)).not.toContain('p4ss');
});

test('a registry that states no digest is asked for the manifest', async () => {
  const registry = await start({
    intercept: ({ method, path }, response) => {
      if (method === 'HEAD') response.writeHead(405).end();
      else if (path.endsWith('/html')) response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
      else if (path.endsWith('/lie'))
        response.writeHead(200, { 'content-type': INDEX_TYPE, 'docker-content-digest': `sha256:${'0'.repeat(64)}` }).end(INDEX);
      else response.writeHead(200, { 'content-type': INDEX_TYPE }).end(INDEX);
      return true;
    },
  });
  const name = (tag: string) => `${registry.host}/org/a:${tag}`;
  const { digests, unknown } = await lookUpDigests([name('v1'), name('html'), name('lie')], RUNTIME);
  expect([...digests]).toEqual([[name('v1'), digestOf(INDEX)]]);
  expect(unknown.map(({ message }) => message)).toEqual([
    expect.stringContaining('not a registry'),
    expect.stringContaining('the registry says'),
  ]);
});

test('what has a digest is not asked for', () => {
  const pinned = `a/b@sha256:${'a'.repeat(64)}`;
  const contents = {
    release: 'docker-demo-1-32-v1',
    kubernetes: 'v1.32.5',
    images: [
      { name: 'c/d:v1', addon: 'cni', found: [] },
      { name: pinned, digest: `sha256:${'a'.repeat(64)}`, addon: 'cni', found: [] },
      { name: 'c/d:v1', addon: 'csi', found: [] },
    ],
    nodeImages: [
      { kind: 'container', name: 'kindest/node:v1', found: [] },
      { kind: 'name', name: 'ubuntu', found: [] },
    ],
    charts: [],
    unknown: [],
  } as const;
  expect(listOpen(contents)).toEqual(['c/d:v1', 'kindest/node:v1']);
  const digest = `sha256:${'d'.repeat(64)}`;
  const added = addDigests(
    contents,
    new Map([
      ['c/d:v1', digest],
      ['ubuntu', digest],
    ]),
  );
  expect(added.images.map((image) => image.digest)).toEqual([digest, `sha256:${'a'.repeat(64)}`, digest]);
  expect(added.nodeImages).toEqual(contents.nodeImages);
  expect(listOpen(added)).toEqual(['kindest/node:v1']);
});

test('the lock holds the digests of a line it knows, and keeps all else', () => {
  const directory = temporaryDirectory();
  const file = join(directory, 'stack.lock.yaml');
  const digest = `sha256:${'d'.repeat(64)}`;
  expect(holdImages(directory, 'docker-demo-1-32', new Map([['a/b:v1', digest]]))).toBe(false);
  const lock =
    '# Written by clusterstack update: what each line is made of, to the byte. Keep it in git.\nlockVersion: 1\nlines:\n  docker-demo-1-32:\n    kubernetes: v1.32.5\n  docker-demo-1-33:\n    kubernetes: v1.33.1\n';
  writeFileSync(file, lock);
  expect(holdImages(directory, 'docker-demo-1-31', new Map([['a/b:v1', digest]]))).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe(lock);
  expect(holdImages(directory, 'docker-demo-1-32', new Map([['a/b:v1', digest]]))).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe(lock.replace('v1.32.5\n', `v1.32.5\n    images:\n      "a/b:v1": ${digest}\n`));
  expect([...(readLockedLine(directory, 'docker-demo-1-32')?.images ?? [])]).toEqual([['a/b:v1', digest]]);
});
