import { basicHeader } from './credentials.ts';
import { OciError } from './errors.ts';
import { createExchange } from './exchange.ts';
import type { Fetch } from './fetch.ts';
import { isLoopback } from './host.ts';
import { readLogin, withoutLogin } from './login.ts';
import { problem } from './problem.ts';
import { follow } from './redirect.ts';
import { PATIENT, type RetryPolicy, retryExchange } from './retry.ts';
import { createSecrets } from './secrets.ts';

export interface DownloadOptions {
  readonly fetch?: Fetch | undefined;
  readonly retry?: RetryPolicy | undefined;
  /** Milliseconds for one request; large bodies get more. */
  readonly timeout?: number | undefined;
}

export interface DownloadRequest {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes that are read at most. */
  readonly limit: number;
}

export interface Download {
  /** 200, 304, or 404. */
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

export type DownloadFile = (url: URL, request: DownloadRequest) => Promise<Download>;

/**
 * Reads plain URLs (a Helm repository's index, a chart, a node image's checksum) with the same care as a registry:
 * bounded, redirected safely, tried again where that helps. A user and password in the URL are basic authentication for
 * its own origin, and go nowhere else.
 */
export function createDownload({ fetch: given, retry = PATIENT, timeout = 60_000 }: DownloadOptions = {}): DownloadFile {
  const exchange = retryExchange(createExchange(given ?? ((url, init) => fetch(url, init)), timeout), retry);
  /** @throws OciError for everything but an answer, an unchanged one or none there */
  return async (url: URL, { method = 'GET', headers = {}, limit }: DownloadRequest): Promise<Download> => {
    const login = readLogin(url);
    if (login !== undefined && url.protocol === 'http:' && !isLoopback(url.hostname))
      throw new OciError('invalid-credentials', `${method} ${url.host}${url.pathname}: no password is sent over plain http; write https`);
    const secrets = createSecrets();
    if (login !== undefined) secrets.add(login.password, basicHeader(login.username, login.password).slice('Basic '.length));
    const authorization = login && basicHeader(login.username, login.password);
    const answer = await follow(exchange, { method, url: withoutLogin(url), headers, authorization, limit, expected: limit });
    if (answer.truncated) throw new OciError('too-large', `${method} ${url.host}${url.pathname}: more than ${limit} bytes`);
    if (answer.status !== 200 && answer.status !== 304 && answer.status !== 404) throw problem(answer, secrets.redact);
    return { status: answer.status, headers: answer.headers, body: answer.body };
  };
}
