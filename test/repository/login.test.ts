import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createVendor, updateStack } from '../../src/dependency/index.ts';
import { findFile } from '../../src/files/index.ts';
import { createDownload, createNetwork, type Peer } from '../../src/http/index.ts';
import { readStack, type Stack } from '../../src/stack/index.ts';
import { formatIndex, packChart } from '../support/chart-repository.ts';
import { writeStack } from '../support/stack-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const PEER: Peer = { kind: 'server', unauthorized: 'log in', forbidden: 'ask for access', check: 'check the URL' };
const network = createNetwork();
const SECRET = 'p@ss/w0rd';
const encoded = encodeURIComponent(SECRET);
const BASIC = `Basic ${Buffer.from(`robot:${SECRET}`).toString('base64')}`;
const cilium = await packChart('cilium', '1.17.4');

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => (server.closeAllConnections(), void server.close()));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A repository that wants a login, or a token in its query; what it says in refusal quotes both. */
function startPrivate(url?: string): Promise<string> {
  return listen(({ url: path = '', headers }, response) => {
    const query = new URL(path, 'http://h').searchParams;
    if (headers.authorization !== BASIC && query.get('token') !== SECRET)
      response
        .writeHead(401, { 'content-type': 'application/json' })
        .end(JSON.stringify({ errors: [{ code: 'NO', message: `${path} ${headers.authorization}` }] }));
    else if (path.startsWith('/index.yaml'))
      response.writeHead(200, { etag: '"1"' }).end(formatIndex([{ ...cilium, ...(url && { url }) }]));
    else response.end(cilium.bytes);
  });
}

const cni = (repository: string) => ({
  'cluster-addon/cni/Chart.yaml': `apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: cilium, version: 1.17.x, repository: "${repository}"}\n`,
});

function helmKnows(entry: string): string {
  const file = join(temporaryDirectory(), 'repositories.yaml');
  writeFileSync(file, `repositories:\n- ${entry}\n`);
  return file;
}

const read = (directory: string) => readStack(directory)[0]?.stack as Stack;
const holdsSecret = (text: string) => [SECRET, encoded, BASIC.slice(6)].some((form) => text.includes(form));
const textsOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${name}\n${readFileSync(join(parentPath, name), 'latin1')}`)
    .join('\n');

describe('a repository that Helm knows by name', () => {
  test.each<[what: string, entry: (host: string) => string]>([
    ['with a login in its URL', (host) => `{name: corp, url: "http://robot:${encoded}@${host}"}`],
    ['with a login beside it', (host) => `{name: corp, url: "http://${host}", username: robot, password: "${SECRET}"}`],
    ['with a token in its query', (host) => `{name: corp, url: "http://${host}?token=${encoded}"}`],
  ])('%s: is read, and the lock, Chart.lock and the cache have the name', async (_, entry) => {
    const host = await startPrivate();
    const helmRepositories = helmKnows(entry(host));
    const cache = temporaryDirectory();
    const directory = writeStack(join(temporaryDirectory(), 'demo'), cni('@corp'));
    await updateStack(directory, { network, helmRepositories, cache });
    const lock = readFileSync(join(directory, 'stack.lock.yaml'), 'utf8');
    expect(lock).toContain('repository: "@corp"\n');
    const { shipped: stack, findings, dependencies } = await createVendor({ network, helmRepositories, cache })(read(directory));
    expect([findings, dependencies.map(({ repository }) => repository)]).toEqual([[], ['@corp']]);
    const chartLock = findFile(stack.clusterAddon, 'cni/Chart.lock')?.bytes.toString() ?? '';
    expect(chartLock).toContain('repository: "@corp"\n');
    expect(holdsSecret(lock + chartLock + textsOf(cache))).toBe(false);
  });

  test('its login serves the same URL in a Chart.yaml', async () => {
    const host = await startPrivate();
    const helmRepositories = helmKnows(`{name: corp, url: "http://${host}/", username: robot, password: "${SECRET}"}`);
    const directory = writeStack(join(temporaryDirectory(), 'demo'), cni(`http://${host}`));
    const { dependencies } = await createVendor({ network, helmRepositories })(read(directory));
    expect(dependencies.map(({ repository, version }) => [repository, version])).toEqual([[`http://${host}`, '1.17.4']]);
  });

  test('a name that it does not know any more is said', async () => {
    const directory = writeStack(join(temporaryDirectory(), 'demo'), {
      ...cni('@corp'),
      'stack.lock.yaml': `lockVersion: 1\nlines:\n  docker-demo-1-32:\n    kubernetes: v1.32.5\n    charts:\n      cluster-addon/cni:\n        - {name: cilium, version: 1.17.4, repository: "@corp", sha256: ${cilium.sha256}}\n`,
    });
    await expect(createVendor({ network })(read(directory))).rejects.toMatchObject({
      code: 'dependency',
      message: '@corp is a name that your Helm does not know; tell it with: helm repo add corp URL',
    });
  });
});

test('the login goes to its own origin alone, and into no message', async () => {
  const seen: (string | undefined)[] = [];
  const elsewhere = await listen(({ headers }, response) => {
    seen.push(headers.authorization);
    response.writeHead(403).end();
  });
  const host = await startPrivate(`http://${elsewhere}/cilium.tgz`);
  const directory = writeStack(join(temporaryDirectory(), 'demo'), cni(`http://robot:${encoded}@${host}`));
  const error: unknown = await createVendor({ network })(read(directory)).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'forbidden' });
  expect(seen).toEqual([undefined]);
  const wrong = createDownload(PEER, network)(new URL(`http://robot:${encoded}x@${host}/index.yaml`), { limit: 1000 });
  const refused: unknown = await wrong.catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ code: 'unauthorized' });
  expect(holdsSecret(`${error} ${refused}`)).toBe(false);
});

test('no password is sent over plain http to another machine', async () => {
  const download = createDownload(PEER, createNetwork({ fetch: () => expect.unreachable() }));
  await expect(download(new URL('http://robot:x@charts.example.com/index.yaml'), { limit: 1 })).rejects.toMatchObject({
    code: 'invalid-credentials',
    message: 'GET charts.example.com/index.yaml: no password is sent over plain http; write https',
  });
});

test('a lock is not written for a URL with a secret', async () => {
  const host = await startPrivate();
  const directory = writeStack(join(temporaryDirectory(), 'demo'), cni(`http://robot:${encoded}@${host}`));
  await expect(updateStack(directory, { network })).rejects.toMatchObject({
    code: 'check-refused',
    message: expect.stringContaining('helm repo add'),
  });
  expect(readdirSync(directory)).not.toContain('stack.lock.yaml');
});

test('a mirror’s login is the mirror’s', async () => {
  const host = await startPrivate();
  const mirrors = new Map([['https://charts.example.com', `http://robot:${encoded}@${host}`]]);
  const directory = writeStack(join(temporaryDirectory(), 'demo'), cni('https://charts.example.com'));
  const { shipped: stack, dependencies } = await createVendor({ network, mirrors })(read(directory));
  expect(dependencies.map(({ repository }) => repository)).toEqual(['https://charts.example.com']);
  expect(holdsSecret(findFile(stack.clusterAddon, 'cni/Chart.lock')?.bytes.toString() ?? '')).toBe(false);
});
