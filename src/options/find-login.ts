import { join } from 'node:path';
import { ReleaseError } from '../errors.ts';
import { readNamedFile } from '../files/index.ts';
import type { Credentials } from '../http/index.ts';
import {
  apiHost,
  findInLoginFile,
  LARGEST_LOGIN_FILE,
  type LoginFile,
  listLoginHosts,
  parseLoginFile,
  readStoredLogin,
} from '../oci/index.ts';
import type { Environment } from './environment.ts';

/** Credentials, and where they are from, for people. */
export interface FoundLogin {
  readonly credentials: Credentials;
  readonly by: string;
}

/**
 * The credentials for a registry: of flags and variables, then of the file that is named, then of what docker, podman and
 * helm stored.
 */
export async function findLogin(environment: Environment, host: string, repository?: string): Promise<FoundLogin | undefined> {
  const { registry, logins, authFile, dockerConfigDirectory, loginPlaces, others } = environment;
  const given = [...(registry ? [{ ...registry, by: 'OCI_* variables or --username' }] : []), ...logins];
  const own = given.find((login) => apiHost(login.host) === apiHost(host));
  if (own !== undefined) return own;
  const options = { variables: others, repository };
  const named = authFile && (await findInLoginFile(authFile, host, options));
  if (authFile && named) return { credentials: named, by: `--auth-file (${authFile.path})` };
  for (const { path, by } of [{ path: join(dockerConfigDirectory, 'config.json'), by: 'docker login' }, ...loginPlaces]) {
    const credentials = await readStoredLogin(path, host, options);
    if (credentials !== undefined) return { credentials, by: `${by} (${path})` };
  }
  return undefined;
}

/**
 * Adds the file with credentials that is named. Call it before a user name of the command line takes the place of a variable's.
 * @throws ReleaseError `usage` for a file that cannot be used, and where a host has two entries, there or in variables
 */
export function addAuthFile(environment: Environment, path: string | undefined): Environment {
  const authFile = path === undefined ? undefined : readAuthFile(path);
  const { registry, logins } = environment;
  const entries = [
    ...(registry ? [{ host: registry.host, by: 'OCI_*' }] : []),
    ...logins,
    ...(authFile ? listLoginHosts(authFile).map((host) => ({ host, by: authFile.path })) : []),
  ];
  const known = new Map<string, string>();
  for (const { host, by } of entries) {
    const first = known.get(apiHost(host));
    if (first !== undefined)
      throw new ReleaseError('usage', `${host} has credentials twice, by ${first} and by ${by}: leave one of them out`);
    known.set(apiHost(host), by);
  }
  return { ...environment, authFile };
}

function readAuthFile(path: string): LoginFile {
  const read = readNamedFile(path, LARGEST_LOGIN_FILE);
  if (read.kind === 'read') return parseLoginFile(read.bytes, path);
  throw new ReleaseError('usage', `the file ${path} of --auth-file ${read.why}`);
}
