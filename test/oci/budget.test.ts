import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, describe as group, test } from 'vitest';
import { createDownload, openRegistry, PATIENT, parseReference } from '../../src/oci/index.ts';
import { bundleProbe, type Probe } from '../support/measure.ts';

const MiB = 1024 * 1024;
const DIGEST = `sha256:${'a'.repeat(64)}`;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that gives one answer to all requests, and the count of them. */
async function serve(answer: (response: ServerResponse, path: string) => void): Promise<{ readonly host: string; requests: number }> {
  const served = { host: '', requests: 0 };
  const server = createServer((request, response) => {
    served.requests += 1;
    response.on('error', () => {});
    answer(response, request.url ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => (server.closeAllConnections(), void server.close()));
  served.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return served;
}

const BLOCK = Buffer.alloc(MiB, 'x');
const BOMB = gzipSync(Buffer.alloc(128 * MiB));

function pourEndlessly(response: ServerResponse): void {
  const pour = (): void => {
    while (!response.destroyed && response.write(BLOCK));
    if (!response.destroyed) response.once('drain', pour);
  };
  pour();
}

/** A byte each 20 ms. */
function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write('x'), 20);
  response.on('close', () => clearInterval(timer));
}

const json = (text: string) => (response: ServerResponse) =>
  void response.writeHead(200, { 'content-type': 'application/vnd.oci.image.manifest.v1+json' }).end(text);
const manifest = (layers: string, config = '{"mediaType":"a/b","digest":"sha256:0","size":2}') =>
  `{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":${config},"layers":[${layers}]}`;

group('an answer made to cost: bounded in a process of its own', () => {
  let probe: Probe;
  beforeAll(async () => {
    probe = await bundleProbe();
  });
  afterAll(() => probe.remove());

  test.each<[what: string, kind: string, more: string, answer: (response: ServerResponse) => void, expected: string]>([
    ['a layer of 90 GB', 'blob', '90000000000', pourEndlessly, 'too-large'],
    ['a layer of more bytes than timers count', 'blob', '9000000000000000', pourEndlessly, 'too-large'],
    ['the largest layer, without end', 'blob', String(64 * MiB), pourEndlessly, 'size-mismatch'],
    ['an asset of 90 GB', 'asset', '90000000000', pourEndlessly, 'too-large'],
    ['an asset of more bytes than timers count', 'asset', '9000000000000000', pourEndlessly, 'too-large'],
    ['the largest asset, without end', 'asset', String(64 * MiB), pourEndlessly, 'size-mismatch'],
    ['a manifest without end', 'manifest', '', pourEndlessly, 'too-large'],
    ['a manifest of a million layers', 'manifest', '', json(manifest(Array(1_000_000).fill('0').join(','))), 'invalid-manifest'],
    ['a manifest nested without end', 'manifest', '', json(manifest('['.repeat(100_000))), 'invalid-manifest'],
    [
      'a media type nested without end',
      'manifest',
      '',
      json(`{"mediaType":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
      'invalid-manifest',
    ],
    ['a tag nested without end', 'tags', '', json(`{"tags":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}`), 'invalid-response'],
    ['tags without end', 'tags', '', pourEndlessly, 'too-large'],
    ['a page of millions of tags', 'tags', '', json(`{"tags":[${'"a",'.repeat(2_000_000)}"a"]}`), 'invalid-response'],
    ['releases nested without end', 'releases', '', json(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), 'invalid-response'],
    ['releases without end', 'releases', '', pourEndlessly, 'invalid-response'],
    ['a bomb', 'blob', '1000', (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB), 'size-mismatch'],
    [
      'a bomb in a bomb',
      'tags',
      '',
      (response) => void response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(BOMB)),
      'invalid-response',
    ],
  ])('%s', { timeout: 60_000 }, async (_, kind, more, answer, expected) => {
    const { host } = await serve(answer);
    const { said, seconds, memory } = await probe.measure(kind, kind === 'asset' || kind === 'releases' ? `http://${host}` : host, more);
    expect(said).toBe(expected);
    expect(seconds).toBeLessThan(10);
    expect(memory).toBeLessThan(300);
  });
});

test('a body that drips ends as stuck, whatever size it states', async () => {
  const { host } = await serve(drip);
  const start = Date.now();
  const options = { timeout: 400, retry: { ...PATIENT, attempts: 1 } };
  const store = openRegistry(parseReference(`${host}/a`), options);
  await expect(store.fetch({ mediaType: 'a/b', digest: DIGEST, size: 60 * MiB })).rejects.toMatchObject({ code: 'timeout' });
  const download = createDownload(options);
  await expect(download(new URL(`http://${host}/index.yaml`), { limit: 64 * MiB })).rejects.toMatchObject({ code: 'timeout' });
  expect(Date.now() - start).toBeLessThan(4000);
});

test('a body that comes slowly and steadily is waited for', async () => {
  const content = Buffer.alloc(200_000, 'y');
  const { host } = await serve((response) => {
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
  const download = createDownload({ timeout: 300, retry: { ...PATIENT, attempts: 1 } });
  const { body } = await download(new URL(`http://${host}/a`), { limit: 64 * MiB });
  expect(body.equals(content)).toBe(true);
});

test('an answer that was compressed unasked is read', async () => {
  const { host } = await serve((response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello')));
  expect((await createDownload()(new URL(`http://${host}/a`), { limit: 100 })).body.toString()).toBe('hello');
});
