import { expect, test } from 'vitest';
import { DEFAULT_RETRY } from '../../src/http/index.ts';
import { openTarget } from '../../src/publish/index.ts';
import { publishTo } from '../support/publish-to.ts';
import { fail, startRegistry } from '../support/registry.ts';
import { buildContent } from '../support/release-builder.ts';

/** A registry that shows what it was given only after so many milliseconds of pauses. */
async function publishWithLag(lag: { readonly manifests?: number; readonly blobs?: number }, wait?: number) {
  const pauses: number[] = [];
  const told: string[] = [];
  let isTagged = false;
  const registry = await startRegistry({
    intercept({ method, path }, response) {
      if (method === 'PUT' && path.includes('/manifests/')) isTagged = true;
      const slowest = path.includes('/manifests/') ? lag.manifests : path.includes('/blobs/sha256') ? lag.blobs : undefined;
      if (!isTagged || method !== 'GET' || pauses.reduce((sum, pause) => sum + pause, 0) >= (slowest ?? 0)) return false;
      fail(response, 404, 'MANIFEST_UNKNOWN');
      return true;
    },
  });
  const retry = { ...DEFAULT_RETRY, sleep: async (pause: number) => void pauses.push(pause) };
  const logger = { progress: (message: string) => void told.push(message), warn() {} };
  const target = openTarget(`oci://${registry.host}/org/stacks`, { retry, logger, wait });
  const release = await buildContent('v1');
  const result = await publishTo(target, release)
    .then(() => target.verify(release))
    .then(
      () => 'verified',
      (error: { readonly code: string }) => error.code,
    );
  await registry.close();
  // The registry's last pause is for other jobs.
  return { result, pauses: result === 'verified' ? pauses.slice(0, -1) : pauses, told: told.length, requests: registry.requests.length };
}

test('a release that is visible at once is not waited for', async () => {
  expect(await publishWithLag({})).toMatchObject({ result: 'verified', pauses: [], told: 0 });
});

test.each([
  ['a tag that is seen after three seconds', { manifests: 3000 }, undefined, [500, 1000, 2000]],
  ['files that are seen after one second', { blobs: 1000 }, undefined, [500, 1000]],
  ['a tag that is seen in the last moment', { manifests: 30_000 }, undefined, [500, 1000, 2000, 4000, 8000, 14_500]],
  ['a wait of its own', { manifests: 60_000 }, 60, [500, 1000, 2000, 4000, 8000, 16_000, 28_500]],
])('%s is waited for, and that is said', async (_, lag, wait, pauses) => {
  expect(await publishWithLag(lag, wait)).toMatchObject({ result: 'verified', pauses, told: pauses.length });
});

test.each([
  ['half a minute', 30_001, undefined, 30_000],
  ['a wait of its own', 10_000, 2, 2000],
  ['no wait at all', 1, 0, 0],
])('after %s it is a failure', async (_, manifests, wait, waited) => {
  const { result, pauses } = await publishWithLag({ manifests }, wait);
  expect([result, pauses.reduce((sum, pause) => sum + pause, 0)]).toEqual(['verification-failed', waited]);
});
