import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../src/logger.ts';
import { addAuthFile, createRuntime, parseEnvironment, type Variables } from '../../src/options/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const basic = (username: string, password: string) => ({ kind: 'basic', username, password }) as const;
const auth = (username: string) => ({ auth: Buffer.from(`${username}:pw`).toString('base64') });

/** A home with files of log-ins by their paths in it. */
function makeHome(files: Readonly<Record<string, object>>): string {
  const home = temporaryDirectory();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), JSON.stringify(content));
  }
  return home;
}

describe('CLUSTERSTACK_AUTH_*', () => {
  const parse = (variables: Variables) => {
    const { logins, warnings } = parseEnvironment(variables, '/home/me');
    return { logins, warnings: warnings.length };
  };
  const token = 'ghp_0123456789abcdefghij';

  test.each<[name: string, variables: Variables, host: string, credentials: object]>([
    ['user and password', { HOST: 'https://Quay.IO/', USERNAME: 'me', PASSWORD: 'p w' }, 'quay.io', basic('me', 'p w')],
    ['user and token', { HOST: 'quay.io', USERNAME: 'me', TOKEN: 't\n' }, 'quay.io', basic('me', 't')],
    ['token', { HOST: 'quay.io:5000', TOKEN: 't' }, 'quay.io:5000', { kind: 'bearer', token: 't' }],
    ['a GitHub token', { HOST: 'ghcr.io', TOKEN: token }, 'ghcr.io', { kind: 'bearer', token: Buffer.from(token).toString('base64') }],
  ])('%s', (_, variables, host, credentials) => {
    const named = Object.fromEntries(Object.entries(variables).map(([key, value]) => [`CLUSTERSTACK_AUTH_MY_ONE_${key}`, value]));
    expect(parse(named)).toEqual({ logins: [{ host, credentials, by: 'CLUSTERSTACK_AUTH_MY_ONE_*' }], warnings: 0 });
  });

  test.each<[name: string, variables: Variables, warnings: number]>([
    ['no host', { A_TOKEN: 't' }, 1],
    ['no password', { A_HOST: 'quay.io', A_USERNAME: 'me' }, 1],
    ['no user', { A_HOST: 'quay.io', A_PASSWORD: 'p' }, 1],
    ['password and token', { A_HOST: 'quay.io', A_USERNAME: 'me', A_PASSWORD: 'p', A_TOKEN: 't' }, 1],
    ['a secret that is not set for this workflow', { A_HOST: 'quay.io', A_USERNAME: '', A_PASSWORD: '' }, 0],
  ])('%s: not used', (_, variables, warnings) => {
    const named = Object.fromEntries(Object.entries(variables).map(([key, value]) => [`CLUSTERSTACK_AUTH_${key}`, value]));
    expect(parse(named)).toEqual({ logins: [], warnings });
  });
});

describe('which log-in is used', () => {
  const find = async (variables: Variables, home: string, file?: string) => {
    const environment = addAuthFile(parseEnvironment(variables, home), file && join(home, file));
    return createRuntime(environment, silentLogger, '2026-11-23').describeLogin?.('oci://Quay.io/a/b');
  };
  const files = {
    'named.json': { auths: { 'quay.io': auth('named') } },
    '.docker/config.json': { auths: { 'https://quay.io': auth('docker') } },
    'run/containers/auth.json': { auths: { 'quay.io': auth('podman-now') } },
    '.config/containers/auth.json': { auths: { 'quay.io': auth('podman') } },
    '.config/helm/registry/config.json': { auths: { 'quay.io': auth('helm') } },
  };
  const oci = { OCI_REGISTRY: 'quay.io', OCI_USERNAME: 'oci', OCI_PASSWORD: 'p' };
  const own = { CLUSTERSTACK_AUTH_Q_HOST: 'quay.io', CLUSTERSTACK_AUTH_Q_USERNAME: 'own', CLUSTERSTACK_AUTH_Q_PASSWORD: 'p' };
  const without = (...paths: readonly string[]) => Object.fromEntries(Object.entries(files).filter(([path]) => !paths.includes(path)));

  test.each<
    [name: string, variables: Variables, files: Readonly<Record<string, object>>, file: string | undefined, who: RegExp | undefined]
  >([
    ['OCI_*', oci, files, undefined, /^oci, by OCI_\* variables or --username$/],
    ['CLUSTERSTACK_AUTH_*', own, files, undefined, /^own, by CLUSTERSTACK_AUTH_Q_\*$/],
    ['those of another host', { ...own, CLUSTERSTACK_AUTH_Q_HOST: 'quay.io:443' }, {}, undefined, undefined],
    ['the file that is named', {}, files, 'named.json', /^named, by --auth-file \(/],
    ['docker', {}, files, undefined, /^docker, by docker login \(.*\/\.docker\/config\.json\)$/],
    ['podman', {}, without('.docker/config.json'), undefined, /^podman, by podman login \(.*\/\.config\/containers\/auth\.json\)$/],
    [
      'helm',
      {},
      { '.config/helm/registry/config.json': { auths: { 'quay.io': auth('helm') } } },
      undefined,
      /^helm, by helm registry login \(/,
    ],
    ['docker without an entry', {}, { ...files, '.docker/config.json': { auths: {} } }, undefined, /^podman, /],
    ['nothing', {}, {}, undefined, undefined],
  ])('%s', async (_, variables, content, file, who) => {
    const found = await find(variables, makeHome(content), file);
    if (who === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(who);
  });

  test.each<[name: string, variable: string, path: string, who: RegExp]>([
    ['podman’s of this session', 'XDG_RUNTIME_DIR', 'run', /^podman-now, /],
    ['podman’s elsewhere', 'REGISTRY_AUTH_FILE', 'named.json', /^named, by podman login/],
    ['settings elsewhere', 'XDG_CONFIG_HOME', 'other', /^elsewhere, by podman login/],
  ])('%s', async (_, variable, path, who) => {
    const home = makeHome({ ...without('.docker/config.json'), 'other/containers/auth.json': { auths: { 'quay.io': auth('elsewhere') } } });
    expect(await find({ [variable]: join(home, path) }, home)).toMatch(who);
  });

  test('helm’s elsewhere', async () => {
    const home = makeHome({ 'named.json': files['named.json'] });
    expect(await find({ HELM_REGISTRY_CONFIG: join(home, 'named.json') }, home)).toMatch(/^named, by helm registry login/);
  });

  test.each<[name: string, variables: Variables, file: object | undefined]>([
    ['two variables', { ...own, ...oci }, undefined],
    ['two names', { ...own, CLUSTERSTACK_AUTH_R_HOST: 'QUAY.io', CLUSTERSTACK_AUTH_R_TOKEN: 't' }, undefined],
    ['variable and file', own, { auths: { 'https://quay.io/v2/': auth('a') } }],
    ['file alone', {}, { auths: { 'quay.io': auth('a'), 'https://quay.io': auth('b') } }],
    ['names of Docker Hub', {}, { auths: { 'docker.io': auth('a'), 'https://index.docker.io/v1/': auth('b') } }],
  ])('two entries for a host are wrong usage: %s', (_, variables, content) => {
    const home = makeHome(content === undefined ? {} : { 'named.json': content });
    const named = content && join(home, 'named.json');
    expect(() => addAuthFile(parseEnvironment(variables, home), named)).toThrow(expect.objectContaining({ code: 'usage' }));
  });

  test.each([
    ['missing', undefined, 'usage'],
    ['no JSON object', [1], 'invalid-credentials'],
  ])('a named file that is %s is an error', (_, content, code) => {
    const home = makeHome(content === undefined ? {} : { 'named.json': content });
    expect(() => addAuthFile(parseEnvironment({}, home), join(home, 'named.json'))).toThrow(expect.objectContaining({ code }));
  });
});
