import { join } from 'node:path';
import { ReleaseError } from '../errors.ts';
import type { Credentials, PlainHttp } from '../http/index.ts';
import type { LoginFile } from '../oci/index.ts';
import { type Variables, withoutOwnSecrets } from '../process/index.ts';
import { trimSlashes } from '../text.ts';
import { type LoginPlace, listLoginPlaces, parseLogins, type RegistryLogin } from './logins.ts';
import { isGitHubToken, withoutScheme } from './registry-words.ts';
import { openSecrets, type SecretVariables } from './secret-variables.ts';

export type { Variables };

export interface Environment {
  /** The target that `OCI_REPOSITORY` names, when no other is given. */
  readonly target?: string;
  /** `OCI_REPOSITORY` where no host is known for it. */
  readonly repositoryWithoutHost?: string;
  /** Credentials of `OCI_*`, and the one host that they are for. */
  readonly registry?: { readonly host: string; readonly credentials: Credentials };
  /** Credentials of `CLUSTERSTACK_AUTH_*`, a registry each. */
  readonly logins: readonly RegistryLogin[];
  /** The file with more of them that the user names. */
  readonly authFile: LoginFile | undefined;
  /** Where other tools than Docker keep log-ins. */
  readonly loginPlaces: readonly LoginPlace[];
  readonly github: GitHubEnvironment;
  readonly home: string;
  readonly dockerConfigDirectory: string;
  readonly cacheDirectory: string;
  /** Helm's repositories.yaml. */
  readonly helmRepositories: string;
  /** Folders where programs are, as PATH lists them. */
  readonly programs: string;
  /** All variables but our own secrets, for programs that the user has configured. */
  readonly others: Variables;
  /** SOURCE_DATE_EPOCH, seconds since 1970. */
  readonly epoch: string | undefined;
  /** How often a transient failure is retried, where `CLUSTERSTACK_RETRIES` says it. */
  readonly retries: number | undefined;
  /** Seconds that a published release may take to become visible, where `CLUSTERSTACK_WAIT` says it. */
  readonly wait: number | undefined;
  /** Registries without TLS, of `CLUSTERSTACK_PLAIN_HTTP`, and whether they get credentials all the same. */
  readonly plainHttp: PlainHttp;
  readonly proxies: { readonly httpProxy?: string; readonly httpsProxy?: string; readonly noProxy?: string };
  /** What must never be shown, whether it is used or not: gathered where the variables are read. */
  readonly secrets: readonly string[];
  /** Settings that cannot be used. */
  readonly warnings: readonly string[];
}

export interface GitHubEnvironment {
  readonly token?: string;
  /** Where the token is from, for people. */
  readonly tokenSource?: string;
  readonly apiUrl?: string;
  /** The URL of the workflow run. */
  readonly workflowRun?: string;
}

/** Reads csctl's and its successor's `OCI_*` variables, Docker's and the proxies'. */
export function parseEnvironment(variables: Variables, home: string): Environment {
  const { host, target } = parseRepository(variables['OCI_REGISTRY'], variables['OCI_REPOSITORY']);
  const secret = openSecrets(variables);
  const credentials = parseCredentials(secret, variables['OCI_USERNAME']);
  const warnings: string[] = [];
  if (credentials !== undefined && host === undefined) {
    warnings.push(
      'OCI_USERNAME or OCI_ACCESS_TOKEN is set, and OCI_REGISTRY is not: the credentials are sent nowhere, since their host is not known',
    );
  }
  if (
    Boolean(variables['OCI_USERNAME']) !== Boolean(secret.read('OCI_PASSWORD') || secret.read('OCI_ACCESS_TOKEN')) &&
    credentials === undefined
  ) {
    warnings.push('of OCI_USERNAME and OCI_PASSWORD only one is set: it is not used');
  }
  const retries = parseRetries(variables['CLUSTERSTACK_RETRIES']);
  if (variables['CLUSTERSTACK_RETRIES'] && retries === undefined) {
    warnings.push('CLUSTERSTACK_RETRIES is not a number from 0 to 20: it is not used');
  }
  const helmFolder = variables['HELM_CONFIG_HOME'] || join(variables['XDG_CONFIG_HOME'] || join(home, '.config'), 'helm');
  const wait = parseWait(variables['CLUSTERSTACK_WAIT']);
  if (variables['CLUSTERSTACK_WAIT'] && wait === undefined) warnings.push(`CLUSTERSTACK_WAIT is not ${WAIT}: it is not used`);
  return {
    ...(target !== undefined ? { target } : variables['OCI_REPOSITORY'] && { repositoryWithoutHost: variables['OCI_REPOSITORY'] }),
    ...(host !== undefined && credentials !== undefined && { registry: { host, credentials } }),
    logins: parseLogins(secret, variables, (warning) => warnings.push(warning)),
    authFile: undefined,
    loginPlaces: listLoginPlaces(variables, home, helmFolder),
    home,
    dockerConfigDirectory: variables['DOCKER_CONFIG'] || join(home, '.docker'),
    cacheDirectory: variables['CLUSTERSTACK_CACHE'] || join(variables['XDG_CACHE_HOME'] || join(home, '.cache'), 'clusterstack'),
    helmRepositories: variables['HELM_REPOSITORY_CONFIG'] || join(helmFolder, 'repositories.yaml'),
    programs: variables['PATH'] ?? '',
    others: withoutOwnSecrets(variables),
    github: parseGitHub(secret, variables),
    epoch: variables['SOURCE_DATE_EPOCH'] || undefined,
    retries,
    wait,
    plainHttp: { hosts: readHosts(parseWords(variables['CLUSTERSTACK_PLAIN_HTTP'])), withCredentials: false },
    proxies: parseProxies(secret),
    secrets: secret.list(),
    warnings,
  };
}

/** Source: https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
function parseGitHub(secret: SecretVariables, variables: Variables): GitHubEnvironment {
  const tokens = ['GITHUB_TOKEN', 'GH_TOKEN'].map((source) => ({ source, token: secret.read(source)?.trim() }));
  const { source: name, token } = tokens.find((one) => one.token) ?? {};
  const apiUrl = variables['GITHUB_API_URL'];
  const [server, repository, run] = ['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID'].map((variable) => variables[variable]);
  return {
    ...(token && name && { token, tokenSource: name }),
    ...(apiUrl && { apiUrl }),
    ...(server && repository && run && { workflowRun: `${server}/${repository}/actions/runs/${run}` }),
  };
}

function parseRetries(text: string | undefined): number | undefined {
  return text !== undefined && /^(?:1?\d|20)$/.test(text) ? Number(text) : undefined;
}

const WAIT = 'a number of seconds from 0 to 3600';

function parseWait(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,4}$/.test(text) && Number(text) <= 3600 ? Number(text) : undefined;
}

function parseWords(text = ''): readonly string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function readHosts(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map((word) => trimSlashes(withoutScheme(word)).toLowerCase()));
}

/** Adds the registries without TLS that flags or inputs name. */
export function addPlainHttp(environment: Environment, named: readonly string[], withCredentials: boolean): Environment {
  return { ...environment, plainHttp: { hosts: readHosts([...environment.plainHttp.hosts, ...named]), withCredentials } };
}

/** Puts the token that an input names in the place of the environment's. */
export function addToken(environment: Environment, token: string | undefined): Environment {
  if (token === undefined) return environment;
  return { ...environment, github: { ...environment.github, token, tokenSource: 'the input github-token' } };
}

/**
 * Puts the wait that a flag or input names in the place of the environment's.
 * @throws ReleaseError `usage`
 */
export function addWait(environment: Environment, text: string | undefined): Environment {
  if (text === undefined) return environment;
  const wait = parseWait(text);
  if (wait === undefined) throw new ReleaseError('usage', `the wait ${JSON.stringify(text)} is not ${WAIT}`);
  return { ...environment, wait };
}

/** csctl wants the host in both variables, its successor in `OCI_REGISTRY` alone. */
function parseRepository(
  registry: string | undefined,
  repository: string | undefined,
): { readonly host?: string; readonly target?: string } {
  const clean = (text = '') => withoutScheme(text).replace(/^\/+|\/+$/g, '') || undefined;
  // Registries are compared in lower case.
  const host = clean(registry)?.split('/')[0]?.toLowerCase();
  const path = clean(repository);
  if (path === undefined) return host === undefined ? {} : { host };
  const [first = ''] = path.split('/');
  if (first.toLowerCase() === host || /[.:]|^localhost$/i.test(first))
    return { host: host ?? first.toLowerCase(), target: `oci://${path}` };
  return host === undefined ? {} : { host, target: `oci://${host}/${path}` };
}

function parseCredentials(secret: SecretVariables, username: string | undefined): Credentials | undefined {
  const password = secret.read('OCI_PASSWORD');
  // Secrets are often pasted with a line end, which no header may hold.
  const token = secret.read('OCI_ACCESS_TOKEN')?.trim();
  // With a user name the token is a password, as csctl's successor uses it.
  if (username && (password || token)) return { kind: 'basic', username, password: password || (token ?? '') };
  return token ? { kind: 'bearer', token: secret.add(encodeToken(token)) } : undefined;
}

/** GHCR takes a GitHub token as `Bearer` in base64, and csctl encodes whatever it is given. */
function encodeToken(token: string): string {
  const isEncoded = isGitHubToken(Buffer.from(token, 'base64').toString('latin1'));
  return isEncoded ? token : Buffer.from(token).toString('base64');
}

function parseProxies(secret: SecretVariables): Environment['proxies'] {
  const read = (name: string) => {
    const [lower, upper] = [secret.readUrl(name.toLowerCase()), secret.readUrl(name)];
    return lower || upper || undefined;
  };
  const httpProxy = read('HTTP_PROXY');
  const httpsProxy = read('HTTPS_PROXY');
  const noProxy = read('NO_PROXY');
  return { ...(httpProxy && { httpProxy }), ...(httpsProxy && { httpsProxy }), ...(noProxy && { noProxy }) };
}

/**
 * The targets that are named, or else the one of `OCI_REPOSITORY`. One that is set and cannot be used is an error:
 * a release that went to the default in silence would be taken for published.
 *
 * @throws ReleaseError `usage`
 */
export function chooseTargets({ target, repositoryWithoutHost }: Environment, named: readonly string[]): readonly string[] {
  if (named.length > 0) return named;
  if (repositoryWithoutHost !== undefined) {
    throw new ReleaseError('usage', `OCI_REPOSITORY=${repositoryWithoutHost} names no host: set OCI_REGISTRY too, or name a target`);
  }
  return target === undefined ? [] : [target];
}

/**
 * Puts a user name and password given by flags or inputs in the place of `OCI_*`. They are for the one registry
 * among the targets: which of several they belong to cannot be known.
 *
 * @throws ReleaseError `usage`
 */
export function addLogin(
  environment: Environment,
  urls: readonly string[],
  username: string | undefined,
  password: string | undefined,
): Environment {
  if (!username && !password) return environment;
  if (!username || !password) throw new ReleaseError('usage', 'a user name and a password go together; one of them is missing or empty');
  const hosts = [
    ...new Set(urls.filter((url) => url.startsWith('oci://')).map((url) => url.slice('oci://'.length).split('/')[0]?.toLowerCase() ?? '')),
  ];
  const [host] = hosts;
  if (host === undefined || hosts.length > 1) {
    throw new ReleaseError(
      'usage',
      `a user name and password are for one registry, and the targets name ${hosts.length}; log in to each with docker login, or set CLUSTERSTACK_AUTH_<NAME>_HOST, _USERNAME and _PASSWORD`,
    );
  }
  return { ...environment, registry: { host, credentials: { kind: 'basic', username, password } } };
}
