import { afterEach, describe, expect, test } from 'vitest';
import { createNetwork, DEFAULT_RETRY, HttpError, type RetryPolicy } from '../../src/http/index.ts';
import { judgeResponse, retry } from '../../src/http/retry.ts';
import {
  describe as describeBlob,
  EMPTY_CONFIG,
  formatManifest,
  MANIFEST_MEDIA_TYPE,
  openRegistry,
  parseReference,
} from '../../src/oci/index.ts';
import { createFaultyFetch, FAULTS } from '../support/faulty-fetch.ts';
import { startRegistry, type TestRegistry } from '../support/registry.ts';

const closing: TestRegistry[] = [];
afterEach(async () => {
  for (const registry of closing.splice(0)) await registry.close();
});

/** Waits of no time, and what was said and waited. */
function makePolicy(): { readonly policy: RetryPolicy; readonly waits: number[]; readonly said: string[] } {
  const waits: number[] = [];
  const said: string[] = [];
  const sleep = async (wait: number) => void waits.push(wait);
  return { policy: { ...DEFAULT_RETRY, random: () => 1, sleep, notify: (message) => said.push(message) }, waits, said };
}

const passing = () => new HttpError('unreachable', 'GET host/path: the connection was reset', true);

describe('retry', () => {
  test('waits longer each time, says so, and gives up with the last error', async () => {
    const { policy, waits, said } = makePolicy();
    await expect(retry(policy, () => Promise.reject(passing()))).rejects.toMatchObject({ code: 'unreachable' });
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    expect(said[0]).toBe('GET host/path: the connection was reset; trying again in 1 s (1 of 5 tries failed)');
  });

  test('does not repeat what will not pass', async () => {
    const { policy, waits } = makePolicy();
    await expect(retry(policy, () => Promise.reject(new HttpError('forbidden', 'no')))).rejects.toMatchObject({ code: 'forbidden' });
    expect(waits).toEqual([]);
  });

  test.each([
    [401, {}, undefined],
    [403, {}, undefined],
    [404, {}, undefined],
    [422, {}, undefined],
    [501, {}, undefined],
    [500, {}, { after: undefined }],
    [503, { 'retry-after': '7' }, { after: 7000 }],
    [429, { 'retry-after': 'Mon, 23 Nov 2026 10:00:30 GMT', date: 'Mon, 23 Nov 2026 10:00:00 GMT' }, { after: 30_000 }],
    [429, { 'retry-after': 'soon' }, { after: undefined }],
  ])('status %i %o', (status, headers, expected) => {
    const answer = {
      method: 'GET',
      url: new URL('https://host/path'),
      status,
      headers: new Headers(headers),
      body: Buffer.alloc(0),
      truncated: false,
    };
    expect(judgeResponse(answer)).toEqual(expected && { why: `GET host/path: status ${status}`, ...expected });
  });

  test('a server that wants to be left alone for longer than we wait gets its way', async () => {
    const { policy, waits } = makePolicy();
    const answer = { after: 3_600_000 };
    expect(
      await retry(
        policy,
        async () => answer,
        ({ after }) => ({ why: 'busy', after }),
      ),
    ).toBe(answer);
    expect(waits).toEqual([]);
  });
});

/** One release's way into a registry: ask, push, tag, read back. */
async function publish(
  registry: TestRegistry,
  fetch: typeof globalThis.fetch | ReturnType<typeof createFaultyFetch>['fetch'],
): Promise<void> {
  const { policy } = makePolicy();
  const store = openRegistry(
    parseReference(`${registry.host}/repository`),
    createNetwork({ fetch: (url, init) => fetch(url, init), retry: policy, timeout: 200 }),
  );
  const bytes = Buffer.from('content');
  const layer = describeBlob('text/plain', bytes);
  const manifest = formatManifest({
    schemaVersion: 2,
    mediaType: MANIFEST_MEDIA_TYPE,
    artifactType: 'text/plain',
    config: EMPTY_CONFIG.descriptor,
    layers: [layer],
  });
  await store.tags();
  await store.push(layer, bytes);
  await store.push(EMPTY_CONFIG.descriptor, EMPTY_CONFIG.bytes);
  await store.tag(manifest, 'v1');
  await store.resolve('v1');
  await store.fetch(layer);
}

describe('a registry', () => {
  test.each(FAULTS)('%s at every request changes nothing', async (fault) => {
    const states: unknown[] = [];
    let requests = 1;
    // The first round is without a fault, and tells how many requests there are.
    for (let at = 0; at <= requests; at++) {
      const registry = await startRegistry();
      closing.push(registry);
      const faulty = createFaultyFetch((url, init) => fetch(url, init), at, fault);
      // A refusal that names no way to log in is final; all others pass.
      const run = publish(registry, faulty.fetch);
      if (fault === 'status-401' && at > 0) await expect(run).rejects.toMatchObject({ code: 'unauthorized' });
      else {
        await run;
        states.push([...registry.manifests.keys()].sort(), [...registry.blobs.keys()].sort());
      }
      requests = Math.max(requests, faulty.count());
    }
    expect(requests).toBeGreaterThan(7);
    expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(2);
  });
});
