import type { Exchange } from '../logger.ts';
import { HttpError } from './error.ts';
import type { Fetch } from './fetch.ts';
import { isLoopback } from './host.ts';
import { networkError, speaksNoTls } from './network-error.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole `Authorization` header. Kept apart so that redirects can drop it. */
  readonly authorization?: string | undefined;
  readonly body?: Buffer | FileBody;
  /** Takes a good answer's body in place of `limit` and the response's `body`; called anew each time that the request is tried again. */
  readonly receive?: (chunks: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Not tried again: whoever sends it has another way. */
  readonly isOptional?: boolean;
  /** Bytes of a good answer's body that are read at most. */
  readonly limit: number;
  /** Bytes that are known to come; a long body may take longer. */
  readonly expected?: number;
}

/** A body too large for memory. */
export interface FileBody {
  /** Bytes. */
  readonly length: number;
  /** Its bytes from the first on, as often as the request is sent. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface HttpResponse {
  readonly method: string;
  /** Where the answer is from; on loopback `http:` may have taken the place of `https:`. */
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** The body is longer than the limit: `body` is useless. */
  readonly truncated: boolean;
}

/** What requests go through; a part of a network. */
export interface Wire {
  readonly fetch: Fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly trace: (exchange: Exchange) => void;
}

export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/** Bytes of one file at most that is read whole, whatever size is stated: more than the largest chart or release file. */
export const LARGEST_FILE = 64 * 1024 * 1024;

const LARGEST_ERROR = 64 * 1024;

/** Slower than this (bytes per millisecond) is as good as stuck, so a body prolongs its request's time limit by this. */
const SLOWEST = 64;

/** Milliseconds that no body prolongs it beyond, whatever size is stated. */
const LONGEST_BODY = 15 * 60_000;

/** A body that brings less than {@link LEAST} in so many milliseconds is stuck, however long it might still take. */
const WINDOW = 30_000;
/** Bytes per millisecond. */
const LEAST = 1;

/** A request, named for messages: no query and no userinfo, which hold signatures and passwords. */
export function describeRequest({ method, url }: Pick<HttpRequest | HttpResponse, 'method' | 'url'>): string {
  return `${method} ${url.host}${url.pathname}`;
}

/**
 * One request and its whole answer, bounded in time and size. Every request goes through here; redirects,
 * logins and statuses are decided elsewhere.
 */
export function createSend(wire: Wire, timeout: number): Send {
  /** How hosts on this machine are reached: found out by the first request, which is sent only once TLS works or has failed. */
  const loopback = new Map<string, 'https:' | 'http:'>();

  return async (request) => {
    const { host, hostname, protocol } = request.url;
    if (protocol !== 'https:' || !isLoopback(hostname)) return transmit(wire, timeout, request);
    const known = loopback.get(host);
    if (known === 'http:') return transmit(wire, timeout, overHttp(request));
    try {
      const response = await transmit(wire, timeout, request, known === undefined ? speaksNoTls : undefined);
      loopback.set(host, 'https:');
      return response;
    } catch (error) {
      if (error !== NO_TLS) throw error;
      const response = await transmit(wire, timeout, overHttp(request));
      loopback.set(host, 'http:');
      return response;
    }
  };
}

const NO_TLS = Symbol('the peer does not speak TLS');

function overHttp(request: HttpRequest): HttpRequest {
  const url = new URL(request.url);
  url.protocol = 'http:';
  return { ...request, url };
}

async function transmit(
  { fetch, now, trace }: Wire,
  timeout: number,
  request: HttpRequest,
  isNoTls?: (error: unknown) => boolean,
): Promise<HttpResponse> {
  const { method, url, headers, authorization, body, receive, limit, expected = 0 } = request;
  const place = describeRequest({ method, url });
  const controller = new AbortController();
  let allowed = timeout + prolong(body?.length ?? 0);
  let timer = setTimeout(() => controller.abort(), allowed);
  let stuck: NodeJS.Timeout | undefined;
  const began = now();
  const progress = { bytes: 0 };
  let status: number | undefined;
  let isSent = true;
  try {
    const response = await fetch(url.href, {
      method,
      // Content is checked by its bytes, so it must not be compressed on the way.
      headers: { 'accept-encoding': 'identity', ...headers, ...lengthOf(body), ...(authorization !== undefined && { authorization }) },
      ...(body !== undefined && formatBody(body)),
      redirect: 'manual',
      signal: controller.signal,
    });
    status = response.status;
    // Only a server that has begun to answer gets the time that its answer may take.
    clearTimeout(timer);
    allowed += prolong(Math.min(Number(response.headers.get('content-length')) || expected, expected));
    timer = setTimeout(() => controller.abort(), allowed);
    stuck = watch(progress, Math.min(WINDOW, timeout), () => controller.abort());
    const read =
      receive !== undefined && response.ok
        ? await passBody(response, receive, place, progress)
        : await readBody(response, response.ok ? limit : LARGEST_ERROR, method, place, progress);
    return { method, url, status, headers: response.headers, ...read };
  } catch (error) {
    if (controller.signal.aborted)
      throw new HttpError('timeout', `${place}: no full answer within ${allowed} ms, or too little of it; check the network`, true);
    isSent = isNoTls?.(error) !== true;
    if (!isSent) throw NO_TLS;
    throw networkError(error, place);
  } finally {
    clearTimeout(timer);
    clearInterval(stuck);
    const shown = `${url.origin}${url.pathname}`;
    if (isSent) trace({ method, url: shown, status, milliseconds: now() - began, sent: body?.length ?? 0, received: progress.bytes });
  }
}

/** Milliseconds that so many bytes may take. */
function prolong(bytes: number): number {
  return Math.min(Math.ceil(bytes / SLOWEST), LONGEST_BODY);
}

function watch(progress: { readonly bytes: number }, window: number, stop: () => void): NodeJS.Timeout {
  let before = 0;
  return setInterval(() => {
    if (progress.bytes - before < window * LEAST) stop();
    before = progress.bytes;
  }, window);
}

async function readBody(
  response: Response,
  limit: number,
  method: string,
  place: string,
  progress: { bytes: number },
): Promise<Pick<HttpResponse, 'body' | 'truncated'>> {
  const { body, headers } = response;
  if (body === null || method === 'HEAD') return { body: Buffer.alloc(0), truncated: false };
  const reader = body.getReader();
  // `fetch` unpacks what a server compressed unasked, and one compression may be harmless; many are made to swell.
  if (headers.get('content-encoding')?.includes(',')) {
    await reader.cancel().catch(() => {});
    throw new HttpError('invalid-response', `${place}: the answer is compressed more than once`);
  }
  const chunks: Uint8Array[] = [];
  // Of a compressed answer the length says nothing of what it unpacks to: a chart that is compressed once more gets longer.
  const stated = headers.has('content-encoding') ? 0 : Number(headers.get('content-length') ?? 0);
  let size = stated > limit ? Number.POSITIVE_INFINITY : 0;
  while (size <= limit) {
    const { done, value } = await reader.read();
    if (done) return { body: Buffer.concat(chunks), truncated: false };
    size += value.length;
    progress.bytes = size;
    chunks.push(value);
  }
  // Cancelling closes the connection; how that goes does not matter.
  await reader.cancel().catch(() => {});
  return { body: Buffer.concat(chunks).subarray(0, limit), truncated: true };
}

/** Hands a body on as it comes. What the receiver throws is the result, unless the connection broke first. */
async function passBody(
  { body, headers }: Response,
  receive: (chunks: AsyncIterable<Uint8Array>) => Promise<void>,
  place: string,
  progress: { bytes: number },
): Promise<Pick<HttpResponse, 'body' | 'truncated'>> {
  if (headers.has('content-encoding')) {
    await body?.cancel().catch(() => {});
    throw new HttpError('invalid-response', `${place}: the answer is compressed, although that was not asked for`);
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    if (body === null) return;
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      progress.bytes += chunk.length;
      yield chunk;
    }
  }
  await receive(chunks());
  return { body: Buffer.alloc(0), truncated: false };
}

/** Only a body whose length is said beforehand is taken by every server. */
function lengthOf(body: Buffer | FileBody | undefined): Record<string, string> {
  return body === undefined || Buffer.isBuffer(body) ? {} : { 'content-length': String(body.length) };
}

function formatBody(body: Buffer | FileBody): RequestInit {
  if (Buffer.isBuffer(body)) return { body };
  const init: RequestInit & { duplex: 'half' } = { body: ReadableStream.from(body.open()), duplex: 'half' };
  return init;
}
