import { basicHeader } from './credentials.ts';
import { HttpError } from './error.ts';
import { isLoopback } from './host.ts';
import { readLogin, withoutLogin } from './login.ts';
import type { Network } from './network.ts';
import { followRedirects } from './redirect.ts';
import { retrySend } from './retry.ts';
import { createSecrets } from './secrets.ts';
import { createSend, describeRequest } from './send.ts';
import { type Peer, statusError } from './status-error.ts';

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

/** @throws HttpError for everything but the file, an unchanged one, or none there */
export type DownloadFile = (url: URL, request: DownloadRequest) => Promise<Download>;

/**
 * Reads plain URLs (a Helm repository's index, a chart, a node image's checksum) with the same care as a registry:
 * bounded, redirected safely, tried again where that helps. A user and password in the URL are basic authentication for
 * its own origin, and go nowhere else.
 * @param peer who is asked
 */
export function createDownload(peer: Peer, network: Network): DownloadFile {
  const send = retrySend(createSend(network, network.timeout ?? 60_000), network.retry);
  return async (url, { method = 'GET', headers = {}, limit }) => {
    const place = describeRequest({ method, url });
    const login = readLogin(url);
    if (login !== undefined && url.protocol === 'http:' && !isLoopback(url.hostname))
      throw new HttpError('invalid-credentials', `${place}: no password is sent over plain http; write https`);
    const secrets = createSecrets();
    if (login !== undefined) secrets.add(login.password, basicHeader(login.username, login.password).slice('Basic '.length));
    const authorization = login && basicHeader(login.username, login.password);
    const response = await followRedirects(send, { method, url: withoutLogin(url), headers, authorization, limit, expected: limit });
    const { status, truncated, body } = response;
    if (truncated) throw new HttpError('too-large', `${place}: more than ${limit} bytes`);
    if (status !== 200 && status !== 304 && status !== 404) throw statusError(response, peer, secrets.redact);
    return { status, headers: response.headers, body };
  };
}
