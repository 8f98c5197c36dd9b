import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createNetwork } from '../../src/http/index.ts';
import { openRegistry, parseReference } from '../../src/oci/index.ts';
import { createRepositories, openCache, type RepositoryOptions, readHelmRepositories } from '../../src/repository/index.ts';
import { packChart, pushChart, startRepository, type TestRepository } from '../support/chart-repository.ts';
import { startRegistry, type TestRegistry } from '../support/registry.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const NO_WAIT = createNetwork({ retry: { sleep: () => Promise.resolve() } });
const open = (options: Partial<RepositoryOptions> = {}) =>
  createRepositories({ network: createNetwork(), cache: undefined, aliases: () => new Map(), mirrors: new Map(), ...options });
const cilium = await packChart('cilium', '1.17.4');

let server: TestRepository;
beforeAll(async () => {
  server = await startRepository([cilium]);
});
afterAll(() => server.close());
beforeEach(() => {
  server.charts = [cilium];
  server.requests.length = 0;
  server.intercept = undefined;
});

const listed = () => ({ name: 'cilium', version: '1.17.4', url: `${server.url}/cilium-1.17.4.tgz`, sha256: cilium.sha256 });

describe('a Helm repository', () => {
  test('its index is read once for all charts', async () => {
    const repository = open().open(server.url);
    const [versions, none] = await Promise.all([repository.versions('cilium', '1.x'), repository.versions('flannel', '*')]);
    expect(versions).toEqual([listed()]);
    expect(none).toEqual([]);
    expect(await repository.fetch(listed())).toEqual(cilium.bytes);
    expect(server.requests).toEqual(['GET /index.yaml', 'GET /cilium-1.17.4.tgz']);
  });

  test('a later run asks whether it has changed, and reads it again only then', async () => {
    const cache = openCache(temporaryDirectory());
    const sizes: number[] = [];
    const counting: typeof fetch = async (url, init) => {
      const response = await fetch(url, init);
      sizes.push(response.status);
      return response;
    };
    const read = () =>
      open({ cache, network: createNetwork({ fetch: (url, init) => counting(url, init) }) })
        .open(server.url)
        .versions('cilium', '*');
    expect(await read()).toEqual([listed()]);
    expect(await read()).toEqual([listed()]);
    server.charts = [cilium, await packChart('cilium', '1.18.0')];
    expect((await read()).map(({ version }) => version)).toEqual(['1.18.0', '1.17.4']);
    expect(sizes).toEqual([200, 304, 200]);
  });

  test.each([
    ['no index', 404, 'not found', 'dependency', /has no index.yaml \(status 404\)/],
    ['a web page', 200, '<!doctype html><html><body>Welcome</body></html>', 'dependency', /is not an index of a Helm repository/],
    ['no access', 403, '', 'forbidden', /status 403/],
  ])('%s', async (_, status, body, code, message) => {
    server.intercept = (_path, response) => Boolean(response.writeHead(status).end(body));
    const versions = open({ network: NO_WAIT }).open(server.url).versions('cilium', '*');
    await expect(versions).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test.each([
    [401, 'unauthorized', 'the chart repository wants a user name and password that it knows'],
    [403, 'forbidden', 'the chart repository denies access'],
    [410, 'rejected', 'the chart repository does not accept this request'],
    [502, 'server-error', 'the chart repository has a problem; try again later'],
    [206, 'invalid-response', 'this is not what a chart repository answers; check its URL'],
  ])('status %i is said of a chart repository', async (status, code, says) => {
    server.intercept = (_path, response) => Boolean(response.writeHead(status).end());
    const error: unknown = await open({ network: NO_WAIT })
      .open(server.url)
      .versions('cilium', '*')
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, message: expect.stringContaining(`status ${status}; ${says}`) });
    expect(String(error)).not.toContain('registry');
  });

  test.each([429, 500, 503])('status %i, then good', async (status) => {
    server.intercept = (_path, response, count) => count === 1 && Boolean(response.writeHead(status, { 'retry-after': '0' }).end());
    expect(await open({ network: NO_WAIT }).open(server.url).versions('cilium', '*')).toEqual([listed()]);
  });

  test('a slow server is given up', async () => {
    server.intercept = () => true;
    const versions = open({ network: createNetwork({ retry: { attempts: 1 }, timeout: 50 }) })
      .open(server.url)
      .versions('cilium', '*');
    await expect(versions).rejects.toMatchObject({ code: 'timeout' });
  });

  test('a chart that is gone', async () => {
    server.intercept = (path, response) => path.endsWith('.tgz') && Boolean(response.writeHead(404).end());
    const fetched = open().open(server.url).fetch(listed());
    await expect(fetched).rejects.toMatchObject({ code: 'dependency', message: expect.stringContaining('cilium 1.17.4 is gone from') });
  });

  test('a download that is cut off is tried again', async () => {
    server.intercept = (path, response, count) => {
      if (!path.endsWith('.tgz') || count > 1) return false;
      response.writeHead(200, { 'content-length': cilium.bytes.length });
      response.write(cilium.bytes.subarray(0, 10), () => response.destroy());
      return true;
    };
    expect(await open({ network: NO_WAIT }).open(server.url).fetch(listed())).toEqual(cilium.bytes);
  });

  test('a mirror serves the index, and the files that it names by their full URLs', async () => {
    const home = 'https://charts.example.com/stable';
    server.charts = [{ ...cilium, url: `${home}/cilium-1.17.4.tgz` }];
    const repository = open({ mirrors: new Map([[`${home}/`, server.url]]) }).open(home);
    const [chart] = await repository.versions('cilium', '*');
    expect(chart?.url).toBe(`${home}/cilium-1.17.4.tgz`);
    expect(chart && (await repository.fetch(chart))).toEqual(cilium.bytes);
    expect(server.requests).toEqual(['GET /index.yaml', 'GET /cilium-1.17.4.tgz']);
  });

  test.each(['', 'charts', 'ftp://charts.example.com', 'https://', '@stable'])('%j is refused', (url) => {
    expect(() => open().open(url)).toThrow(expect.objectContaining({ code: 'dependency' }));
  });
});

describe('charts in a registry', () => {
  let registry: TestRegistry;
  beforeAll(async () => {
    registry = await startRegistry();
    for (const version of ['1.2.0', '1.10.0', '1.11.0-rc.1', '1.3.0+build.2']) {
      await pushChart(`${registry.host}/charts`, await packChart('demo', version));
    }
    const store = openRegistry(parseReference(`${registry.host}/charts/demo`), createNetwork());
    const [tag] = (await store.tags()) ?? [];
    const manifest = await store.resolve(tag ?? '');
    // Helm takes neither from a list.
    for (const other of ['v9.0.0', 'latest', '9.1']) if (manifest) await store.tag(manifest, other);
  });
  afterAll(() => registry.close());

  test('versions are tags, newest first', async () => {
    const versions = await open().open(`oci://${registry.host}/charts/`).versions('demo', '*');
    expect(versions.map(({ version }) => version)).toEqual(['1.11.0-rc.1', '1.10.0', '1.3.0+build.2', '1.2.0']);
  });

  test('one with metadata is fetched', async () => {
    const repository = open().open(`oci://${registry.host}/charts`);
    const [chart] = await repository.versions('demo', '1.3.0+build.2');
    expect(chart).toEqual({ name: 'demo', version: '1.3.0+build.2', url: `oci://${registry.host}/charts/demo:1.3.0_build.2` });
    expect(chart && (await repository.fetch(chart))).toEqual((await packChart('demo', '1.3.0+build.2')).bytes);
  });

  test('an index over HTTP may send there', async () => {
    const demo = await packChart('demo', '1.2.0');
    server.charts = [{ ...demo, url: `oci://${registry.host}/charts/demo:1.2.0` }];
    const repository = open().open(server.url);
    const [chart] = await repository.versions('demo', '*');
    expect(chart && (await repository.fetch(chart))).toEqual(demo.bytes);
  });

  test('what is not there', async () => {
    const repository = open().open(`oci://${registry.host}/charts`);
    expect(await repository.versions('other', '*')).toEqual([]);
    const [chart] = await repository.versions('demo', '7.0.0');
    await expect(chart && repository.fetch(chart)).rejects.toMatchObject({
      code: 'dependency',
      message: expect.stringContaining('has no version 7.0.0'),
    });
  });
});

describe('names of repositories', () => {
  test('are those of helm repo add', () => {
    const file = join(temporaryDirectory(), 'repositories.yaml');
    writeFileSync(file, 'apiVersion: ""\nrepositories:\n- name: stable\n  url: https://charts.example.com/stable\n- name: broken\n');
    expect([...readHelmRepositories(file)]).toEqual([['stable', 'https://charts.example.com/stable']]);
    const { locate } = open({ aliases: () => readHelmRepositories(file) });
    expect(['@stable', 'alias:stable', '@other', 'https://x.example.com'].map(locate)).toEqual([
      'https://charts.example.com/stable',
      'https://charts.example.com/stable',
      undefined,
      'https://x.example.com',
    ]);
  });

  test('without such a file there are none, and a broken one is said', () => {
    const folder = temporaryDirectory();
    expect(readHelmRepositories(join(folder, 'repositories.yaml')).size).toBe(0);
    writeFileSync(join(folder, 'broken.yaml'), 'repositories: [');
    expect(() => readHelmRepositories(join(folder, 'broken.yaml'))).toThrow(expect.objectContaining({ code: 'unreadable' }));
  });
});

describe('the cache', () => {
  test('gives what was put into it, and leaves no drafts', async () => {
    const folder = temporaryDirectory();
    const cache = openCache(folder);
    await cache.writeChart(cilium.bytes);
    await cache.writeVersion('https://a', 'cilium', '1.17.4', cilium.sha256);
    await cache.writeIndex('https://a/index.yaml', { text: 'entries: {}\n', validators: { 'if-none-match': '"1"' } });
    expect(await cache.readChart(cilium.sha256)).toEqual(cilium.bytes);
    expect(await cache.readVersion('https://a', 'cilium', '1.17.4')).toBe(cilium.sha256);
    expect(await cache.readVersion('https://b', 'cilium', '1.17.4')).toBeUndefined();
    expect(await cache.readIndex('https://a/index.yaml')).toEqual({ text: 'entries: {}\n', validators: { 'if-none-match': '"1"' } });
    expect(readdirSync(join(folder, 'charts'))).toEqual([`${cilium.sha256}.tgz`]);
  });

  test.each(['', 'x', '{', '{}\n', 'null'])('damaged entries are as good as none: %j', async (text) => {
    const folder = temporaryDirectory();
    const cache = openCache(folder);
    await cache.writeChart(cilium.bytes);
    await cache.writeVersion('https://a', 'cilium', '1.17.4', cilium.sha256);
    await cache.writeIndex('https://a/index.yaml', { text: 'entries: {}\n', validators: { 'if-none-match': '"1"' } });
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (/\w+\/\w+/.test(file)) writeFileSync(join(folder, file), text);
    }
    expect(await cache.readChart(cilium.sha256)).toBeUndefined();
    expect(await cache.readVersion('https://a', 'cilium', '1.17.4')).toBeUndefined();
    expect(await cache.readIndex('https://a/index.yaml')).toBeUndefined();
  });

  test('where it cannot be written it keeps nothing, and fails nothing', async () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'charts'), 'a file in its way');
    mkdirSync(join(folder, 'versions'));
    const cache = openCache(folder);
    await cache.writeChart(cilium.bytes);
    expect(await cache.readChart(cilium.sha256)).toBeUndefined();
  });
});
