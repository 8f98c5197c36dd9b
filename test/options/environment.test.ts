import { describe, expect, test } from 'vitest';
import { addLogin, addWait, chooseTargets, type Environment, parseEnvironment, type Variables } from '../../src/options/environment.ts';

const NONE: Environment = {
  logins: [],
  authFile: undefined,
  loginPlaces: [
    { path: '/home/me/.config/containers/auth.json', by: 'podman login' },
    { path: '/home/me/.config/helm/registry/config.json', by: 'helm registry login' },
  ],
  home: '/home/me',
  dockerConfigDirectory: '/home/me/.docker',
  cacheDirectory: '/home/me/.cache/clusterstack',
  helmRepositories: '/home/me/.config/helm/repositories.yaml',
  programs: '',
  others: {},
  github: {},
  epoch: undefined,
  retries: undefined,
  wait: undefined,
  plainHttp: { hosts: new Set(), withCredentials: false },
  secrets: [],
  proxies: {},
  warnings: [],
};

/** With the number of warnings in their place. */
function parse(variables: Variables) {
  const { warnings, ...rest } = parseEnvironment(variables, '/home/me');
  return { ...rest, others: {}, secrets: [], warnings: warnings.length };
}

const token = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
const encoded = Buffer.from(token).toString('base64');
const bearer = (text: string) => ({ kind: 'bearer', token: text }) as const;
const basic = (username: string, password: string) => ({ kind: 'basic', username, password }) as const;

describe('OCI_*', () => {
  test('nothing set', () => expect(parseEnvironment({}, '/home/me')).toEqual(NONE));

  test.each<[name: string, variables: Variables, target: string | undefined, warnings: number]>([
    ['host in both, as csctl wants', { OCI_REGISTRY: 'ghcr.io', OCI_REPOSITORY: 'ghcr.io/org/repo' }, 'oci://ghcr.io/org/repo', 0],
    ['host in one, as its successor wants', { OCI_REGISTRY: 'ghcr.io', OCI_REPOSITORY: 'org/repo' }, 'oci://ghcr.io/org/repo', 0],
    ['repository alone, with a host', { OCI_REPOSITORY: 'ghcr.io/org/repo' }, 'oci://ghcr.io/org/repo', 0],
    ['repository alone, without a host', { OCI_REPOSITORY: 'org/repo' }, undefined, 0],
    [
      'schemes, slashes and blanks',
      { OCI_REGISTRY: ' https://ghcr.io/ ', OCI_REPOSITORY: 'oci://ghcr.io/org/repo//\n' },
      'oci://ghcr.io/org/repo',
      0,
    ],
    ['a slash before the path', { OCI_REGISTRY: 'ghcr.io', OCI_REPOSITORY: '/kaas/stacks' }, 'oci://ghcr.io/kaas/stacks', 0],
    ['a path in the registry', { OCI_REGISTRY: 'ghcr.io/org', OCI_REPOSITORY: 'org/repo' }, 'oci://ghcr.io/org/repo', 0],
    ['a port', { OCI_REGISTRY: 'registry:5000', OCI_REPOSITORY: 'org/repo' }, 'oci://registry:5000/org/repo', 0],
    ['a port in both', { OCI_REGISTRY: 'registry:5000', OCI_REPOSITORY: 'registry:5000/org/repo' }, 'oci://registry:5000/org/repo', 0],
    ['localhost', { OCI_REPOSITORY: 'localhost/repo' }, 'oci://localhost/repo', 0],
    ['a host without a dot, in both', { OCI_REGISTRY: 'registry', OCI_REPOSITORY: 'registry/org/repo' }, 'oci://registry/org/repo', 0],
    ['another host', { OCI_REGISTRY: 'ghcr.io', OCI_REPOSITORY: 'quay.io/org/repo' }, 'oci://quay.io/org/repo', 0],
    ['registry alone', { OCI_REGISTRY: 'ghcr.io' }, undefined, 0],
    ['empty', { OCI_REGISTRY: '', OCI_REPOSITORY: '' }, undefined, 0],
  ])('target: %s', (_, variables, target, warnings) => {
    const { repositoryWithoutHost, ...environment } = parse(variables);
    expect(environment).toEqual({ ...NONE, ...(target !== undefined && { target }), warnings });
    expect(repositoryWithoutHost).toBe(target === undefined ? variables['OCI_REPOSITORY'] || undefined : undefined);
  });

  test('a repository that cannot be used is an error unless a target is named', () => {
    const environment = parseEnvironment({ OCI_REPOSITORY: 'org/repo' }, '/home');
    expect(() => chooseTargets(environment, [])).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(chooseTargets(environment, ['oci-layout:a'])).toEqual(['oci-layout:a']);
    expect(chooseTargets(parseEnvironment({}, '/home'), [])).toEqual([]);
  });

  test.each<[name: string, variables: Variables, registry: Environment['registry'], warnings: number]>([
    ['a raw GitHub token is encoded', { OCI_ACCESS_TOKEN: token }, { host: 'ghcr.io', credentials: bearer(encoded) }, 0],
    ['an encoded one is not', { OCI_ACCESS_TOKEN: encoded }, { host: 'ghcr.io', credentials: bearer(encoded) }, 0],
    [
      'a fine-grained one',
      { OCI_ACCESS_TOKEN: 'github_pat_11A' },
      { host: 'ghcr.io', credentials: bearer(Buffer.from('github_pat_11A').toString('base64')) },
      0,
    ],
    [
      'an encoded fine-grained one',
      { OCI_ACCESS_TOKEN: Buffer.from('github_pat_11A').toString('base64') },
      { host: 'ghcr.io', credentials: bearer(Buffer.from('github_pat_11A').toString('base64')) },
      0,
    ],
    [
      "Actions' own",
      { OCI_ACCESS_TOKEN: 'ghs_abc' },
      { host: 'ghcr.io', credentials: bearer(Buffer.from('ghs_abc').toString('base64')) },
      0,
    ],
    [
      'a token of others',
      { OCI_ACCESS_TOKEN: 'glpat-x' },
      { host: 'ghcr.io', credentials: bearer(Buffer.from('glpat-x').toString('base64')) },
      0,
    ],
    ['a line end behind', { OCI_ACCESS_TOKEN: `${encoded}\n` }, { host: 'ghcr.io', credentials: bearer(encoded) }, 0],
    ['user and password', { OCI_USERNAME: 'me', OCI_PASSWORD: 'p w' }, { host: 'ghcr.io', credentials: basic('me', 'p w') }, 0],
    ['user and token', { OCI_USERNAME: 'me', OCI_ACCESS_TOKEN: token }, { host: 'ghcr.io', credentials: basic('me', token) }, 0],
    [
      'all three',
      { OCI_USERNAME: 'me', OCI_PASSWORD: 'p', OCI_ACCESS_TOKEN: token },
      { host: 'ghcr.io', credentials: basic('me', 'p') },
      0,
    ],
    ['password without user', { OCI_PASSWORD: 'p' }, undefined, 1],
    ['user without password', { OCI_USERNAME: 'me' }, undefined, 1],
    ['empty', { OCI_USERNAME: '', OCI_PASSWORD: '', OCI_ACCESS_TOKEN: '' }, undefined, 0],
    [
      'upper case in the host',
      { OCI_REGISTRY: 'GHCR.IO', OCI_ACCESS_TOKEN: encoded },
      { host: 'ghcr.io', credentials: bearer(encoded) },
      0,
    ],
    ['no host at all', { OCI_REGISTRY: undefined, OCI_ACCESS_TOKEN: encoded }, undefined, 1],
  ])('credentials: %s', (_, variables, registry, warnings) => {
    expect(parse({ OCI_REGISTRY: 'ghcr.io', ...variables })).toEqual({ ...NONE, ...(registry && { registry }), warnings });
  });

  test("credentials are for the registry's host, not the repository's", () => {
    expect(parse({ OCI_REGISTRY: 'ghcr.io', OCI_REPOSITORY: 'evil.example/org/repo', OCI_USERNAME: 'me', OCI_PASSWORD: 'p' })).toEqual({
      ...NONE,
      target: 'oci://evil.example/org/repo',
      registry: { host: 'ghcr.io', credentials: basic('me', 'p') },
      warnings: 0,
    });
  });

  test("without OCI_REGISTRY they are for the repository's host", () => {
    expect(parse({ OCI_REPOSITORY: 'GHCR.io/org/repo', OCI_USERNAME: 'me', OCI_PASSWORD: 'p' })).toEqual({
      ...NONE,
      target: 'oci://GHCR.io/org/repo',
      registry: { host: 'ghcr.io', credentials: basic('me', 'p') },
      warnings: 0,
    });
  });
});

describe('secrets', () => {
  test.each<[variables: Variables, secrets: readonly string[]]>([
    [{ GITHUB_TOKEN: 'one\n', GH_TOKEN: 'two' }, ['one\n', 'one', 'two']],
    [{ OCI_PASSWORD: 'p w' }, ['p w']],
    // Another spelling than the one that was given is sent, and neither may be shown.
    [{ OCI_ACCESS_TOKEN: token }, [token, encoded]],
    [{ OCI_USERNAME: 'me', OCI_PASSWORD: 'pw', OCI_ACCESS_TOKEN: token }, ['pw', token]],
    [
      { HTTP_PROXY: 'http://u:p1@a', http_proxy: 'http://u:p2@a', HTTPS_PROXY: 'http://u:p3@a', https_proxy: 'http://u:p4@a' },
      ['p2', 'p1', 'p4', 'p3'],
    ],
    [{ CLUSTERSTACK_AUTH_A_PASSWORD: 'p1', CLUSTERSTACK_AUTH_B_TOKEN: 't1' }, ['p1', 't1']],
    [{ PATH: '/bin', OCI_USERNAME: 'me', GITHUB_TOKEN: '', OCI_REGISTRY: 'ghcr.io' }, []],
  ])('of %j, whether used or not', (variables, secrets) => {
    expect(parseEnvironment(variables, '/home/me').secrets).toEqual(secrets);
  });
});

describe('others', () => {
  test.each(['many', '-1', '21', '1.5'])('CLUSTERSTACK_RETRIES=%s is not used, and that is said', (value) => {
    expect(parse({ CLUSTERSTACK_RETRIES: value })).toMatchObject({ retries: undefined, warnings: 1 });
  });

  test.each(['soon', '-1', '3601', '0.5'])('CLUSTERSTACK_WAIT=%s is not used, and that is said; as a flag it is wrong usage', (value) => {
    expect(parse({ CLUSTERSTACK_WAIT: value })).toMatchObject({ wait: undefined, warnings: 1 });
    expect(() => addWait(NONE, value)).toThrow(expect.objectContaining({ code: 'usage' }));
  });

  test('a wait that is named goes before the environment’s', () => {
    const environment = parseEnvironment({ CLUSTERSTACK_WAIT: '60' }, '/home/me');
    expect([addWait(environment, undefined).wait, addWait(environment, '0').wait]).toEqual([60, 0]);
  });

  test.each<[variables: Variables, expected: Partial<Environment>]>([
    [{ DOCKER_CONFIG: '/etc/docker' }, { dockerConfigDirectory: '/etc/docker' }],
    [{ DOCKER_CONFIG: '' }, {}],
    [{ XDG_CACHE_HOME: '/cache' }, { cacheDirectory: '/cache/clusterstack' }],
    [{ XDG_CACHE_HOME: '/cache', CLUSTERSTACK_CACHE: '/other' }, { cacheDirectory: '/other' }],
    [{ GITHUB_TOKEN: 't\n', GH_TOKEN: 'u' }, { github: { token: 't', tokenSource: 'GITHUB_TOKEN' } }],
    [
      { GITHUB_TOKEN: '', GH_TOKEN: 'u', GITHUB_API_URL: 'https://ghes/api/v3' },
      { github: { token: 'u', tokenSource: 'GH_TOKEN', apiUrl: 'https://ghes/api/v3' } },
    ],
    [
      { CLUSTERSTACK_PLAIN_HTTP: 'http://Registry:5000/, other' },
      { plainHttp: { hosts: new Set(['registry:5000', 'other']), withCredentials: false } },
    ],
    [{ PATH: '/bin:/usr/bin' }, { programs: '/bin:/usr/bin' }],
    [{ CLUSTERSTACK_RETRIES: '0' }, { retries: 0 }],

    [{ HTTP_PROXY: 'http://p:1' }, { proxies: { httpProxy: 'http://p:1' } }],
    [{ https_proxy: 'http://p:2', HTTPS_PROXY: 'http://p:3' }, { proxies: { httpsProxy: 'http://p:2' } }],
    [{ http_proxy: '', HTTP_PROXY: 'http://p:4' }, { proxies: { httpProxy: 'http://p:4' } }],
    [{ NO_PROXY: '*', no_proxy: 'a,b' }, { proxies: { noProxy: 'a,b' } }],
    [{ HTTP_PROXY: '', HTTPS_PROXY: '', NO_PROXY: '' }, {}],
  ])('%j', (variables, expected) => expect(parse(variables)).toEqual({ ...NONE, ...expected, warnings: 0 }));
});

describe('addLogin', () => {
  const login = (urls: readonly string[], username?: string, password?: string) => {
    try {
      return addLogin(NONE, urls, username, password).registry;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  test.each<
    [urls: readonly string[], username: string | undefined, password: string | undefined, expected: Environment['registry'] | 'usage']
  >([
    [['oci://ghcr.io/a'], undefined, undefined, undefined],
    [['oci://ghcr.io/a'], '', '', undefined],
    [['oci://GHCR.io/a', 'oci://ghcr.io/b', 'oci-layout:x'], 'me', 'p', { host: 'ghcr.io', credentials: basic('me', 'p') }],
    [['oci://ghcr.io/a'], 'me', undefined, 'usage'],
    [['oci://ghcr.io/a'], undefined, 'p', 'usage'],
    [['oci-layout:x'], 'me', 'p', 'usage'],
    [['oci://ghcr.io/a', 'oci://quay.io/a'], 'me', 'p', 'usage'],
  ])('%j %s %s', (urls, username, password, expected) => expect(login(urls, username, password)).toEqual(expected));
});
