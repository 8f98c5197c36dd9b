import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LoginOptions } from '../../src/oci/docker-credentials.ts';
import { readStoredLogin } from '../../src/oci/index.ts';

let configDirectory = '';
beforeEach(async () => {
  configDirectory = await mkdtemp(join(tmpdir(), 'docker-'));
});
afterEach(() => rm(configDirectory, { recursive: true, force: true }));

const readDockerCredentials = (options: LoginOptions & { readonly configDirectory: string }, registry: string) =>
  readStoredLogin(join(options.configDirectory, 'config.json'), registry, options);

const AUTH = Buffer.from('ann:p4:ss').toString('base64');
const ANN = { kind: 'basic', username: 'ann', password: 'p4:ss' };
const answer = (username: string, secret: string): string => JSON.stringify({ ServerURL: 'x', Username: username, Secret: secret });

test.each<[string, unknown, string, unknown]>([
  ['auth', { auths: { 'ghcr.io': { auth: AUTH } } }, 'ghcr.io', ANN],
  ['https://', { auths: { 'https://ghcr.io': { auth: AUTH } } }, 'ghcr.io', ANN],
  ['https://…/v1/', { auths: { 'https://ghcr.io/v1/': { auth: AUTH } } }, 'ghcr.io', ANN],
  ['Docker Hub', { auths: { 'https://index.docker.io/v1/': { auth: AUTH } } }, 'docker.io', ANN],
  ['another host', { auths: { 'ghcr.io.example.com': { auth: AUTH }, 'my.ghcr.io': { auth: AUTH } } }, 'ghcr.io', undefined],
  ['another port', { auths: { 'ghcr.io:5000': { auth: AUTH } } }, 'ghcr.io', undefined],
  ['exact before URL', { auths: { 'https://ghcr.io': { auth: 'eDp5' }, 'ghcr.io': { auth: AUTH } } }, 'ghcr.io', ANN],
  ['username and password', { auths: { 'ghcr.io': { username: 'ann', password: 'p4:ss' } } }, 'ghcr.io', ANN],
  ['identity token', { auths: { 'ghcr.io': { auth: AUTH, identitytoken: 't' } } }, 'ghcr.io', { kind: 'identity-token', token: 't' }],
  ['registry token', { auths: { 'ghcr.io': { registrytoken: 't' } } }, 'ghcr.io', { kind: 'bearer', token: 't' }],
  ['empty entry', { auths: { 'ghcr.io': {} } }, 'ghcr.io', undefined],
  ['credHelpers first', { credHelpers: { 'ghcr.io': 'good' }, credsStore: 'bad', auths: { 'ghcr.io': { auth: 'eDp5' } } }, 'ghcr.io', ANN],
  ['credsStore before auths', { credsStore: 'good', auths: { 'ghcr.io': { auth: 'eDp5' } } }, 'ghcr.io', ANN],
  ['helper finds nothing', { credsStore: 'none', auths: { 'ghcr.io': { auth: AUTH } } }, 'ghcr.io', ANN],
  ['helper with a token', { credsStore: 'token' }, 'ghcr.io', { kind: 'identity-token', token: 's3cr3t' }],
  ['nothing', {}, 'ghcr.io', undefined],
])('%s', async (_, config, registry, expected) => {
  await writeFile(join(configDirectory, 'config.json'), JSON.stringify(config));
  expect(await readDockerCredentials({ configDirectory, runHelper }, registry)).toEqual(expected);
});

test.each([
  ['org/stacks', 'stacks'],
  ['org/other', 'org'],
  ['org', 'org'],
  ['organ/stacks', 'host'],
  [undefined, 'host'],
])('for the repository %s the entry of %s counts, as podman has it', async (repository, username) => {
  const auth = (name: string) => ({ auth: Buffer.from(`${name}:p`).toString('base64') });
  const auths = { 'quay.io': auth('host'), 'quay.io/org': auth('org'), 'quay.io/org/stacks': auth('stacks') };
  await writeFile(join(configDirectory, 'config.json'), JSON.stringify({ auths }));
  expect(await readDockerCredentials({ configDirectory, repository }, 'quay.io')).toEqual({ kind: 'basic', username, password: 'p' });
});

test('Docker Hub’s repositories have entries under its short name', async () => {
  await writeFile(join(configDirectory, 'config.json'), JSON.stringify({ auths: { 'docker.io/ann': { auth: AUTH } } }));
  expect(await readDockerCredentials({ configDirectory, repository: 'ann/stacks' }, 'docker.io')).toEqual(ANN);
  expect(await readDockerCredentials({ configDirectory, repository: 'bob/stacks' }, 'docker.io')).toBeUndefined();
});

const asked: string[][] = [];
async function runHelper(program: string, server: string): Promise<{ status: number; stdout: string }> {
  asked.push([program, server]);
  if (program.endsWith('-none')) return { status: 1, stdout: 'credentials not found in native keychain\n' };
  if (program.endsWith('-token')) return { status: 0, stdout: answer('<token>', 's3cr3t') };
  if (program.endsWith('-good')) return { status: 0, stdout: answer('ann', 'p4:ss') };
  if (program.endsWith('-junk')) return { status: 0, stdout: 's3cr3t' };
  return { status: 1, stdout: 's3cr3t' };
}

test('no config.json', async () =>
  expect(await readDockerCredentials({ configDirectory: join(configDirectory, 'none') }, 'ghcr.io')).toBeUndefined());

test('Docker Hub has a name of its own for helpers', async () => {
  await writeFile(join(configDirectory, 'config.json'), '{"credsStore":"good"}');
  await readDockerCredentials({ configDirectory, runHelper }, 'docker.io');
  expect(asked.at(-1)).toEqual(['docker-credential-good', 'https://index.docker.io/v1/']);
});

test.each([
  '{"auths": s3cr3t',
  '["s3cr3t"]',
  '{"auths": "s3cr3t"}',
  '{"auths": {"ghcr.io": "s3cr3t"}}',
  '{"auths": {"ghcr.io": {"auth": "czNjcjN0"}}}',
  '{"auths": {"ghcr.io": {"auth": 1}}}',
  '{"credsStore": "bad"}',
  '{"credsStore": "junk"}',
  '{"credsStore": "../s3cr3t/x"}',
  '{"credsStore": "a/b"}',
  '{"credsStore": "a\\\\b"}',
  '{"credsStore": 1}',
])('refuses %s', async (text) => {
  await writeFile(join(configDirectory, 'config.json'), text);
  const error: unknown = await readDockerCredentials({ configDirectory, runHelper }, 'ghcr.io').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'invalid-credentials' });
  if (!text.includes('../')) expect(String(error)).not.toMatch(/s3cr3t|czNjcjN0/);
});

test.skipIf(process.platform === 'win32')('a real helper on the PATH', async () => {
  const program = join(configDirectory, 'docker-credential-real');
  await writeFile(
    program,
    '#!/bin/sh\nread -r server || true\nprintf \'{"ServerURL":"%s","Username":"%s","Secret":"%s"}\' "$server" "$1-$MINE-$GITHUB_TOKEN" "$server"\n',
  );
  await chmod(program, 0o755);
  await writeFile(join(configDirectory, 'config.json'), '{"credsStore":"real"}');
  // What the helper sees: the user's variables, without our tokens.
  const variables = { PATH: `.:${configDirectory}:/usr/bin:/bin`, MINE: 'mine', GITHUB_TOKEN: 'ours' };
  expect(await readDockerCredentials({ configDirectory, variables }, 'ghcr.io')).toEqual({
    kind: 'basic',
    username: 'get-mine-',
    password: 'ghcr.io',
  });
  // A folder that is not absolute does not count.
  const elsewhere = { ...variables, PATH: relative('', configDirectory) };
  await expect(readDockerCredentials({ configDirectory, variables: elsewhere }, 'ghcr.io')).rejects.toMatchObject({
    code: 'invalid-credentials',
  });
  await writeFile(join(configDirectory, 'config.json'), '{"credsStore":"not-there"}');
  await expect(readDockerCredentials({ configDirectory, variables }, 'ghcr.io')).rejects.toMatchObject({ code: 'invalid-credentials' });
});
