import { followRedirects, type HttpRequest, type HttpResponse, type Network, type RetryPolicy } from '../http/index.ts';
import { OciError } from './error.ts';
import { openSession } from './open-session.ts';
import type { Reference } from './reference.ts';
import { registryError } from './registry-error.ts';
import type { Access } from './session.ts';

export type Sent = Omit<HttpRequest, 'method' | 'url' | 'authorization' | 'limit'> & { readonly limit?: number };

/** One repository's API, logged in to when it asks for that. */
export interface Connection {
  /** `oci://host/repository` */
  readonly url: string;
  readonly registry: string;
  readonly repository: string;
  /** Below which the repository's API is. */
  readonly base: URL;
  readonly policy: RetryPolicy;
  readonly now: () => number;
  readonly call: (access: Access, method: HttpRequest['method'], path: string | URL, sent?: Sent) => Promise<HttpResponse>;
  /** The response, where it has one of the statuses; throws else. */
  readonly expect: (response: HttpResponse, ...statuses: readonly number[]) => HttpResponse;
  readonly redact: (text: string) => string;
}

/** Sends nothing yet. */
export function connect(reference: Reference, network: Network): Connection {
  const { registry, repository } = reference;
  const { retry: policy, now } = network;
  const { base, transport, send, redact } = openSession(reference, network);
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

/** The error for a name that cannot be given, since it is another manifest's. */
export function tagTaken(what: string): OciError {
  return new OciError('tag-taken', `${what}; the tag names another manifest, and is not moved`);
}
