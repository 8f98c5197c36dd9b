import { describe, expect, test } from 'vitest';
import { DEFAULT_RETRY, HttpError } from '../../src/http/index.ts';
import { openTarget, waitUntilVisible } from '../../src/publish/index.ts';
import { SLUG, useGitHub } from '../support/github/index.ts';
import { publishTo } from '../support/publish-to.ts';
import { fail, startRegistry } from '../support/registry.ts';
import { buildContent } from '../support/release-builder.ts';

const startGitHub = useGitHub();

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

test.each<[name: string, lag: number, wait: number | undefined, result: string, pauses: readonly number[]]>([
  ['after one second', 1000, undefined, 'verified', [500, 1000]],
  ['too late', 3000, 2, 'verification-failed', [500, 1000, 500]],
])('a release on GitHub that is seen %s', async (_, lag, wait, expected, waited) => {
  const pauses: number[] = [];
  const told: string[] = [];
  let isPublished = false;
  const github = await startGitHub({
    intercept({ method, path }) {
      if (method === 'PATCH') isPublished = true;
      const isLate = isPublished && path.includes('/releases/tags/') && pauses.reduce((sum, pause) => sum + pause, 0) < lag;
      return isLate ? { status: 404, body: { message: 'Not Found' } } : undefined;
    },
  });
  const target = openTarget(`github:${SLUG.owner}/${SLUG.repository}`, {
    github: { apiUrl: github.apiUrl, token: github.token },
    retry: { ...DEFAULT_RETRY, sleep: async (pause: number) => void pauses.push(pause) },
    logger: { progress: (message: string) => void told.push(message), warn() {} },
    wait,
  });
  const release = await buildContent('v1');
  await publishTo(target, release);
  const result = await target.verify(release).then(
    () => 'verified',
    (error: { readonly code: string }) => error.code,
  );
  expect([result, pauses, told.length]).toEqual([expected, waited, waited.length]);
});

describe('looking for what was just published', () => {
  const missing = new HttpError('not-found', 'a part of it is missing');
  const broken = new HttpError('forbidden', 'you may not look');

  /** The answers in their order, the last one for good. */
  async function look(limit: number, ...answers: readonly (string | Error | undefined)[]) {
    const pauses: number[] = [];
    let count = 0;
    const patience = { limit, sleep: async (pause: number) => void pauses.push(pause), tell() {} };
    const outcome = await waitUntilVisible('it', patience, async () => {
      const answer = answers[Math.min(count++, answers.length - 1)];
      if (answer instanceof Error) throw answer;
      return answer;
    }).catch((error: unknown) => error);
    return { outcome, pauses };
  }

  test.each<[name: string, limit: number, answers: readonly (string | Error | undefined)[], outcome: unknown, pauses: readonly number[]]>([
    ['it is there', 1000, ['it'], 'it', []],
    ['it comes', 1000, [undefined, 'it'], 'it', [500]],
    ['a part of it comes', 1000, [missing, 'it'], 'it', [500]],
    ['it does not come', 700, [undefined], undefined, [500, 200]],
    ['a part of it does not come', 700, [missing], missing, [500, 200]],
    ['nobody waits', 0, [missing], missing, []],
    ['what is wrong will not be right later', 1000, [broken, 'it'], broken, []],
    ['a mistake of ours is none of theirs', 1000, [Object.assign(new Error('a bug'), { code: 'not-found' }), 'it'], expect.any(Error), []],
  ])('%s', async (_, limit, answers, outcome, pauses) => expect(await look(limit, ...answers)).toEqual({ outcome, pauses }));
});
