import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, describe as group, test } from 'vitest';
import { bundleProbe, type Probe } from '../support/measure.ts';
import { serveOne } from '../support/one-answer.ts';

const MiB = 1024 * 1024;
const BLOCK = Buffer.alloc(MiB, 'x');
const BOMB = gzipSync(Buffer.alloc(128 * MiB));

function pourEndlessly(response: ServerResponse): void {
  const pour = (): void => {
    while (!response.destroyed && response.write(BLOCK));
    if (!response.destroyed) response.once('drain', pour);
  };
  pour();
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
    const { host } = await serveOne(answer);
    const { said, seconds, memory } = await probe.measure(kind, kind === 'asset' || kind === 'releases' ? `http://${host}` : host, more);
    expect(said).toBe(expected);
    expect(seconds).toBeLessThan(10);
    expect(memory).toBeLessThan(300);
  });
});
