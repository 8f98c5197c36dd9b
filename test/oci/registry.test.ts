import { afterEach, expect, describe as group, test } from 'vitest';
import { CodedError } from '../../src/errors.ts';
import { createNetwork, DEFAULT_RETRY, type Fetch, type Network } from '../../src/http/index.ts';
import {
  describe,
  EMPTY_CONFIG,
  formatManifest,
  MANIFEST_MEDIA_TYPE,
  openRegistry,
  openRegistryContent,
  parseReference,
  type Store,
} from '../../src/oci/index.ts';
import { fail, html, type RegistryTestOptions, startRegistry, type TestRegistry } from '../support/registry.ts';

const running: TestRegistry[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((registry) => registry.close()));
});

async function start(options: RegistryTestOptions = {}, client: Partial<Network> = {}): Promise<{ registry: TestRegistry; store: Store }> {
  const registry = await startRegistry(options);
  running.push(registry);
  return {
    registry,
    store: openRegistry(parseReference(`${registry.host}/org/name`), { ...createNetwork({ retry: { sleep: async () => {} } }), ...client }),
  };
}

const BYTES = Buffer.from('the content');
const BLOB = describe('text/plain', BYTES);
const MANIFEST = formatManifest({ schemaVersion: 2, mediaType: MANIFEST_MEDIA_TYPE, config: EMPTY_CONFIG.descriptor, layers: [BLOB] });
const BASIC: Partial<Network> = { credentials: async () => ({ kind: 'basic', username: 'ann', password: 'p4ssw0rd' }) };

async function publish(store: Store, tag = 'v1'): Promise<void> {
  await store.push(BLOB, BYTES);
  await store.push(EMPTY_CONFIG.descriptor, EMPTY_CONFIG.bytes);
  await store.tag(MANIFEST, tag);
}

const lines = ({ requests }: TestRegistry): string[] =>
  requests.map(({ method, path }) => `${method} ${path.split('?')[0]?.replace(/uploads\/.+/, 'uploads/ID')}`);

test.each<[string, number, readonly number[], string | undefined]>([
  ['what is sent waits as long as the registry asks for', 7, [7000, 7000], undefined],
  ['what is sent is given up at once where the registry asks for too long', 3600, [], 'rate-limited'],
])('%s', async (_, seconds, expected, code) => {
  const waits: number[] = [];
  const limited = new Set(['/blobs/uploads/', '/manifests/']);
  const { store } = await start(
    {
      intercept({ method, path }, response) {
        const place = [...limited].find((one) => method === 'PUT' && path.includes(one));
        if (place === undefined) return false;
        limited.delete(place);
        response.writeHead(429, { 'retry-after': String(seconds) }).end();
        return true;
      },
    },
    createNetwork({ retry: { sleep: async (wait) => void waits.push(wait) } }),
  );
  const outcome = await publish(store).catch((error: unknown) => (error instanceof CodedError ? error.code : error));
  expect({ outcome, waits }).toEqual({ outcome: code, waits: expected });
});

test('an upload that cannot be opened is tried as often as all else', async () => {
  const { registry, store } = await start({
    intercept: ({ method }, response) => method === 'POST' && (fail(response, 503, 'UNKNOWN'), true),
  });
  await expect(store.push(BLOB, BYTES)).rejects.toMatchObject({ code: 'server-error' });
  expect(lines(registry).filter((line) => line.startsWith('POST'))).toHaveLength(DEFAULT_RETRY.attempts);
});

group('a blob that the registry does not see when a manifest names it', () => {
  const toTag = (store: Store) => store.tag(MANIFEST, 'v1');
  const toCopy = ({ url }: Store) =>
    openRegistryContent(parseReference(url.slice('oci://'.length)), createNetwork({ retry: { sleep: async () => {} } })).writeManifest(
      { descriptor: MANIFEST.descriptor, bytes: MANIFEST.bytes },
      { name: 'v1', fullName: undefined },
    );
  for (const [name, write] of [
    ['a tag', toTag],
    ['a copy', toCopy],
  ] as const) {
    test(`is there a moment later: ${name}`, async () => {
      let puts = 0;
      const { registry, store } = await start({
        intercept: ({ method, path }, response) =>
          method === 'PUT' && path.includes('/manifests/') && ++puts === 1 && (fail(response, 400, 'MANIFEST_BLOB_UNKNOWN'), true),
      });
      await store.push(BLOB, BYTES);
      await store.push(EMPTY_CONFIG.descriptor, EMPTY_CONFIG.bytes);
      await write(store);
      expect(puts).toBe(2);
      expect(registry.manifests.get('org/name:v1')?.bytes).toEqual(MANIFEST.bytes);
    });

    test(`is missing the second time, too: ${name}`, async () => {
      const { registry, store } = await start();
      await expect(write(store)).rejects.toMatchObject({ code: 'rejected', message: expect.stringContaining('MANIFEST_BLOB_UNKNOWN') });
      expect(lines(registry).filter((line) => line === 'PUT /v2/org/name/manifests/v1').length).toBe(2);
    });
  }
});

group('a first publication', () => {
  for (const location of ['relative', 'absolute'] as const) {
    test(`takes two requests a blob and one for the manifest, with a ${location} Location`, async () => {
      const { registry, store } = await start({ location });
      expect(await store.resolve('v1')).toBeUndefined();
      await publish(store);
      expect(lines(registry)).toEqual([
        'GET /v2/org/name/manifests/v1',
        'POST /v2/org/name/blobs/uploads/',
        'PUT /v2/org/name/blobs/uploads/ID',
        'POST /v2/org/name/blobs/uploads/',
        'PUT /v2/org/name/blobs/uploads/ID',
        'PUT /v2/org/name/manifests/v1',
      ]);
      expect(await store.resolve('v1')).toEqual(MANIFEST);
      expect(await store.resolve(MANIFEST.descriptor.digest)).toEqual(MANIFEST);
      expect(await store.fetch(BLOB)).toEqual(BYTES);
      expect(await store.exists(BLOB)).toBe(true);
      expect(await store.exists(describe('a/b', Buffer.from('other')))).toBe(false);
      expect(await store.tags()).toEqual(['v1']);
    });
  }

  test('keeps the query of an upload Location', async () => {
    const { registry, store } = await start();
    await store.push(BLOB, BYTES);
    expect(registry.requests[1]?.path).toMatch(/\?_state=a%2Fb&digest=sha256%3A/);
  });

  test('sends no Authorization to another host', async () => {
    const other = await startRegistry({ intercept: (_, response) => (response.writeHead(201).end(), true) });
    running.push(other);
    const { registry, store } = await start(
      { authentication: { kind: 'basic', username: 'ann', password: 'p4ssw0rd' }, location: () => `${other.url}/upload` },
      BASIC,
    );
    await store.push(BLOB, BYTES);
    expect(registry.requests.at(-1)?.authorization).toBeDefined();
    expect(other.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
  });
});

group('log-in', () => {
  const token = { kind: 'token', username: 'ann', password: 'p4ssw0rd' } as const;

  test('basic: one refusal, then every request has the header', async () => {
    const { registry, store } = await start({ authentication: { kind: 'basic', username: 'ann', password: 'p4ssw0rd' } }, BASIC);
    await publish(store);
    expect(registry.requests.map(({ authorization }) => authorization !== undefined)).toEqual([false, true, true, true, true, true]);
  });

  test('token: pull, then one more token for push, which serves pulls too', async () => {
    const { registry, store } = await start({ authentication: token }, BASIC);
    await store.resolve('v1');
    await publish(store);
    await store.resolve('v1');
    const asked = registry.requests
      .filter(({ path }) => path.startsWith('/token'))
      .map(({ path }) => new URL(path, registry.url).searchParams.get('scope'));
    expect(asked).toEqual(['repository:org/name:pull', 'repository:org/name:pull,push']);
    expect(registry.requests).toHaveLength(1 + 1 + 1 + 1 + 5 + 1);
  });

  test('identity token: POST', async () => {
    const { registry, store } = await start(
      { authentication: { ...token, refreshToken: 'refr3sh' } },
      { credentials: async () => ({ kind: 'identity-token', token: 'refr3sh' }) },
    );
    await publish(store);
    expect(registry.requests.filter(({ path }) => path === '/token').map(({ method }) => method)).toEqual(['POST']);
  });

  test('bearer: neither the token nor what it encodes is shown when a server quotes it', async () => {
    const token = Buffer.from('ghp_t0ps3cret').toString('base64');
    const { store } = await start(
      {
        authentication: { kind: 'basic', username: 'a', password: 'b' },
        intercept: ({ authorization }, response) => {
          if (authorization === undefined) return false;
          fail(response, 403, 'DENIED', `bad token ghp_t0ps3cret alias ${token}`);
          return true;
        },
      },
      { credentials: async () => ({ kind: 'bearer', token }) },
    );
    const error = await store.tags().catch((caught: unknown) => caught);
    expect(String(error)).toContain('DENIED');
    expect(String(error)).not.toMatch(/t0ps3cret/);
    expect(String(error)).not.toContain(token);
  });

  test('bearer: sent as it is', async () => {
    const { registry, store } = await start({ authentication: token }, { credentials: async () => ({ kind: 'bearer', token: 'given' }) });
    registry.tokens.set('given', 'repository:org/name:pull,push');
    await publish(store);
    expect(registry.requests.some(({ path }) => path.startsWith('/token'))).toBe(false);
  });

  test('concurrent requests share a token', async () => {
    const { registry, store } = await start({ authentication: token }, BASIC);
    await Promise.all([1, 2, 3, 4].map(() => store.resolve('v1')));
    expect(registry.requests.filter(({ path }) => path.startsWith('/token'))).toHaveLength(1);
  });

  test('a token is renewed before it expires, and once after it was withdrawn', async () => {
    let now = 0;
    const { registry, store } = await start({ authentication: { ...token, expiresIn: 100 } }, { ...BASIC, now: () => now });
    const count = (): number => registry.requests.filter(({ path }) => path.startsWith('/token')).length;
    await store.resolve('v1');
    now = 89_000;
    await store.resolve('v1');
    expect(count()).toBe(1);
    now = 91_000;
    await store.resolve('v1');
    expect(count()).toBe(2);
    registry.tokens.clear();
    await store.resolve('v1');
    expect(count()).toBe(3);
  });

  test.each([
    ['no credentials, basic', { kind: 'basic', username: 'ann', password: 'p4ssw0rd' }, undefined, 'unauthorized'],
    ['no credentials, token', token, undefined, 'unauthorized'],
    ['wrong credentials', token, { kind: 'basic', username: 'ann', password: 'wr0ng-p4ss' }, 'unauthorized'],
    ['wrong refresh token', token, { kind: 'identity-token', token: 'wr0ng-p4ss' }, 'unauthorized'],
    ['token with a line break', token, { kind: 'bearer', token: 'wr0ng-p4ss\n' }, 'invalid-credentials'],
    [
      'realm over plain HTTP',
      { ...token, realm: 'http://example.com/token' },
      { kind: 'basic', username: 'ann', password: 'wr0ng-p4ss' },
      'unsafe-redirect',
    ],
    [
      'unknown scheme',
      { ...token, challenge: 'Negotiate abc==, Digest realm="x, y", nonce="Bearer realm"' },
      { kind: 'basic', username: 'ann', password: 'wr0ng-p4ss' },
      'unauthorized',
    ],
  ] as const)('%s', async (_, authentication, who, code) => {
    const { store } = await start({ authentication }, { credentials: async () => who });
    const error: unknown = await store.push(BLOB, BYTES).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toMatch(/p4ss|YW5u/);
  });
});

group('a token server', () => {
  const token = { kind: 'token', username: 'ann', password: 'p4ssw0rd' } as const;

  /** The answer about a registry whose log-ins are elsewhere, and the hosts that got the password. */
  async function logIn(
    registryHost: string,
    realm: string,
  ): Promise<{ readonly said: readonly string[]; readonly sent: readonly string[] }> {
    const said: string[] = [];
    const sent: string[] = [];
    const fetch: Fetch = async (url, { headers }) => {
      const { host, pathname } = new URL(url);
      if ((headers as Record<string, string>)['authorization']?.startsWith('Basic')) sent.push(host);
      if (pathname === '/token') return Response.json({ token: 't0ken' });
      if ((headers as Record<string, string>)['authorization'] === 'Bearer t0ken') return Response.json({ tags: [] });
      return new Response(null, { status: 401, headers: { 'www-authenticate': `Bearer realm="${realm}",service="s"` } });
    };
    const network = createNetwork({ fetch, retry: { notify: (message: string) => void said.push(message) } });
    const store = openRegistry(parseReference(`${registryHost}/a`), { ...network, ...BASIC });
    expect([await store.tags(), await store.tags()]).toEqual([[], []]);
    return { said, sent };
  }

  test.each([
    ['docker.io', 'https://auth.docker.io/token', 'auth.docker.io'],
    ['ghcr.io', 'https://ghcr.io/token', 'ghcr.io'],
    ['registry.gitlab.com', 'https://gitlab.com/token', 'gitlab.com'],
    ['registry.example.com:5000', 'https://auth.example.com/token', 'auth.example.com'],
  ])('of the same name: %s at %s', async (registryHost, realm, host) => {
    expect(await logIn(registryHost, realm)).toEqual({ said: [], sent: [host] });
  });

  test.each([
    ['registry.example.com', 'https://login.example.org/token', 'login.example.org'],
    ['example.com', 'https://login.other.com/token', 'login.other.com'],
    ['192.0.2.1:5000', 'https://192.0.2.7/token', '192.0.2.7'],
  ])('elsewhere is said, once: %s at %s', async (registryHost, realm, host) => {
    const said = [`${registryHost} has its log-ins at ${host}: the credentials for it are sent there, since the registry says so`];
    expect(await logIn(registryHost, realm)).toEqual({ said, sent: [host] });
  });

  test('nothing is said where nothing is sent', async () => {
    const { registry, store } = await start({ authentication: { ...token, anonymousPull: true } });
    expect(await store.tags()).toBeUndefined();
    expect(registry.requests.every(({ authorization }) => !authorization?.startsWith('Basic'))).toBe(true);
  });
});

group('the next page of tags', () => {
  const [both, first] = [['v1', 'v2'], ['v1']];
  test.each<[string, readonly string[] | 'invalid-response']>([
    ['<?p=2>; rel="next"', both],
    ['<?p=2>;rel=next', both],
    ['<?p=2> ; REL = "Next"', both],
    ['<?p=2>; rel="last next"', both],
    ['<?p=2>; rel="\\next"', both],
    ['<?p=1>; rel="first", <?p=2>; rel="next", <?p=9>; rel="last"', both],
    ['<?p=2>; title="a, <?p=3>; rel=last"; rel="next"', both],
    ['<?p=2>; rel=next;', both],
    ['<?p=2>; rel="next", ?p=9', both],
    ['<?p=9>; rel="last"', first],
    ['<?p=9>; rel="last"; rel="next"', first],
    ['<?p=9>; rel="last"; title="<?p=2>; rel=next"', first],
    ['<?p=9>; rel="https://example.com/rel#next"', first],
    ['', first],
    [' , ', first],
    ["<?p=2>; rel='next'", 'invalid-response'],
    ['?p=2; rel="next"', 'invalid-response'],
    ['<?p=2>', 'invalid-response'],
    ['<?p=2>; rel', 'invalid-response'],
    ['<?p=2>; rel=""', 'invalid-response'],
    ['<?p=2>; title="next"', 'invalid-response'],
    ['<?p=9>; rel="last", ?p=2; rel="next"', 'invalid-response'],
    ['<?p=9>; rel="last" <?p=2>; rel="next"', 'invalid-response'],
    ['<?p=2; rel="next"', 'invalid-response'],
    ['<?p=2>; rel="next', 'invalid-response'],
    ['next', 'invalid-response'],
  ])('%s', async (link, expected) => {
    const { store } = await start({
      intercept: ({ path }, response) => {
        const isSecond = path.includes('p=2');
        response.writeHead(200, isSecond ? {} : { link }).end(JSON.stringify({ tags: [isSecond ? 'v2' : 'v1'] }));
        return true;
      },
    });
    const tags = store.tags();
    if (typeof expected !== 'string') expect(await tags).toEqual(expected);
    else
      await expect(tags).rejects.toMatchObject({
        code: expected,
        message: expect.stringContaining('whether there are more tags is not known'),
      });
  });
});

group('misbehaviour', () => {
  type Step = NonNullable<RegistryTestOptions['intercept']>;
  const answer =
    (status: number, headers: Record<string, string> = {}, body: Buffer | string = ''): Step =>
    (_, response) => (response.writeHead(status, headers).end(body), true);
  const resolve = (store: Store): Promise<unknown> => store.resolve('v1');
  const fetch = (store: Store): Promise<unknown> => store.fetch(BLOB);
  const push = (store: Store): Promise<unknown> => store.push(BLOB, BYTES);
  const tag = (store: Store): Promise<unknown> => store.tag(MANIFEST, 'v1');
  const tags = (store: Store): Promise<unknown> => store.tags();
  const web: Step = (_, response) => (html(response), true);
  const code =
    (status: number, name: string, message?: string): Step =>
    (_, response) => (fail(response, status, name, message), true);
  const manifestType = { 'content-type': MANIFEST_MEDIA_TYPE };
  let page = 0;

  test.each<[string, Step, (store: Store) => Promise<unknown>, string]>([
    ['web page for a manifest', web, resolve, 'invalid-response'],
    ['web page for tags', web, tags, 'invalid-response'],
    ['web page with 200', answer(200, { 'content-type': 'text/html' }, '<html>'), resolve, 'invalid-response'],
    ['403', code(403, 'DENIED'), resolve, 'forbidden'],
    ['429', answer(429, { 'retry-after': '7' }), resolve, 'rate-limited'],
    ['500', answer(500), tags, 'server-error'],
    ['400', code(400, 'NAME_INVALID'), push, 'rejected'],
    ['404 for a push', code(404, 'NAME_UNKNOWN'), push, 'not-found'],
    ['lost blob', code(404, 'BLOB_UNKNOWN'), fetch, 'not-found'],
    ['wrong content', answer(200, {}, 'THE CONTENT'), fetch, 'digest-mismatch'],
    ['too short', answer(200, {}, 'the'), fetch, 'size-mismatch'],
    ['too long', answer(200, {}, 'the content and more'), fetch, 'size-mismatch'],
    ['too long, chunked', (_, response) => (response.write('the content'), response.end(' and more'), true), fetch, 'size-mismatch'],
    ['wrong Content-Length', answer(200, { 'content-length': '5' }, 'the c'), fetch, 'size-mismatch'],
    [
      'broken off',
      (_, response) => (response.writeHead(200, { 'content-length': '11' }).write('the', () => response.destroy()), true),
      fetch,
      'unreachable',
    ],
    ['no answer', () => true, fetch, 'timeout'],
    [
      'wrong manifest digest',
      answer(200, { ...manifestType, 'docker-content-digest': BLOB.digest }, MANIFEST.bytes),
      resolve,
      'digest-mismatch',
    ],
    [
      'an index',
      answer(200, { 'content-type': 'application/vnd.oci.image.index.v1+json' }, '{"schemaVersion":2,"manifests":[]}'),
      resolve,
      'invalid-manifest',
    ],
    ['no JSON', answer(200, manifestType, '{'), resolve, 'invalid-manifest'],
    ['huge manifest', answer(200, manifestType, Buffer.alloc(5_000_000, 32)), resolve, 'too-large'],
    ['202 for a manifest', answer(202), tag, 'invalid-response'],
    ['other digest for a manifest', answer(201, { 'docker-content-digest': BLOB.digest }), tag, 'digest-mismatch'],
    [
      'immutable tag, ECR',
      code(400, 'TAG_INVALID', "The image tag 'v1' already exists and cannot be overwritten because the tag is immutable."),
      tag,
      'tag-taken',
    ],
    ['immutable tag, Harbor', code(412, 'PRECONDITION'), tag, 'tag-taken'],
    ['no such manifests, by status', (request, response) => request.method === 'PUT' && (fail(response, 501, 'X'), true), tag, 'rejected'],
    ['no such manifests, by code', code(400, 'MANIFEST_INVALID'), tag, 'rejected'],
    ['no uploads', code(405, 'UNSUPPORTED'), push, 'rejected'],
    ['no Location', answer(202), push, 'invalid-response'],
    ['plain Location', answer(202, { location: 'http://example.com/x?token=t0ps3cret' }), push, 'unsafe-redirect'],
    ['plain redirect', answer(307, { location: 'http://example.com/x?token=t0ps3cret' }), fetch, 'unsafe-redirect'],
    ['redirect with a password', answer(307, { location: 'https://u:t0ps3cret@127.0.0.1/x' }), fetch, 'unsafe-redirect'],
    ['redirect loop', answer(302, { location: '?' }), fetch, 'invalid-response'],
    ['tags are not a list', answer(200, {}, '{"tags":"v1"}'), tags, 'invalid-response'],
    ['tags are not strings', answer(200, {}, '{"tags":[1]}'), tags, 'invalid-response'],
    ['the same page again', answer(200, { link: '<?n=1000>; rel="next"' }, '{"tags":["v1"]}'), tags, 'invalid-response'],
    [
      'other links, same tags',
      (_, response) => (response.writeHead(200, { link: `<?p=${page++}>; rel=next` }).end('{"tags":["v1"]}'), true),
      tags,
      'invalid-response',
    ],
    [
      'pages without end',
      (_, response) => (response.writeHead(200, { link: `<?p=${page++}>; rel=next` }).end(`{"tags":["v${page}"]}`), true),
      tags,
      'invalid-response',
    ],
    ['next page elsewhere', answer(200, { link: '<https://example.com/v2/>; rel="next"' }, '{"tags":["v1"]}'), tags, 'unsafe-redirect'],
    [
      'a secret in an error',
      code(400, 'X', 'see https://u:t0ps3cret@h/x?sig=t0ps3cret and Bearer t0ps3cret-abc \u001b[31m'),
      push,
      'rejected',
    ],
  ])('%s', async (_, intercept, act, expected) => {
    const { store } = await start({ intercept }, { timeout: 300 });
    const error: unknown = await act(store).then(
      () => 'no error',
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(CodedError);
    expect(error).toMatchObject({ code: expected });
    expect(String((error as Error).message)).not.toMatch(/t0ps3cret|\u001b/);
  });

  test.each([
    ['null tags: none', answer(200, {}, '{"name":"x","tags":null}'), []],
    ['unknown repository: no such thing', code(404, 'NAME_UNKNOWN'), undefined],
    // Nobody says that the repository does not exist, so names in it are asked for once more.
    ['empty 404: none', answer(404), []],
    ['404 of something else: none', answer(404, {}, '{"message":"no route"}'), []],
  ])('%s', async (_, intercept, expected) => {
    const { store } = await start({ intercept });
    expect(await store.tags()).toEqual(expected);
  });
});

group('what a registry does not take', () => {
  const ARTIFACT = formatManifest({ ...MANIFEST.manifest, artifactType: 'a/b' });
  const isArtifact = (body: Buffer) => body.includes('artifactType');
  const messageOf = (work: Promise<unknown>) => work.then(String, (error: Error) => error.message);

  test('an artifact that is refused is said to be one', async () => {
    const { store } = await start({ intercept: ({ method }, response) => method === 'PUT' && (fail(response, 501, 'UNSUPPORTED'), true) });
    expect(await messageOf(store.tag(ARTIFACT, 'v1'))).toContain(
      'does not take a manifest with artifactType a/b and the config application/vnd.oci.empty.v1+json',
    );
  });

  test.each<[string, NonNullable<RegistryTestOptions['intercept']>, string]>([
    ['checks blobs', () => false, 'taken'],
    ['refuses artifacts', ({ body }, response) => isArtifact(body) && (fail(response, 400, 'MANIFEST_INVALID'), true), 'rejected'],
    ['does not implement them', ({ body }, response) => isArtifact(body) && (fail(response, 501, 'UNSUPPORTED'), true), 'rejected'],
    // The same for an ordinary image: it is the digest that is refused.
    [
      'has one word for all',
      ({ path }, response) => path.includes('/manifests/') && (fail(response, 400, 'MANIFEST_INVALID'), true),
      'taken',
    ],
  ])('a probe of one that %s leaves nothing behind', async (_, intercept, expected) => {
    const { registry, store } = await start({ intercept });
    const result = await store.probe(ARTIFACT).then(
      () => 'taken',
      (error: { readonly code: string }) => error.code,
    );
    expect([result, registry.blobs.size, registry.manifests.size]).toEqual([expected, 0, 0]);
  });

  test('a probe of one that keeps whatever it is given takes it back', async () => {
    const { registry, store } = await start({
      intercept: ({ method, path }, response) => {
        if (!path.includes('/manifests/')) return false;
        response.writeHead(method === 'PUT' ? 201 : 202).end();
        return true;
      },
    });
    await store.probe(ARTIFACT);
    expect(lines(registry).at(-1)).toBe(`DELETE /v2/org/name/manifests/${ARTIFACT.descriptor.digest}`);
  });

  test('uploads that are sent to a host that nobody knows', async () => {
    const { registry, store } = await start({ location: () => 'https://minio.storage.svc.invalid/upload' });
    expect(await messageOf(store.push(BLOB, BYTES))).toContain(
      `${registry.host} sends uploads to minio.storage.svc.invalid, which it has to be told its public name for: `,
    );
  });
});

group('a registry without TLS beyond this machine', () => {
  const HOST = 'registry.internal:5000';

  /** Its name leads to this machine; the requests are those that would go there. */
  async function open(withCredentials: boolean) {
    const login = { username: 'ann', password: 'p4ssw0rd' };
    const registry = await startRegistry({
      authentication: { kind: 'basic', ...login },
      location: (id) => `http://${HOST}/v2/org/name/blobs/uploads/${id}`,
    });
    running.push(registry);
    const urls: string[] = [];
    const network = createNetwork({
      plainHttp: { hosts: new Set([HOST]), withCredentials },
      credentials: async () => ({ kind: 'basic', ...login }),
      fetch: (url, init) => {
        urls.push(url);
        return fetch(url.replace(`http://${HOST}`, registry.url), init);
      },
    });
    return { registry, urls, store: openRegistry(parseReference(`${HOST}/org/name`), network) };
  }

  test('is written to over http, uploads included, where it may have credentials', async () => {
    const { registry, urls, store } = await open(true);
    await publish(store);
    expect([urls.every((url) => url.startsWith(`http://${HOST}/`)), [...registry.manifests.keys()].includes('org/name:v1')]).toEqual([
      true,
      true,
    ]);
  });

  test('gets no credentials unless that is asked for', async () => {
    const { registry, store } = await open(false);
    await expect(store.tags()).rejects.toMatchObject({ code: 'invalid-credentials' });
    expect(registry.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
  });
});

group('redirects and pages', () => {
  test('blobs from a second host, without Authorization', async () => {
    const storage = await startRegistry();
    running.push(storage);
    storage.blobs.set(BLOB.digest, BYTES);
    const { store } = await start(
      { blobsAt: storage.url, authentication: { kind: 'basic', username: 'ann', password: 'p4ssw0rd' } },
      BASIC,
    );
    expect(await store.fetch(BLOB)).toEqual(BYTES);
    expect(storage.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  test('a second host that turns us away is named, and no credentials are blamed', async () => {
    const storage = await startRegistry({ intercept: (_, response) => (fail(response, 403, 'DENIED'), true) });
    running.push(storage);
    const { registry, store } = await start({ blobsAt: storage.url });
    const advice = 'check that the network lets it through, and run the same again';
    await expect(store.fetch(BLOB)).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining(`${registry.host} sends downloads on to ${storage.host}, without a log-in: ${advice}`),
    });
  });

  test('all pages of tags', async () => {
    const { registry, store } = await start({ pageSize: 2 });
    await publish(store);
    for (const name of ['v2', 'v3', 'v4', 'v5']) await store.tag(MANIFEST, name);
    registry.requests.length = 0;
    expect(await store.tags()).toEqual(['v1', 'v2', 'v3', 'v4', 'v5']);
    expect(registry.requests).toHaveLength(3);
  });

  test('nothing listens', async () => {
    const { registry, store } = await start();
    await registry.close();
    await expect(store.tags()).rejects.toMatchObject({ code: 'unreachable' });
  });
});
