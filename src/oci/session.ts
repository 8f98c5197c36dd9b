import { isIP } from 'node:net';
import {
  basicHeader,
  type Credentials,
  checkToken,
  createSecrets,
  describeStatus,
  followRedirects,
  HttpError,
  type HttpRequest,
  type HttpResponse,
  type Network,
  type Secrets,
  type Send,
} from '../http/index.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { apiHost } from './docker-hub.ts';
import { registryError } from './registry-error.ts';
import { fetchToken } from './token.ts';

/** The right that a request needs in the repository; a token to push serves pulls as well, and one to mount also reads another repository. */
export type Access = 'pull' | 'push' | `mount:${string}`;

export interface Session {
  /** Sends a request to the registry's API, logs in when asked to, and follows redirects. */
  readonly send: (access: Access, request: HttpRequest) => Promise<HttpResponse>;
  readonly redact: (text: string) => string;
}

export interface SessionOptions {
  readonly registry: string;
  readonly repository: string;
  readonly transport: Send;
  readonly credentials: Network['credentials'];
  readonly now: () => number;
  /** Told where credentials go that are not the registry's own host. */
  readonly notify: (message: string) => void;
}

interface Grant {
  readonly header: string;
  /** Milliseconds; when to ask for the next one. */
  readonly until: number;
}

/** Logs in to one registry for one repository and remembers how. There is no ping: the first answer says what it wants. */
export function createSession({ registry, repository, transport, credentials, now, notify }: SessionOptions): Session {
  const secrets = createSecrets();
  const grants = new Map<Access, Grant>();
  const pending = new Map<Access, Promise<string>>();
  let challenge: { readonly by: URL; readonly bearer: Challenge } | undefined;
  let found: Promise<Credentials | undefined> | undefined;
  let isTold = false;

  /** The header to send now: a valid one, a new one when we know how to get it, or none as long as none was asked for. */
  async function current(access: Access): Promise<string | undefined> {
    const known = granted(access);
    if (known !== undefined || challenge !== undefined) return known ?? acquire(access);
    // Without tokens one header is for everything.
    return access.startsWith('mount:') ? granted('push') : undefined;
  }

  function granted(access: Access): string | undefined {
    const usable: readonly Access[] = access === 'pull' ? ['push', 'pull'] : [access];
    return usable.map((kind) => grants.get(kind)).find((grant) => grant !== undefined && now() < grant.until)?.header;
  }

  /** Gets a header; requests that need the same at the same time share it. */
  function acquire(access: Access): Promise<string> {
    const running = pending.get(access);
    if (running !== undefined) return running;
    const started = request(access).finally(() => pending.delete(access));
    pending.set(access, started);
    return started;
  }

  async function request(access: Access): Promise<string> {
    if (challenge === undefined) throw new HttpError('unauthorized', `${registry} does not say how to log in`);
    const { by, bearer } = challenge;
    const scope = scopeOf(repository, access, bearer);
    const who = await find();
    const fail = (response: HttpResponse): HttpError =>
      response.status === 401 ? refusal(response, who) : registryError(response, secrets.redact);
    if (who !== undefined) tellRealm(bearer);
    const { token, expiresIn } = await fetchToken(transport, by, bearer, scope, who, secrets, fail);
    // Early enough that a request under way does not outlive its token.
    const margin = Math.min(10, expiresIn / 4);
    const grant = { header: `Bearer ${token}`, until: now() + (expiresIn - margin) * 1000 };
    grants.set(access, grant);
    return grant.header;
  }

  /** As Docker does, the registry is believed that has the credentials anyway; but where they go is said. */
  function tellRealm({ parameters }: Challenge): void {
    const realm = parameters['realm'] ?? '';
    const host = URL.canParse(realm) ? new URL(realm).hostname : undefined;
    if (host === undefined || isTold || isRelated(apiHost(registry).replace(/:\d+$/, ''), host)) return;
    isTold = true;
    notify(`${registry} has its log-ins at ${host}: the credentials for it are sent there, since the registry says so`);
  }

  /** After a 401: another header than the one that was refused. */
  async function renew(access: Access, response: HttpResponse, refused: string | undefined): Promise<string> {
    for (const [kind, grant] of grants) if (grant.header === refused) grants.delete(kind);
    // Another request may have renewed it in the meantime.
    const other = granted(access);
    if (other !== undefined) return other;

    const offered = parseChallenges(response.headers.get('www-authenticate') ?? '');
    const who = await find();
    if (who?.kind === 'bearer') return keep(access, `Bearer ${who.token}`, response, refused);
    const bearer = offered.find(({ scheme }) => scheme === 'bearer');
    if (bearer !== undefined) {
      challenge = { by: response.url, bearer };
      return acquire(access);
    }
    if (!offered.some(({ scheme }) => scheme === 'basic') || who?.kind !== 'basic') throw refusal(response, who);
    return keep(access, basicHeader(who.username, who.password), response, refused);
  }

  /** Remembers a header that does not expire. Sending it a second time would only help to lock the account. */
  async function keep(access: Access, header: string, response: HttpResponse, refused: string | undefined): Promise<string> {
    if (header === refused) throw refusal(response, await find());
    grants.set('push', { header, until: Number.POSITIVE_INFINITY });
    grants.set(access, { header, until: Number.POSITIVE_INFINITY });
    return header;
  }

  /** Asks for the credentials once, and only when a registry wants some. */
  function find(): Promise<Credentials | undefined> {
    found ??= credentials(registry, repository).then((who) => {
      hide(secrets, who);
      if (who !== undefined && who.kind !== 'basic') checkToken(who.token, 'invalid-credentials', `the token for ${registry}`);
      return who;
    });
    return found;
  }

  function refusal(response: HttpResponse, who: Credentials | undefined): HttpError {
    const why =
      who === undefined
        ? `no credentials found for ${registry}: log in with "docker login ${registry}", or pass them`
        : `the credentials for ${registry} were refused: check that they are right, not expired, and may use ${repository}`;
    return new HttpError('unauthorized', `${describeStatus(response, secrets.redact)}; ${why}`);
  }

  async function send(access: Access, request: HttpRequest): Promise<HttpResponse> {
    const sent = await current(access);
    const first = await followRedirects(transport, { ...request, authorization: sent });
    if (first.status !== 401 || first.url.host !== request.url.host) return first;
    const second = await followRedirects(transport, { ...request, authorization: await renew(access, first, sent) });
    if (second.status === 401) throw refusal(second, await find());
    return second;
  }

  return { send, redact: secrets.redact };
}

/** Whether two hosts have one name, or names below one that is not a top-level domain. */
function isRelated(a: string, b: string): boolean {
  if (a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)) return true;
  const parent = (host: string) => host.slice(host.indexOf('.') + 1);
  return parent(a) === parent(b) && parent(a).includes('.') && !isIP(a);
}

/** The scopes that the challenge asks for, and those that we need in any case: some registries name less than a later request needs. */
function scopeOf(repository: string, access: Access, { parameters }: Challenge): string {
  const own = `repository:${repository}:${access === 'pull' ? 'pull' : 'pull,push'}`;
  const needed = access.startsWith('mount:') ? [own, `repository:${access.slice('mount:'.length)}:pull`] : [own];
  const actions = new Map<string, Set<string>>();
  for (const scope of [...(parameters['scope'] ?? '').split(' '), ...needed]) {
    const [, resource, list] = /^(.+):([^:]+)$/.exec(scope) ?? [];
    if (resource === undefined || list === undefined) continue;
    const known = actions.get(resource) ?? new Set();
    for (const action of list.split(',')) known.add(action);
    actions.set(resource, known);
  }
  return [...actions].map(([resource, list]) => `${resource}:${[...list].sort().join(',')}`).join(' ');
}

function hide(secrets: Secrets, who: Credentials | undefined): void {
  if (who === undefined) return;
  if (who.kind === 'basic') secrets.add(who.password, basicHeader(who.username, who.password).slice('Basic '.length));
  // A bearer token may be base64 of another one, and a server may quote either.
  else secrets.add(who.token, Buffer.from(who.token, 'base64').toString('utf8'));
}
