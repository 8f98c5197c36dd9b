import { OciError } from './errors.ts';
import type { Fetch } from './fetch.ts';
import { isLoopback } from './host.ts';
import { networkError, speaksNoTls } from './network-error.ts';

export interface Request {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole `Authorization` header. Kept apart so that redirects can drop it. */
  readonly authorization?: string | undefined;
  readonly body?: Buffer;
  /** Bytes of a good answer's body that are read at most. */
  readonly limit: number;
  /** Bytes that are known to come; a long body may take longer. */
  readonly expected?: number;
}

export interface Answer {
  readonly method: string;
  /** Where the answer is from; on loopback `http:` may have taken the place of `https:`. */
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** The body is longer than the limit: `body` is useless. */
  readonly truncated: boolean;
}

export type Exchange = (request: Request) => Promise<Answer>;

const LARGEST_ERROR = 64 * 1024;

/** Slower than this (bytes per millisecond) is as good as stuck, so a body prolongs its request's time limit by this. */
const SLOWEST = 64;

/** What to call a request in messages: no query and no userinfo, which hold signatures and passwords. */
export function placeOf(method: string, url: URL): string {
  return `${method} ${url.host}${url.pathname}`;
}

/**
 * One request and its whole answer, bounded in time and size. Every request goes through here; redirects,
 * log-ins and statuses are others' business.
 */
export function createExchange(fetch: Fetch, timeout: number): Exchange {
  /** How hosts on this machine are reached: found out by the first request, which is sent only once TLS works or has failed. */
  const loopback = new Map<string, 'https:' | 'http:'>();

  return async (request) => {
    const { host, hostname, protocol } = request.url;
    if (protocol !== 'https:' || !isLoopback(hostname)) return transmit(fetch, timeout, request);
    const known = loopback.get(host);
    if (known === 'http:') return transmit(fetch, timeout, overHttp(request));
    try {
      const answer = await transmit(fetch, timeout, request, known === undefined ? speaksNoTls : undefined);
      loopback.set(host, 'https:');
      return answer;
    } catch (error) {
      if (error !== NO_TLS) throw error;
      const answer = await transmit(fetch, timeout, overHttp(request));
      loopback.set(host, 'http:');
      return answer;
    }
  };
}

const NO_TLS = Symbol('the peer does not speak TLS');

function overHttp(request: Request): Request {
  const url = new URL(request.url);
  url.protocol = 'http:';
  return { ...request, url };
}

async function transmit(fetch: Fetch, timeout: number, request: Request, isNoTls?: (error: unknown) => boolean): Promise<Answer> {
  const { method, url, headers, authorization, body, limit, expected = 0 } = request;
  const place = placeOf(method, url);
  const controller = new AbortController();
  let allowed = timeout + Math.ceil((body?.length ?? 0) / SLOWEST);
  let timer = setTimeout(() => controller.abort(), allowed);
  try {
    const response = await fetch(url.href, {
      method,
      // Content is checked by its bytes, so no one may compress it on the way.
      headers: { 'accept-encoding': 'identity', ...headers, ...(authorization !== undefined && { authorization }) },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal: controller.signal,
    });
    // Only a server that has begun to answer gets the time that its answer may take.
    clearTimeout(timer);
    allowed += Math.ceil(Math.min(Number(response.headers.get('content-length')) || expected, expected) / SLOWEST);
    timer = setTimeout(() => controller.abort(), allowed);
    const read = await readBody(response, response.ok ? limit : LARGEST_ERROR, method);
    return { method, url, status: response.status, headers: response.headers, ...read };
  } catch (error) {
    if (controller.signal.aborted)
      throw new OciError('timeout', `${place}: no full answer within ${allowed} ms; check the network, or allow more time`, true);
    if (isNoTls?.(error) === true) throw NO_TLS;
    throw networkError(error, place);
  } finally {
    clearTimeout(timer);
  }
}

async function readBody(response: Response, limit: number, method: string): Promise<Pick<Answer, 'body' | 'truncated'>> {
  const { body } = response;
  if (body === null || method === 'HEAD') return { body: Buffer.alloc(0), truncated: false };
  const chunks: Uint8Array[] = [];
  let size = Number(response.headers.get('content-length') ?? 0) > limit ? Number.POSITIVE_INFINITY : 0;
  const reader = body.getReader();
  while (size <= limit) {
    const { done, value } = await reader.read();
    if (done) return { body: Buffer.concat(chunks), truncated: false };
    size += value.length;
    chunks.push(value);
  }
  // Cancelling closes the connection; how that goes does not matter.
  await reader.cancel().catch(() => {});
  return { body: Buffer.concat(chunks).subarray(0, limit), truncated: true };
}
