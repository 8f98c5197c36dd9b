import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { inspect } from 'node:util';
import { Agent, fetch as undiciFetch } from 'undici';
import { afterEach, expect, test } from 'vitest';
import { createFetch, createNetwork, type Fetch } from '../../src/http/index.ts';
import { openRegistry, parseReference } from '../../src/oci/index.ts';
import { startRegistry, type TestRegistry } from '../support/registry.ts';
import { CERTIFICATE } from '../support/registry-certificate.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(tls?: typeof CERTIFICATE): Promise<TestRegistry> {
  const registry = await startRegistry(tls === undefined ? {} : { tls });
  closing.push(() => registry.close());
  return registry;
}

const trusting: Fetch = (() => {
  const dispatcher = new Agent({ connect: { ca: CERTIFICATE.cert } });
  return (url, init) => undiciFetch(url, { ...(init as object), dispatcher }) as unknown as Promise<Response>;
})();

test('a TLS registry on loopback is reached over TLS', async () => {
  const registry = await start(CERTIFICATE);
  expect(await openRegistry(parseReference(`${registry.host}/a`), createNetwork({ fetch: trusting })).tags()).toBeUndefined();
  expect(registry.requests).toHaveLength(1);
});

test('a bad certificate is an error, not a reason for plain HTTP', async () => {
  const registry = await start(CERTIFICATE);
  await expect(openRegistry(parseReference(`${registry.host}/a`), createNetwork()).tags()).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
  });
  expect(registry.requests).toHaveLength(0);
});

test('a plain registry on loopback: one request, under any name of loopback', async () => {
  const registry = await start();
  const port = registry.host.split(':')[1];
  for (const name of ['127.0.0.1', 'localhost', '127.9.9.9']) {
    const server = createTcpServer((socket) =>
      socket
        .pipe(connect(Number(port), '127.0.0.1'))
        .pipe(socket)
        .on('error', () => socket.destroy()),
    );
    server.on('connection', (socket) => socket.on('error', () => {}));
    await new Promise<void>((resolve) => server.listen(0, name === 'localhost' ? '127.0.0.1' : name, resolve));
    const store = openRegistry(parseReference(`${name}:${(server.address() as AddressInfo).port}/a`), createNetwork());
    registry.requests.length = 0;
    expect([await store.tags(), await store.tags()]).toEqual([undefined, undefined]);
    expect(registry.requests).toHaveLength(2);
    server.close();
  }
});

test('another host is never asked over plain HTTP', async () => {
  const urls: string[] = [];
  const fetch: Fetch = async (url) => {
    urls.push(url);
    throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(), { code: 'EPROTO' }) });
  };
  await expect(openRegistry(parseReference('docker.io/a'), createNetwork({ fetch })).tags()).rejects.toMatchObject({ code: 'unreachable' });
  await expect(openRegistry(parseReference('127.0.0.1.example.com/a'), createNetwork({ fetch })).tags()).rejects.toMatchObject({
    code: 'unreachable',
  });
  expect(urls).toEqual(['https://registry-1.docker.io/v2/a/tags/list?n=1000', 'https://127.0.0.1.example.com/v2/a/tags/list?n=1000']);
});

test('a proxy is used for other hosts, not for loopback, and its password stays secret', async () => {
  const seen: string[] = [];
  const proxy = createServer((_, response) => response.end()).on('connect', (request, socket) => {
    seen.push(`${request.url} ${request.headers['proxy-authorization'] !== undefined}`);
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  closing.push(() => (proxy.closeAllConnections(), void proxy.close()));
  const { port } = proxy.address() as AddressInfo;
  const fetch = createFetch({ httpsProxy: `http://u:p4ssw0rd@127.0.0.1:${port}` });
  const registry = await start();
  expect(await openRegistry(parseReference(`${registry.host}/a`), createNetwork({ fetch })).tags()).toBeUndefined();
  const error: unknown = await openRegistry(parseReference('registry.example.com/a'), createNetwork({ fetch }))
    .tags()
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'unreachable', message: expect.stringContaining(`the proxy 127.0.0.1:${port} failed: `) });
  expect(String((error as Error).stack)).not.toMatch(/p4ssw0rd|dTpw/);
  expect(seen).toEqual(['registry.example.com:443 true']);
});

test.each(['socks5://u:p4ssw0rd@h:1', 'http://u:p4ssw0rd@'])('refuses the proxy %s', (httpProxy) => {
  try {
    createFetch({ httpProxy });
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid-proxy' });
    expect(String(error)).not.toContain('p4ssw0rd');
  }
});

/** A port that nothing listens on. */
async function findFreePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function explain(registry: string, fetch: Fetch): Promise<{ readonly code: string; readonly message: string; readonly all: string }> {
  const network = createNetwork({ fetch, retry: { attempts: 1 } });
  const error: unknown = await openRegistry(parseReference(`${registry}/a`), network)
    .tags()
    .catch((thrown: unknown) => thrown);
  const { code, message } = error as { readonly code: string; readonly message: string };
  return { code, message, all: inspect(error, { depth: 10 }) };
}

test('a proxy that is dead is named, without its credentials', async () => {
  const proxy = `127.0.0.1:${await findFreePort()}`;
  const { all, ...said } = await explain('registry.example.com', createFetch({ httpsProxy: `http://u:p4ssw0rd@${proxy}` }));
  expect(said).toEqual({
    code: 'unreachable',
    message: `GET registry.example.com/v2/a/tags/list: the proxy ${proxy} failed: nothing listens there; check host and port (ECONNREFUSED)`,
  });
  expect(all).not.toMatch(/p4ssw0rd|dTpw/);
});

test('a proxy whose name is not known is named', async () => {
  const { message } = await explain('registry.example.com', createFetch({ httpsProxy: 'http://proxy.invalid:3128' }));
  expect(message).toContain('GET registry.example.com/v2/a/tags/list: the proxy proxy.invalid:3128 failed: the ');
});

test('what NO_PROXY excludes fails by itself', async () => {
  const fetch = createFetch({ httpsProxy: `http://127.0.0.1:${await findFreePort()}`, noProxy: 'registry.invalid' });
  const { message } = await explain('registry.invalid', fetch);
  expect(message).toContain('whether this machine has a network');
  expect(message).not.toContain('the proxy 127');
});

test('a port that fetch blocks is said to be one', async () => {
  const { all: _, ...said } = await explain('registry.example.com:5060', createFetch({}));
  expect(said).toEqual({
    code: 'unreachable',
    message:
      'GET registry.example.com:5060/v2/a/tags/list: Node refuses to connect to this port, as browsers do; let the server listen on another',
  });
});
