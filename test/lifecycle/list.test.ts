import { readdirSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { attempt } from '../../src/errors.ts';
import { type ListRequest, listReleases } from '../../src/lifecycle/index.ts';
import { openTarget } from '../../src/publish/index.ts';
import { createRecord, type ReleaseContent, writeRelease } from '../../src/release/index.ts';
import { openFake, runRelease, SLUG, summarise, useGitHub } from '../support/github/index.ts';
import { buildHistory } from '../support/history.ts';
import { publishTo } from '../support/publish-to.ts';
import { fail, startRegistry, type TestRegistry } from '../support/registry.ts';
import { buildContent } from '../support/release-builder.ts';
import { remakeLikeCsctl } from '../support/repack.ts';
import { SINGLE_STAGE } from '../support/stack-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const RUNTIME = { today: '2026-11-28', logger: { progress() {}, warn() {} } };
const startGitHub = useGitHub();
const HISTORY = await buildHistory();

function request(source: string, more: Partial<ListRequest> = {}): ListRequest {
  const none = { kubernetes: undefined, channel: undefined, stacks: [], addon: undefined, releases: undefined, knowledge: undefined };
  return { source, detail: 'manifests', refresh: false, ...none, ...more };
}

async function publish(source: string, releases: readonly ReleaseContent[], runtime: object = {}): Promise<void> {
  const target = openTarget(source, runtime);
  for (const release of releases) await publishTo(target, release);
}

async function serve(options: Parameters<typeof startRegistry>[0] = {}) {
  const registry = await startRegistry(options);
  onTestFinished(() => registry.close());
  const runtime = { ...RUNTIME, plainHttp: { hosts: new Set([registry.host]), withCredentials: false }, cache: temporaryDirectory() };
  return { registry, runtime, source: `oci://${registry.host}/org/stacks` };
}

function requestsOf({ requests }: TestRegistry): string[] {
  return requests.splice(0).map(({ path }) => path.replace(/^\/v2\/org\/stacks\/(\w+).*$/, '$1'));
}

function count(words: readonly string[]): Record<string, number> {
  return Object.fromEntries([...new Set(words)].map((word) => [word, words.filter((other) => other === word).length]));
}

describe('the history', () => {
  test('is listed by line, channel and version, with where clusters may go', async () => {
    const source = `oci-layout:${join(temporaryDirectory(), 'oci')}`;
    await publish(source, HISTORY);
    const { releases, strangers } = await listReleases(request(source), RUNTIME);
    expect(strangers).toBe(0);
    expect(releases.map(({ release }) => release)).toEqual(HISTORY.map(({ name }) => name));
    expect(releases[0]).toEqual({
      release: 'docker-demo-1-34-v1',
      line: 'docker-demo-1-34',
      version: 'v1',
      tag: 'docker-demo-1-34-v1',
      channel: 'stable',
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      kubernetes: 'v1.34.1',
      state: 'expired',
      stateDetails: { since: '2026-10-28', reason: 'Kubernetes supported this minor until 2026-10-27' },
      endOfLife: '2026-10-27',
      newest: false,
      next: ['docker-demo-1-34-v8', 'docker-demo-1-35-v8'],
    });
    const newest = releases.filter((release) => release.newest).map(({ release, next, state }) => [release, next, state]);
    expect(newest).toEqual([
      ['docker-demo-1-34-v8', ['docker-demo-1-35-v8'], 'expired'],
      ['docker-demo-1-35-v8', ['docker-demo-1-36-v6'], 'unknown'],
      ['docker-demo-1-36-v6', ['docker-demo-1-37-v5'], 'unknown'],
      ['docker-demo-1-36-v0-beta-101', ['docker-demo-1-37-v0-beta-100'], 'unknown'],
      ['docker-demo-1-37-v5', [], 'unknown'],
      ['docker-demo-1-37-v0-beta-100', [], 'unknown'],
    ]);
  });
});

test('a thousand tags cost ten pages and one manifest a release; again, the pages alone', { timeout: 120_000 }, async () => {
  const { registry, runtime, source } = await serve({ pageSize: 100 });
  await publish(source, HISTORY.slice(0, 1), runtime);
  const manifest = registry.manifests.get('org/stacks:docker-demo-1-34-v1');
  if (manifest === undefined) throw new Error('nothing was published');
  for (let version = 2; version <= 997; version++) registry.manifests.set(`org/stacks:docker-demo-1-34-v${version}`, manifest);
  for (const tag of ['latest', 'sha256-abc', 'v1.0.0']) registry.manifests.set(`org/stacks:${tag}`, manifest);
  registry.requests.splice(0);
  const names = await listReleases(request(source, { detail: 'names' }), runtime);
  expect(count(requestsOf(registry))).toEqual({ tags: 10 });
  const first = await listReleases(request(source), runtime);
  expect(count(requestsOf(registry))).toEqual({ tags: 10, manifests: 997 });
  const again = await listReleases(request(source), runtime);
  expect(count(requestsOf(registry))).toEqual({ tags: 10 });
  expect(again).toEqual(first);
  expect([first.releases.length, first.strangers, names.releases.length, names.strangers]).toEqual([997, 3, 997, 3]);
  const wide = await listReleases(request(source, { detail: 'addons' }), runtime);
  // All have the same addons: those that are looked at first fetch them, once.
  expect(count(requestsOf(registry))).toEqual({ tags: 10, manifests: 8, blobs: 1 });
  expect(wide.releases.every(({ addons }) => addons?.[0]?.charts[0]?.version === '1.16.1')).toBe(true);
  await listReleases(request(source, { detail: 'addons' }), runtime);
  expect(count(requestsOf(registry))).toEqual({ tags: 10 });
});

describe('what was read before', () => {
  async function listTwice() {
    const served = await serve();
    await publish(served.source, HISTORY.slice(0, 2), served.runtime);
    await listReleases(request(served.source), served.runtime);
    served.registry.requests.splice(0);
    return served;
  }

  test('tells on which day, and is read anew when asked', async () => {
    const { registry, runtime, source } = await listTwice();
    const later = { ...runtime, today: '2026-12-01' };
    const { releases } = await listReleases(request(source), later);
    expect(releases.map(({ readOn }) => readOn)).toEqual(['2026-11-28', '2026-11-28']);
    const anew = await listReleases(request(source, { refresh: true }), later);
    expect(anew.releases.map(({ readOn }) => readOn)).toEqual([undefined, undefined]);
    expect(count(requestsOf(registry))).toEqual({ tags: 2, manifests: 2 });
  });

  test('a tag that was moved is told of once it is read again', async () => {
    const { registry, runtime, source } = await listTwice();
    const other = registry.manifests.get('org/stacks:docker-demo-1-34-v2');
    if (other !== undefined) registry.manifests.set('org/stacks:docker-demo-1-34-v1', other);
    const told: string[] = [];
    const logger = { ...runtime.logger, warn: (message: string) => told.push(message) };
    await listReleases(request(source, { refresh: true }), { ...runtime, logger });
    expect(told.filter((message) => message.includes('has other content as docker-demo-1-34-v1 than on 2026-11-28'))).toHaveLength(1);
  });

  test('of a release that is gone nothing is listed', async () => {
    const { registry, runtime, source } = await listTwice();
    registry.manifests.delete('org/stacks:docker-demo-1-34-v1');
    const { releases } = await listReleases(request(source), runtime);
    expect(releases.map(({ release }) => release)).toEqual(['docker-demo-1-34-v2']);
  });
});

describe('filters', () => {
  test.each<[more: Partial<ListRequest>, names: readonly string[]]>([
    [{ kubernetes: '1.36', channel: 'beta' }, ['docker-demo-1-36-v0-beta-100', 'docker-demo-1-36-v0-beta-101']],
    [{ kubernetes: '1.40' }, []],
    [{ stacks: ['docker-demo-1-37'], channel: 'beta' }, ['docker-demo-1-37-v0-beta-100']],
    [{ stacks: ['demo'], kubernetes: 'v1.37', channel: 'beta' }, ['docker-demo-1-37-v0-beta-100']],
    [{ stacks: ['docker-other'] }, []],
    [
      { kubernetes: '1.34', addon: 'csi', detail: 'addons' },
      ['v4', 'v5', 'v6', 'v7', 'v8'].map((version) => `docker-demo-1-34-${version}`),
    ],
    [{ kubernetes: '1.35', channel: 'beta', addon: 'cilium', detail: 'addons' }, []],
    [{ stacks: ['docker-demo-1-37'], channel: 'beta', addon: 'cilium', detail: 'addons' }, ['docker-demo-1-37-v0-beta-100']],
  ])('%j', async (more, names) => {
    const source = `oci-layout:${join(temporaryDirectory(), 'oci')}`;
    await publish(source, HISTORY);
    const { releases } = await listReleases(request(source, more), RUNTIME);
    expect(releases.map(({ release }) => release)).toEqual(names);
  });

  test('a minor that is none is wrong usage', async () => {
    expect(await attempt(() => listReleases(request('oci-layout:x', { kubernetes: '1.36.1' }), RUNTIME))).toMatchObject({
      error: { code: 'usage' },
    });
  });
});

test('addons are listed with their charts', async () => {
  const source = `oci-layout:${join(temporaryDirectory(), 'oci')}`;
  await publish(source, HISTORY.slice(3, 4));
  const { releases } = await listReleases(request(source, { detail: 'addons' }), RUNTIME);
  expect(releases[0]?.addons).toEqual([
    { name: 'cni', charts: [{ name: 'cilium', version: '1.16.9', appVersion: '1.16.9' }] },
    { name: 'csi', charts: [{ name: 'csi', version: '1.0.0', appVersion: '2.34.0' }] },
  ]);
});

test('withdrawn releases are listed, and nobody is sent to them', async () => {
  const directory = temporaryDirectory();
  const source = `oci-layout:${join(directory, 'oci')}`;
  await publish(source, HISTORY.slice(5, 16));
  const releases = join(directory, 'states.yaml');
  const withdrawn = ['docker-demo-1-34-v8', 'docker-demo-1-35-v8'].map(
    (name) => `  - {release: ${name}, state: withdrawn, since: 2026-11-01, reason: broken}\n`,
  );
  writeFileSync(releases, `states:\n${withdrawn.join('')}barriers: [{release: docker-demo-1-35-v3, reason: etcd}]\n`);
  const listed = await listReleases(request(source, { releases }), RUNTIME);
  const briefs = listed.releases.map(({ release, state, newest, next }) => [release, state, newest, next]);
  expect(briefs.slice(0, 3)).toEqual([
    ['docker-demo-1-34-v6', 'expired', false, ['docker-demo-1-34-v7', 'docker-demo-1-35-v3']],
    ['docker-demo-1-34-v7', 'expired', true, ['docker-demo-1-35-v3']],
    ['docker-demo-1-34-v8', 'withdrawn', false, ['docker-demo-1-35-v3']],
  ]);
  expect(briefs.at(-2)).toEqual(['docker-demo-1-35-v7', 'supported', true, []]);
});

describe('other sources', () => {
  test('a folder of releases, and one release', async () => {
    const folder = temporaryDirectory();
    for (const release of HISTORY.slice(0, 2)) {
      writeRelease(folder, release, createRecord({ release, stack: 'docker-demo-1-34', directory: 'x', findings: [], tool: 't' }));
    }
    const listed = await listReleases(request(folder, { detail: 'addons' }), RUNTIME);
    expect(listed.releases.map(({ release, kubernetes, addons }) => [release, kubernetes, addons?.[0]?.name])).toEqual([
      ['docker-demo-1-34-v1', 'v1.34.1', 'cni'],
      ['docker-demo-1-34-v2', 'v1.34.1', 'cni'],
    ]);
    const one = await listReleases(request(join(folder, 'docker-demo-1-34-v2')), RUNTIME);
    expect(one.releases.map(({ release }) => release)).toEqual(['docker-demo-1-34-v2']);
  });

  test('csctl’s releases, in one chart for all addons too', async () => {
    const source = `oci-layout:${join(temporaryDirectory(), 'oci')}`;
    await publish(source, [await remakeLikeCsctl(await buildContent('v1')), await remakeLikeCsctl(await buildContent('v2', SINGLE_STAGE))]);
    const { releases } = await listReleases(request(source, { detail: 'addons' }), RUNTIME);
    expect(releases.map(({ release, error, addons }) => [release, error, addons])).toEqual([
      ['docker-demo-1-32-v1', undefined, [{ name: 'cni', charts: [{ name: 'cni', version: '1.0.0' }] }]],
      ['docker-demo-1-32-v2', undefined, [{ name: 'cluster-addon', charts: [{ name: 'docker-demo-1-32-cluster-addon', version: 'v2' }] }]],
    ]);
  });

  test('GitHub: its pages, and one file a release, which is kept', async () => {
    const github = await startGitHub();
    const { target } = openFake(github);
    for (const release of HISTORY.slice(0, 2)) await runRelease(target, release);
    github.requests.splice(0);
    const runtime = { ...RUNTIME, cache: temporaryDirectory(), github: { apiUrl: github.apiUrl, token: github.token } };
    const list = async () => listReleases(request(`github:${SLUG.owner}/${SLUG.repository}`), runtime);
    const first = await list();
    expect(first.releases.map(({ release, kubernetes, digest }) => [release, kubernetes, digest?.slice(0, 7)])).toEqual([
      ['docker-demo-1-34-v1', 'v1.34.1', 'sha256:'],
      ['docker-demo-1-34-v2', 'v1.34.1', 'sha256:'],
    ]);
    github.requests.splice(0);
    expect(await list()).toEqual(first);
    expect(summarise(github)).toEqual([`GET /repos/${SLUG.owner}/${SLUG.repository}/releases`]);
  });
});

describe('sources that cannot be listed', () => {
  const empty = (_: unknown, response: ServerResponse) => (response.end('{"name": "org/stacks", "tags": null}'), true);
  const status = (code: number, error: string) => (_: unknown, response: ServerResponse) => (fail(response, code, error), true);
  let page = 0;
  const endless = (_: unknown, response: ServerResponse) => {
    response.setHeader('link', `</v2/org/stacks/tags/list?last=${++page}>; rel="next"`);
    return response.end('{"tags": ["docker-demo-1-34-v1"]}'), true;
  };

  test('an empty one lists nothing', async () => {
    const { runtime, source } = await serve({ intercept: empty });
    expect(await listReleases(request(source), runtime)).toEqual({ schemaVersion: 1, source, releases: [], strangers: 0 });
    const directory = temporaryDirectory();
    expect((await listReleases(request(directory), RUNTIME)).releases).toEqual([]);
  });

  test.each<[what: string, intercept: (request: unknown, response: ServerResponse) => boolean, code: string]>([
    ['gone', status(404, 'NAME_UNKNOWN'), 'source-failed'],
    ['forbidden', status(403, 'DENIED'), 'forbidden'],
    ['endless', endless, 'invalid-response'],
    ['huge', (_, response) => (response.end(`{"tags": ["${'x'.repeat(9 * 1024 * 1024)}"]}`), true), 'too-large'],
  ])('a registry that is %s', async (_, intercept, code) => {
    const { runtime, source } = await serve({ intercept });
    expect(await attempt(() => listReleases(request(source), runtime))).toMatchObject({ kind: 'failed', error: { code } });
    expect(readdirSync(runtime.cache)).toEqual([]);
  });

  test('a file, and a folder that is not there: what to write is told', async () => {
    const folder = temporaryDirectory();
    for (const name of ['file', 'a.tar']) writeFileSync(join(folder, name), '');
    const told = async (name: string) => {
      const tried = await attempt(() => listReleases(request(join(folder, name)), RUNTIME));
      return tried.kind === 'failed' ? [tried.error.code, tried.error.message.replaceAll(`${folder}/`, '')] : tried;
    };
    const forms = 'write a folder with releases, oci://host/repository, github:owner/repository, oci-layout:DIR or oci-archive:FILE.tar';
    expect(await told('file')).toEqual(['source-failed', `file is a file; ${forms}`]);
    expect(await told('gone')).toEqual(['source-failed', `gone does not exist; ${forms}`]);
    expect(await told('file/below')).toEqual(['source-failed', `file/below does not exist; ${forms}`]);
    expect(await told('a.tar')).toEqual(['source-failed', 'a.tar is a file; an archive is written oci-archive:a.tar']);
  });

  test.each(['oci-layout:./nowhere', './nowhere'])('%s', async (source) => {
    expect(await attempt(() => listReleases(request(source), RUNTIME))).toMatchObject({ error: { code: 'source-failed' } });
  });
});

describe('a release that lies is listed with its error, and the others as ever', () => {
  test.each<[what: string, change: (manifest: string) => string, code: string]>([
    ['the title ../x', (manifest) => manifest.replace('"metadata.yaml"', '"../x"'), 'not-a-release'],
    ['more bytes than a release', (manifest) => manifest.replace(/"size":\d{3}\b/, '"size":999999999999'), 'not-a-release'],
    ['no manifest', () => '{}', 'not-a-release'],
  ])('%s', async (_, change, code) => {
    const { registry, runtime, source } = await serve();
    await publish(source, HISTORY.slice(0, 2), runtime);
    const key = 'org/stacks:docker-demo-1-34-v1';
    const { mediaType, bytes } = registry.manifests.get(key) ?? { mediaType: '', bytes: Buffer.alloc(0) };
    registry.manifests.set(key, { mediaType, bytes: Buffer.from(change(bytes.toString())) });
    const { releases } = await listReleases(request(source), runtime);
    expect(releases.map(({ release, error, kubernetes }) => [release, error?.code, kubernetes])).toEqual([
      ['docker-demo-1-34-v1', code, undefined],
      ['docker-demo-1-34-v2', undefined, 'v1.34.1'],
    ]);
  });

  test('other bytes than the digest says', async () => {
    const { registry, runtime, source } = await serve();
    await publish(source, HISTORY.slice(0, 1), runtime);
    for (const [digest, bytes] of registry.blobs) registry.blobs.set(digest, Buffer.from(bytes.map((byte) => byte ^ 1)));
    const { releases } = await listReleases(request(source, { detail: 'addons' }), runtime);
    expect(releases.map(({ error }) => error?.code)).toEqual(['digest-mismatch']);
  });
});
