import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createDownload, createNetwork, type Peer } from '../../src/http/index.ts';
import { openRegistry, parseReference } from '../../src/oci/index.ts';
import { serveOne } from '../support/one-answer.ts';

const PEER: Peer = { kind: 'server', unauthorized: 'log in', forbidden: 'ask for access', check: 'check the URL' };
const MiB = 1024 * 1024;
const DIGEST = `sha256:${'a'.repeat(64)}`;

/** A byte each 20 ms. */
function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write('x'), 20);
  response.on('close', () => clearInterval(timer));
}

test('a body that drips ends as stuck, whatever size it states', async () => {
  const { host } = await serveOne(drip);
  const start = Date.now();
  const network = createNetwork({ timeout: 400, retry: { attempts: 1 } });
  const store = openRegistry(parseReference(`${host}/a`), network);
  await expect(store.fetch({ mediaType: 'a/b', digest: DIGEST, size: 60 * MiB })).rejects.toMatchObject({ code: 'timeout' });
  const download = createDownload(PEER, network);
  await expect(download(new URL(`http://${host}/index.yaml`), { limit: 64 * MiB })).rejects.toMatchObject({ code: 'timeout' });
  expect(Date.now() - start).toBeLessThan(4000);
});

test('a body that comes slowly and steadily is waited for', async () => {
  const content = Buffer.alloc(200_000, 'y');
  const { host } = await serveOne((response) => {
    response.writeHead(200, { 'content-length': content.length });
    let sent = 0;
    const timer = setInterval(() => {
      response.write(content.subarray(sent, sent + 20_000));
      sent += 20_000;
      if (sent >= content.length) {
        clearInterval(timer);
        response.end();
      }
    }, 50);
  });
  const download = createDownload(PEER, createNetwork({ timeout: 300, retry: { attempts: 1 } }));
  const { body } = await download(new URL(`http://${host}/a`), { limit: 64 * MiB });
  expect(body.equals(content)).toBe(true);
});

test('an answer that was compressed unasked is read', async () => {
  const packed = gzipSync('hello');
  const headers = { 'content-encoding': 'gzip', 'content-length': packed.length };
  const { host } = await serveOne((response) => void response.writeHead(200, headers).end(packed));
  // What is long when packed may be short enough.
  expect((await createDownload(PEER, createNetwork())(new URL(`http://${host}/a`), { limit: 5 })).body.toString()).toBe('hello');
  await expect(createDownload(PEER, createNetwork())(new URL(`http://${host}/a`), { limit: 4 })).rejects.toMatchObject({
    code: 'too-large',
  });
});
