import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDownload, createNetwork, createSend } from '../../src/http/index.ts';
import type { Exchange } from '../../src/logger.ts';

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    if (request.url?.startsWith('/broken')) response.destroy();
    else response.writeHead(request.url?.startsWith('/gone') ? 404 : 200).end('answer');
  });
});
let host = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => (server.closeAllConnections(), void server.close()));

function listen() {
  const told: Exchange[] = [];
  const network = createNetwork({ logger: { warn() {}, trace: (exchange) => told.push(exchange) }, retry: { attempts: 1 } });
  // How long a request takes is not the same twice.
  const heard = () => told.map(({ milliseconds, ...rest }) => ({ ...rest, isTimed: milliseconds >= 0 && milliseconds < 10_000 }));
  return { network, heard };
}

const PEER = { kind: 'server', unauthorized: '', forbidden: '', check: '' };
const GET = { method: 'GET', sent: 0, received: 6, status: 200, isTimed: true };

test('each request is told, without what is secret in its URL, once', async () => {
  const { network, heard } = listen();
  const download = createDownload(PEER, network);
  await download(new URL(`http://user:secret@${host}/a?token=secret`), { limit: 100 });
  // Over TLS nothing is sent here, so it is no request.
  await download(new URL(`https://${host}/gone`), { limit: 100 });
  await expect(download(new URL(`http://${host}/broken?sig=secret`), { limit: 100 })).rejects.toThrow();
  expect(heard()).toEqual([
    { ...GET, url: `http://${host}/a` },
    { ...GET, url: `http://${host}/gone`, status: 404 },
    { ...GET, url: `http://${host}/broken`, status: undefined, received: 0 },
  ]);
});

test('bytes of both directions are counted', async () => {
  const { network, heard } = listen();
  const send = createSend(network, 10_000);
  await send({ method: 'PUT', url: new URL(`http://${host}/a`), body: Buffer.alloc(5000), limit: 100 });
  await send({ method: 'HEAD', url: new URL(`http://${host}/a`), limit: 100 });
  expect(heard()).toEqual([
    { ...GET, method: 'PUT', url: `http://${host}/a`, sent: 5000 },
    { ...GET, method: 'HEAD', url: `http://${host}/a`, received: 0 },
  ]);
});
