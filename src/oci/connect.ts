import {
  type Credentials,
  createSend,
  followRedirects,
  HttpError,
  type HttpRequest,
  type HttpResponse,
  type Network,
  type RetryPolicy,
  retrySend,
} from '../http/index.ts';
import { apiHost } from './docker-hub.ts';
import { OciError } from './error.ts';
import type { Reference } from './reference.ts';
import { registryError } from './registry-error.ts';
import { type Access, createSession } from './session.ts';

export type Sent = Omit<HttpRequest, 'method' | 'url' | 'authorization' | 'limit'> & { readonly limit?: number };

/** One repository's API, logged in to when it asks for that. */
export interface Connection {
  /** `oci://host/repository` */
  readonly url: string;
  readonly registry: string;
  readonly repository: string;
  /** `https://host/v2/repository/` */
  readonly base: URL;
  readonly policy: RetryPolicy;
  readonly now: () => number;
  readonly call: (access: Access, method: HttpRequest['method'], path: string | URL, sent?: Sent) => Promise<HttpResponse>;
  /** The response, where it has one of the statuses; throws else. */
  readonly expect: (response: HttpResponse, ...statuses: readonly number[]) => HttpResponse;
  readonly redact: (text: string) => string;
}

/** Sends nothing yet. */
export function connect({ registry, repository }: Reference, network: Network): Connection {
  const { retry: policy, now, plainHttp } = network;
  const isPlain = plainHttp.hosts.has(registry);
  const isOpen = !isPlain || plainHttp.withCredentials;
  const credentials = isOpen ? network.credentials : () => withhold(registry, network.credentials(registry, repository));
  const base = new URL(`${isPlain ? 'http' : 'https'}://${apiHost(registry)}/v2/${repository}/`);
  const transport = retrySend(createSend(network, network.timeout ?? 120_000), policy);
  const { send, redact } = createSession({ registry, repository, transport, credentials, now, notify: policy.notify });
  return {
    url: `oci://${registry}/${repository}`,
    registry,
    repository,
    base,
    policy,
    now,
    redact,
    call(access, method, path, sent = {}) {
      const request: HttpRequest = { method, url: new URL(path, base), limit: 0, ...sent };
      // An upload may continue on another host, which our credentials are not for.
      return request.url.host === base.host ? send(access, request) : followRedirects(transport, request);
    },
    expect(response, ...statuses) {
      if (statuses.includes(response.status)) return response;
      throw registryError(response, redact);
    },
  };
}

/**
 * For a registry that is reached over plain http.
 * @throws HttpError `invalid-credentials` where there are some: they are not sent unless that is asked for
 */
async function withhold(registry: string, credentials: Promise<Credentials | undefined>): Promise<undefined> {
  if ((await credentials) === undefined) return undefined;
  throw new HttpError(
    'invalid-credentials',
    `${registry} wants a log-in, and what is sent to it over plain http can be read on the way: give it TLS, or send the log-in all the same with --insecure-credentials`,
  );
}

/** The error for a name that cannot be given, since it is another manifest's. */
export function tagTaken(what: string): OciError {
  return new OciError('tag-taken', `${what}; the tag names another manifest, and is not moved`);
}
