import { join } from 'node:path';
import type { Credentials } from '../http/index.ts';
import type { Variables } from '../process/index.ts';
import { isGitHubToken, withoutScheme } from './registry-words.ts';
import type { SecretVariables } from './secret-variables.ts';

/** Credentials for one registry, and where they were given, for people. */
export interface RegistryLogin {
  /** Host and port, in lower case. */
  readonly host: string;
  readonly credentials: Credentials;
  readonly by: string;
}

/** Where a tool keeps its users' log-ins, in Docker's format. */
export interface LoginPlace {
  readonly path: string;
  /** The command that writes it. */
  readonly by: string;
}

const VARIABLE = /^CLUSTERSTACK_AUTH_(\w+)_(?:HOST|USERNAME|PASSWORD|TOKEN)$/;

/** The registries that have credentials of their own in `CLUSTERSTACK_AUTH_<NAME>_HOST`, `_USERNAME`, `_PASSWORD` and `_TOKEN`. */
export function parseLogins(secret: SecretVariables, variables: Variables, warn: (message: string) => void): readonly RegistryLogin[] {
  const names = new Set(Object.keys(variables).flatMap((variable) => VARIABLE.exec(variable)?.[1] ?? []));
  return [...names].sort().flatMap((name) => {
    const variable = `CLUSTERSTACK_AUTH_${name}`;
    const host = cleanHost(variables[`${variable}_HOST`] ?? '');
    const username = variables[`${variable}_USERNAME`] ?? '';
    const password = secret.read(`${variable}_PASSWORD`) ?? '';
    const token = (secret.read(`${variable}_TOKEN`) ?? '').trim();
    if (![username, password, token].some(Boolean)) return [];
    const credentials = chooseCredentials(secret, username, password, token);
    if (host !== '' && credentials !== undefined) return [{ host, credentials, by: `${variable}_*` }];
    const why = host === '' ? `without ${variable}_HOST` : 'unless there is either a user name with a password or a token';
    warn(`${variable}_* is not used ${why}`);
    return [];
  });
}

function cleanHost(text: string): string {
  return withoutScheme(text).split('/')[0]?.toLowerCase() ?? '';
}

/** With a user name a token is a password, as for `OCI_*`. */
function chooseCredentials(secret: SecretVariables, username: string, password: string, token: string): Credentials | undefined {
  if (password !== '' && token !== '') return undefined;
  if (username !== '') return password + token === '' ? undefined : { kind: 'basic', username, password: password + token };
  return token === '' ? undefined : { kind: 'bearer', token: secret.add(encodeGitHubToken(token)) };
}

/** GHCR takes a GitHub token as `Bearer` in base64; other registries' tokens are sent as they are. */
function encodeGitHubToken(token: string): string {
  return isGitHubToken(token) ? Buffer.from(token).toString('base64') : token;
}

/**
 * Where podman and helm keep log-ins. Sources: https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md
 * and https://helm.sh/docs/helm/helm/
 * @param helmFolder Helm's folder of settings
 */
export function listLoginPlaces(variables: Variables, home: string, helmFolder: string): readonly LoginPlace[] {
  const named = variables['REGISTRY_AUTH_FILE'];
  const runtime = variables['XDG_RUNTIME_DIR'];
  const usual = join(variables['XDG_CONFIG_HOME'] || join(home, '.config'), 'containers/auth.json');
  const podman = named ? [named] : [...(runtime ? [join(runtime, 'containers/auth.json')] : []), usual];
  const helm = variables['HELM_REGISTRY_CONFIG'] || join(helmFolder, 'registry/config.json');
  return [...podman.map((path) => ({ path, by: 'podman login' })), { path: helm, by: 'helm registry login' }];
}
