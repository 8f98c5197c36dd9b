import { isObject } from '../data.ts';
import { readFile } from '../files/index.ts';
import type { Credentials } from '../http/index.ts';
import { type JsonObject, parseJson } from '../json.ts';
import type { Variables } from '../process/index.ts';
import { clipText } from '../text.ts';
import { createHelperRunner, type RunHelper, runCredentialHelper } from './credential-helper.ts';
import { isDockerHub } from './docker-hub.ts';
import { OciError } from './error.ts';

export interface LoginOptions {
  /** Undefined for what goes for the whole registry. */
  readonly repository?: string | undefined;
  /** The environment that credential helpers see; they are looked for on its PATH. */
  readonly variables?: Variables;
  readonly runHelper?: RunHelper;
}

/** A file with log-ins, in the format of Docker's `config.json`. */
export interface LoginFile {
  readonly path: string;
  readonly config: JsonObject;
}

/** Bytes. */
export const LARGEST_LOGIN_FILE = 1024 * 1024;
const DOCKER_HUB_KEY = 'https://index.docker.io/v1/';

/** The credentials for a registry in a file that `docker login`, or a like command, wrote; undefined without the file. */
export async function readStoredLogin(path: string, registry: string, options: LoginOptions): Promise<Credentials | undefined> {
  const file = readLoginFile(path);
  return file && findInLoginFile(file, registry, options);
}

/**
 * The credentials that a file has for a registry: from `credHelpers`, else `credsStore`, else `auths`, where what is for
 * the repository or a part of its path goes before what is for the host.
 * Sources: https://docs.docker.com/reference/cli/docker/login/#credential-stores and, for paths, which podman writes,
 * https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md
 */
export async function findInLoginFile(
  { path, config }: LoginFile,
  registry: string,
  options: LoginOptions,
): Promise<Credentials | undefined> {
  const keys = isDockerHub(registry) ? [DOCKER_HUB_KEY, 'docker.io', 'index.docker.io', 'registry-1.docker.io'] : [registry];
  const [server = registry] = keys;

  const helpers = objectOf(config, 'credHelpers', path);
  const helper = keys.map((key) => helpers[key]).find((name) => name !== undefined) ?? config['credsStore'];
  if (helper !== undefined && helper !== '') {
    if (typeof helper !== 'string') throw malformed(path, 'the name of a credential helper is not a string');
    const found = await runCredentialHelper(helper, server, options.runHelper ?? createHelperRunner(options.variables));
    if (found !== undefined) return found;
  }
  const auths = objectOf(config, 'auths', path);
  const places = [...listPaths(options.repository).flatMap((path) => keys.map((one) => `${one}/${path}`)), ...keys];
  const key = places.find((one) => one in auths) ?? Object.keys(auths).find((one) => keys.includes(hostOf(one)));
  return key === undefined ? undefined : parseAuth(auths[key], registry, path);
}

/** `a/b/c`, `a/b` and `a` */
function listPaths(repository = ''): readonly string[] {
  const parts = repository.split('/').filter((part) => part !== '');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}

/** The hosts that a file has entries for: one that is there twice is there twice. */
export function listLoginHosts({ path, config }: LoginFile): readonly string[] {
  const helpers = Object.keys(objectOf(config, 'credHelpers', path));
  const auths = Object.keys(objectOf(config, 'auths', path)).map(hostOf);
  // An entry of `auths` that names its helper's host is the same one: Docker leaves it there, empty.
  return [...helpers, ...auths.filter((host) => !helpers.includes(host))];
}

/** Undefined where there is none. */
function readLoginFile(path: string): LoginFile | undefined {
  // The user's own, which may well be a link to where settings are kept.
  const read = readFile(path, { limit: LARGEST_LOGIN_FILE, links: 'follow' });
  if (read.kind === 'missing') return undefined;
  if (read.kind !== 'read') throw malformed(path, read.kind === 'unreadable' ? 'it cannot be read' : `it ${read.why}`);
  return parseLoginFile(read.bytes, path);
}

export function parseLoginFile(bytes: Buffer, path: string): LoginFile {
  const config = parseJson(bytes);
  if (!isObject(config)) throw malformed(path, 'it is not a JSON object');
  return { path, config };
}

function objectOf(config: JsonObject, key: string, path: string): JsonObject {
  const value = config[key] ?? {};
  if (!isObject(value)) throw malformed(path, `its ${key} is not an object`);
  return value;
}

/** Old Docker versions wrote URLs as keys. */
function hostOf(key: string): string {
  return key
    .replace(/^https?:\/\//, '')
    .replace(/\/(?:v[12]\/?)?$/, '')
    .toLowerCase();
}

function parseAuth(value: unknown, registry: string, path: string): Credentials | undefined {
  const wrong = (why: string): OciError =>
    malformed(path, `its entry for ${registry} ${why}; log in again with "docker login ${registry}"`);
  if (!isObject(value)) throw wrong('is not an object');
  const text = (key: string): string => {
    const field = value[key] ?? '';
    if (typeof field !== 'string') throw wrong(`has a ${key} that is not a string`);
    return field;
  };
  const [bearer, refresh, auth] = [text('registrytoken'), text('identitytoken'), text('auth')];
  if (bearer !== '') return { kind: 'bearer', token: bearer };
  if (refresh !== '') return { kind: 'identity-token', token: refresh };
  if (auth === '') {
    const [username, password] = [text('username'), text('password')];
    return username === '' && password === '' ? undefined : { kind: 'basic', username, password };
  }
  const decoded = Buffer.from(auth, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon < 1) throw wrong('has an auth that is not "user:password" in base64');
  // Docker itself strips these; some tools have padded with them.
  return { kind: 'basic', username: decoded.slice(0, colon), password: decoded.slice(colon + 1).replace(/\0+$/, '') };
}

/** The file is secret, so only our own words get into the error. */
function malformed(path: string, why: string): OciError {
  return new OciError('invalid-credentials', `${clipText(path, 400)}: ${why}`);
}
