import { afterEach, describe, expect, test } from 'vitest';
import { openRepository } from '../../src/github/index.ts';
import { judgeLimit } from '../../src/github/limits.ts';
import { createPace } from '../../src/github/pace.ts';
import { isOfSameGitHub } from '../../src/github/session.ts';
import { createNetwork, type Fetch } from '../../src/http/index.ts';
import { addRelease, type FakeGitHub, type FakeGitHubOptions, SLUG, startGitHub } from '../support/github/index.ts';

const open: FakeGitHub[] = [];
afterEach(async () => {
  for (const github of open.splice(0)) await github.close();
});

async function start(options: FakeGitHubOptions = {}, token?: string) {
  const github = await startGitHub(options);
  open.push(github);
  const waits: number[] = [];
  const said: string[] = [];
  const sleep = async (wait: number) => void waits.push(wait);
  const retry = { random: () => 1, sleep, notify: (message: string) => said.push(message) };
  const client = openRepository(SLUG, {
    apiUrl: github.apiUrl,
    token: token ?? github.token,
    network: createNetwork({ retry, timeout: 500 }),
  });
  return { github, client, waits, said };
}

const FIELDS = { tag: 'docker-demo-1-32-v1', name: 'docker-demo-1-32-v1', body: '', isPrerelease: false };

describe('rate limits', () => {
  const answer = (status: number, headers: Record<string, string>, body = '{}') => ({
    method: 'POST',
    url: new URL('https://api.github.com/repos/o/r/releases'),
    status,
    headers: new Headers(headers),
    body: Buffer.from(body),
    truncated: false,
  });
  const now = { date: 'Mon, 23 Nov 2026 10:00:00 GMT' };

  test.each<[ReturnType<typeof answer>, number | undefined | null]>([
    [answer(403, {}), null],
    [answer(403, { 'x-ratelimit-remaining': '17' }), null],
    [answer(403, { 'retry-after': '7' }), 7000],
    [answer(429, {}), undefined],
    [answer(403, { ...now, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795428030' }), 30_000],
    [answer(403, { 'x-ratelimit-remaining': '0' }), 60_000],
    [answer(403, {}, '{"message": "You have exceeded a secondary rate limit."}'), 60_000],
    [answer(422, { 'retry-after': '7' }), null],
  ])('%#', (given, after) => {
    const why = `POST api.github.com/repos/o/r/releases: status ${given.status}, a rate limit`;
    expect(judgeLimit(given)).toEqual(after === null ? undefined : { why, after });
  });

  test('a change is repeated after one, and after nothing else', async () => {
    const replies = [{ status: 403, body: { message: 'You have exceeded a secondary rate limit' }, headers: { 'retry-after': '5' } }];
    const { client, github, waits, said } = await start({ intercept: () => replies.shift() });
    expect(await client.createDraft(FIELDS)).toMatchObject({ kind: 'done' });
    expect(waits).toEqual([5000]);
    expect(said).toEqual([expect.stringContaining('status 403, a rate limit; trying again in 5 s')]);
    replies.push({ status: 502, body: { message: 'Server Error' }, headers: { 'retry-after': '5' } });
    await expect(client.createDraft(FIELDS)).rejects.toMatchObject({ code: 'server-error', isTransient: true });
    expect(github.requests).toHaveLength(3);
  });

  test('no minute has more than 80 changes, and there is one at a time', async () => {
    let clock = 0;
    let running = 0;
    const times: number[] = [];
    const sleep = async (wait: number): Promise<void> => {
      clock += wait;
    };
    const pace = createPace({ now: () => clock, sleep });
    await Promise.all(
      Array.from({ length: 200 }, () =>
        pace(async () => {
          running++;
          expect(running).toBe(1);
          times.push(clock);
          await Promise.resolve();
          running--;
        }),
      ),
    );
    expect(times.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 0));
    for (const time of times) expect(times.filter((other) => other >= time && other < time + 60_000).length).toBeLessThanOrEqual(80);
  });
});

describe('the token', () => {
  test.each([
    ['https://api.github.com', 'https://api.github.com/x', true],
    ['https://api.github.com', 'https://uploads.github.com/x', true],
    ['https://api.github.com', 'http://uploads.github.com/x', false],
    ['https://api.github.com', 'https://uploads.github.example/x', false],
    ['https://api.github.com', 'https://user@uploads.github.com/x', false],
    ['https://api.tenant.ghe.com', 'https://uploads.tenant.ghe.com/x', true],
    ['https://api.tenant.ghe.com', 'https://uploads.github.com/x', false],
    ['https://git.example/api/v3', 'https://git.example/api/uploads/x', true],
    ['https://git.example/api/v3', 'https://uploads.git.example/x', false],
    ['https://git.example/api/v3', 'https://git.example:8443/x', false],
  ])('of %s goes to %s: %s', (api, url, expected) => {
    expect(isOfSameGitHub(new URL(api), new URL(url))).toBe(expected);
  });

  test('uploads to another host are refused', async () => {
    const urls: string[] = [];
    const fetch: Fetch = async (url) => {
      urls.push(url);
      return new Response('{}', { status: 500 });
    };
    const client = openRepository(SLUG, { apiUrl: undefined, token: 's3cr3t', network: createNetwork({ fetch }) });
    const release = { id: 1, tag: 'v1', name: 'v1', body: '', isDraft: true, uploadUrl: 'https://evil.example/{?name}', assets: [] };
    const upload = client.upload(release, { name: 'a', mediaType: 'text/plain', bytes: Buffer.from('a') });
    await expect(upload).rejects.toMatchObject({ code: 'unsafe-redirect' });
    expect(urls).toEqual([]);
  });

  test('that GitHub quotes is not shown', async () => {
    const { client, github } = await start({
      intercept: ({ authorization }) => ({ status: 400, body: { message: `bad ${authorization}` } }),
    });
    const error: unknown = await client.releases().catch((caught: unknown) => caught);
    expect(String(error)).toContain('bad');
    expect(JSON.stringify([String(error), error])).not.toContain(github.token);
  });

  test('with a line break is refused', () => {
    expect(() => openRepository(SLUG, { apiUrl: undefined, token: 's3cr3t\n', network: createNetwork() })).toThrow(
      expect.objectContaining({ code: 'invalid-credentials' }),
    );
  });
});

describe('refusals say what to do', () => {
  test('a token that may only read', async () => {
    const { client } = await start({ permission: 'read', isAppToken: true });
    const expected = { code: 'forbidden', message: expect.stringContaining('lacks the permission "contents: write" for owner/stacks') };
    await expect(client.createDraft(FIELDS)).rejects.toMatchObject(expected);
    await expect(client.probeWriting('permission')).rejects.toMatchObject(expected);
  });

  test("an App's token has no permissions of a user, and may write", async () => {
    const { client } = await start({ isAppToken: true });
    expect(await client.describe()).toEqual({ isArchived: false, mayPush: false });
    await client.probeWriting('permission');
  });

  test.each<[string, { status: number; body?: unknown; headers?: Record<string, string> }, string, string]>([
    ['a wrong token', { status: 401, body: { message: 'Bad credentials' } }, 'unauthorized', 'check that it is right and not expired'],
    ['no such repository', { status: 404, body: { message: 'Not Found' } }, 'not-found', 'check owner/stacks'],
    ['no GitHub', { status: 404, body: Buffer.from('<html>') }, 'invalid-response', 'not the API of GitHub'],
    ['no list', { status: 200, body: { message: 'hello' } }, 'invalid-response', 'is not a list of releases'],
    ['a list with a stranger', { status: 200, body: [{}] }, 'invalid-response', 'is not a list of releases'],
    ['trouble', { status: 503, body: {} }, 'server-error', 'try again later'],
    [
      'a limit that lasts',
      { status: 403, body: {}, headers: { 'retry-after': '3600' } },
      'rate-limited',
      'too many requests; try again in 60 min',
    ],
  ])('%s', async (_, reply, code, message) => {
    const { client } = await start({ intercept: () => reply });
    await expect(client.releases()).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test('a renamed repository is read, and not written to', async () => {
    const { client, github } = await start({
      intercept: ({ method, path }) => {
        if (method === 'POST') return { status: 301, body: { message: 'Moved' }, headers: { location: '/repositories/1/releases' } };
        if (path.startsWith('/repos/')) return { status: 301, body: {}, headers: { location: `/repositories/1/releases` } };
        return { status: 200, body: [] };
      },
    });
    expect(await client.releases()).toEqual([]);
    expect(github.requests.at(-1)?.authorization).toBe(`Bearer ${github.token}`);
    await expect(client.createDraft(FIELDS)).rejects.toMatchObject({ code: 'rejected', message: expect.stringContaining('has moved') });
  });
});

test('a file that is cut short is not taken', async () => {
  const { client, github } = await start({
    intercept: ({ host }) => (host === 'storage' ? { status: 200, body: Buffer.from('ab') } : undefined),
  });
  addRelease(github.repository, 'v1', { file: 'abc' });
  const [asset] = (await client.releaseByTag('v1'))?.assets ?? [];
  if (asset === undefined) throw new Error('there is none');
  await expect(client.download(asset)).rejects.toMatchObject({ code: 'size-mismatch' });
});

test('a storage that turns us away is named, and the token is not blamed', async () => {
  const { client, github } = await start({ intercept: ({ host }) => (host === 'storage' ? { status: 403, body: {} } : undefined) });
  addRelease(github.repository, 'v1', { file: 'abc' });
  const [asset] = (await client.releaseByTag('v1'))?.assets ?? [];
  if (asset === undefined) throw new Error('there is none');
  await expect(client.download(asset)).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining(`${new URL(github.apiUrl).host} sends downloads on to 127.0.0.1:`),
  });
});

test('the fake refuses what GitHub does not know', async () => {
  const { github } = await start();
  const send = (method: string, path: string, body?: unknown) =>
    fetch(github.apiUrl + path, {
      method,
      headers: { authorization: `Bearer ${github.token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  await send('POST', '/repos/owner/stacks/releases', { tag_name: 'v1', color: 'red' });
  await send('POST', '/repos/owner/stacks/releases', { name: 'v1' });
  await send('GET', '/repos/owner/stacks/releases?limit=5');
  await send('PUT', '/repos/owner/stacks/releases/1');
  await send('POST', '/repos/owner/stacks/releases/1/assets?name=a', {});
  expect(github.violations).toEqual([
    'repos/create-release: the body: data must NOT have additional properties',
    "repos/create-release: the body: data must have required property 'tag_name'",
    'repos/list-releases: there is no parameter limit',
    'there is no PUT /repos/owner/stacks/releases/1',
    'repos/upload-release-asset at api',
  ]);
});
