import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CliOptions } from '../../support/start-cli.ts';
import { SECRET, USER } from './secret.ts';

/** How a run is started that was given the secret. */
export interface Given extends Pick<CliOptions, 'env' | 'input' | 'entry'> {
  readonly args: readonly string[];
}

const TARGET = 'org/stacks';
const cli = (target: string, more: Partial<Given> = {}): Given => ({
  ...more,
  args: ['--target', target, ...(more.args ?? [])],
});
const encoded = encodeURIComponent(SECRET);

/** As `docker login` writes it, outside the folder that is searched. */
function writeDockerConfig(folder: string, config: unknown): string {
  const path = join(folder, 'docker');
  mkdirSync(path);
  writeFileSync(join(path, 'config.json'), JSON.stringify(config));
  return path;
}

const auth = Buffer.from(`${USER}:${SECRET}`).toString('base64');

/** The Action's inputs, as the runner passes them. */
const action = (inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}): Given => ({
  args: [],
  entry: 'action',
  env: {
    ...Object.fromEntries(
      Object.entries({ mode: 'stable', 'require-helm': 'false', ...inputs }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
    ...env,
  },
});

/** Every way to give a password or token, to a server and with a folder for files of the user's own. */
export const WAYS: Readonly<Record<string, (host: string, folder: string) => Given>> = {
  'OCI_USERNAME and OCI_PASSWORD': (host) =>
    cli(`oci://${host}/${TARGET}`, { env: { OCI_REGISTRY: host, OCI_USERNAME: USER, OCI_PASSWORD: SECRET } }),
  OCI_ACCESS_TOKEN: (host) => cli(`oci://${host}/${TARGET}`, { env: { OCI_REGISTRY: host, OCI_ACCESS_TOKEN: SECRET } }),
  '--username and --password-stdin': (host) =>
    cli(`oci://${host}/${TARGET}`, { args: ['--username', USER, '--password-stdin'], input: `${SECRET}\n` }),
  'docker login': (host, folder) =>
    cli(`oci://${host}/${TARGET}`, { env: { DOCKER_CONFIG: writeDockerConfig(folder, { auths: { [host]: { auth } } }) } }),
  'a broken docker config': (host, folder) => ({
    ...cli(`oci://${host}/${TARGET}`, { env: { DOCKER_CONFIG: writeDockerConfig(folder, { auths: { [host]: { auth: SECRET } } }) } }),
  }),
  GITHUB_TOKEN: (host) => cli('github:owner/stacks', { env: { GITHUB_API_URL: `http://${host}`, GITHUB_TOKEN: SECRET } }),
  GH_TOKEN: (host) => cli('github:owner/stacks', { env: { GITHUB_API_URL: `http://${host}`, GH_TOKEN: SECRET } }),
  'the inputs username and password': (host) => action({ targets: `oci://${host}/${TARGET}`, username: USER, password: SECRET }),
  'the input github-token': (host) =>
    action({ targets: 'github:owner/stacks', 'github-token': SECRET }, { GITHUB_API_URL: `http://${host}` }),
  'the proxy of a registry': (host) =>
    cli(`oci://registry.invalid/${TARGET}`, { env: { HTTPS_PROXY: `http://${USER}:${encoded}@${host}` } }),
  'the proxy of GitHub': (host) =>
    cli('github:owner/stacks', {
      env: { https_proxy: `http://${USER}:${encoded}@${host}`, GITHUB_API_URL: 'https://github.invalid/api/v3' },
    }),
  'a proxy that is not a URL': () => cli(`oci://registry.invalid/${TARGET}`, { env: { HTTPS_PROXY: `http://${USER}:${encoded}@:x` } }),
  'a target with a password': (host) => ({ ...cli(`oci://${USER}:${encoded}@${host}/${TARGET}`) }),
  'a target with a raw password': (host) => ({ ...cli(`oci://${USER}:${SECRET}@${host}/${TARGET}`) }),
  'a target of another kind': (host) => ({ ...cli(`https://${USER}:${encoded}@${host}/${TARGET}`) }),
  'a target without a scheme': (host) => ({ ...cli(`${USER}:${encoded}@${host}/${TARGET}`) }),
  'a GitHub target with a token': () => ({ ...cli(`github:${encoded}@owner/stacks`) }),
  'a GitHub URL with a token': () => ({ ...cli(`https://${encoded}@github.com/owner/stacks`) }),
  'a source with a password': (host) => cli('oci-layout:layout', { args: ['--source', `oci://${USER}:${encoded}@${host}/${TARGET}`] }),
  'OCI_REPOSITORY with a password': (host) => ({
    args: [],
    env: { OCI_REPOSITORY: `oci://${USER}:${encoded}@${host}/${TARGET}` },
  }),
  'GITHUB_API_URL with a password': (host) => cli('github:owner/stacks', { env: { GITHUB_API_URL: `https://${USER}:${encoded}@${host}` } }),
  'a mirror with a password': (host) =>
    cli('oci-layout:layout', { args: ['--mirror', `https://charts.invalid=http://${USER}:${encoded}@${host}`] }),
  'half a mirror': (host) => cli('oci-layout:layout', { args: ['--mirror', `http://${USER}:${encoded}@${host}`] }),
};

/** Those that are refused before anything is sent. */
export const UNSENT: ReadonlySet<string> = new Set([
  'a broken docker config',
  'a proxy that is not a URL',
  'a target with a password',
  'a target with a raw password',
  'a target of another kind',
  'a target without a scheme',
  'a GitHub target with a token',
  'a GitHub URL with a token',
  'a source with a password',
  'OCI_REPOSITORY with a password',
  'GITHUB_API_URL with a password',
  'half a mirror',
]);
