import {
  createSecrets,
  createSend,
  type Failure,
  followRedirects,
  HttpError,
  type HttpRequest,
  type HttpResponse,
  isLoopback,
  type Network,
  type RetryPolicy,
  retry,
} from '../http/index.ts';
import { judgeLimit, judgeRead } from './limits.ts';
import { createPace } from './pace.ts';

export interface SessionOptions {
  readonly network: Network;
  /** GitHub Enterprise Server's is `https://host/api/v3`; undefined is `https://api.github.com`. */
  readonly apiUrl: string | undefined;
  readonly token: string | undefined;
}

export type Sent = Omit<HttpRequest, 'method' | 'url' | 'authorization' | 'limit'> & { readonly limit?: number };

export interface Session {
  readonly api: URL;
  readonly hasToken: boolean;
  readonly policy: RetryPolicy;
  /**
   * Asks what changes nothing as often as it takes, and deletes again, too: what is deleted twice is deleted. Any other
   * change is sent once: repeating it is for those who can look what became of it. Only rate limits are waited for,
   * which act on nothing.
   */
  send(method: HttpRequest['method'], url: URL, sent: Sent): Promise<HttpResponse>;
  readonly redact: (text: string) => string;
}

const GITHUB_API = 'https://api.github.com';
const VERSION = '2022-11-28';
const LARGEST = 16 * 1024 * 1024;

/**
 * Sends requests to one GitHub. The token goes to its API and its upload host, and nowhere else.
 * @throws HttpError `invalid-url` for an API URL that is not one, `invalid-credentials` for a token that cannot be one
 */
export function createSession({ network, apiUrl, token }: SessionOptions): Session {
  const { retry: policy, now } = network;
  const api = parseApiUrl(apiUrl ?? GITHUB_API);
  const secrets = createSecrets();
  const authorization = token === undefined || token === '' ? undefined : `Bearer ${checkToken(token)}`;
  if (token !== undefined) secrets.add(token);
  const send = createSend(network, network.timeout ?? 120_000);
  const pace = createPace({ now, sleep: policy.sleep });

  const build = (method: HttpRequest['method'], url: URL, sent: Sent): HttpRequest => {
    const headers = { ...sent.headers, 'x-github-api-version': VERSION };
    return { method, url, limit: LARGEST, ...sent, headers, ...(isOfSameGitHub(api, url) && { authorization }) };
  };

  return {
    api,
    hasToken: authorization !== undefined,
    policy,
    redact: secrets.redact,
    async send(method, url, sent) {
      const request = build(method, url, sent);
      if (method === 'GET') return followRedirects((one) => retry(policy, () => send(one), judgeRead), request);
      // Who has to wait lets all others wait, as GitHub asks for.
      const sendOnce = () => followRedirects(send, request);
      return pace(() => (method === 'DELETE' ? retry(policy, sendOnce, judgeRead) : retryLimits(policy, sendOnce)));
    },
  };
}

async function retryLimits(policy: RetryPolicy, send: () => Promise<HttpResponse>): Promise<HttpResponse> {
  const judge = (result: HttpResponse | HttpError): Failure | undefined => (result instanceof HttpError ? undefined : judgeLimit(result));
  const result = await retry(
    policy,
    () =>
      send().catch((error: unknown) => {
        if (error instanceof HttpError) return error;
        throw error;
      }),
    judge,
  );
  if (result instanceof HttpError) throw result;
  return result;
}

/** Whether the token may go there. Uploads have a host of their own at github.com and ghe.com, a path of their own elsewhere. */
export function isOfSameGitHub(api: URL, url: URL): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (url.origin === api.origin) return true;
  if (isLoopback(api.hostname)) return isLoopback(url.hostname);
  return url.protocol === 'https:' && api.host.startsWith('api.') && url.host === `uploads.${api.host.slice('api.'.length)}`;
}

/** The host of repositories whose API is there: `github.com` of https://api.github.com, `host` of https://host/api/v3. */
export function repositoryHost(apiUrl = GITHUB_API): string {
  return URL.canParse(apiUrl) ? new URL(apiUrl).host.replace(/^api\./, '') : apiUrl;
}

function parseApiUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (url === undefined || !isSafe || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new HttpError(
      'invalid-url',
      'the URL of the GitHub API has to be https://host or https://host/api/v3, without password or query',
    );
  }
  return url;
}

function checkToken(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new HttpError('invalid-credentials', 'the GitHub token has characters that no token has, such as a line break');
}
