import { clipText } from '../text.ts';
import { HttpError } from './error.ts';
import { isLoopback } from './host.ts';
import { findFailedProxy, ProxyFailure } from './proxy-failure.ts';

/** The part of the global `fetch` that is used here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface ProxyOptions {
  /** The proxy's URL for `http:` requests, and for `https:` ones where there is no other. */
  readonly httpProxy?: string | undefined;
  readonly httpsProxy?: string | undefined;
  /** Hosts that are reached directly, as in the variable NO_PROXY. */
  readonly noProxy?: string | undefined;
}

/** A `fetch` that goes through the proxies, except to this machine itself. Without proxies it is the global one. */
export function createFetch({ httpProxy, httpsProxy, noProxy }: ProxyOptions): Fetch {
  const direct: Fetch = (url, init) => fetch(url, init);
  const http = checkProxy(httpProxy);
  const https = checkProxy(httpsProxy);
  if (http === '' && https === '') return direct;

  const proxies = [http, https].filter((proxy) => proxy !== '').map((proxy) => new URL(proxy));
  let proxied: Promise<Fetch> | undefined;
  return async (url, init) => {
    if (isLoopback(new URL(url).hostname)) return direct(url, init);
    proxied ??= importProxied(http, https, noProxy ?? '');
    try {
      return await (await proxied)(url, init);
    } catch (error) {
      const failed = findFailedProxy(error, new URL(url), proxies);
      throw failed === undefined ? error : new ProxyFailure(failed.host, error);
    }
  };
}

/** Loaded when needed only: undici takes longer to start than everything else here. */
async function importProxied(httpProxy: string, httpsProxy: string, noProxy: string): Promise<Fetch> {
  const undici = await import('undici');
  // The empty strings keep undici from asking the environment itself.
  const dispatcher = new undici.EnvHttpProxyAgent({ httpProxy, httpsProxy, noProxy });
  // undici's own fetch, since Node's refuses a dispatcher of another undici version. Its types differ in name only.
  const send = undici.fetch as unknown as (url: string, init: object) => Promise<Response>;
  return (url, init) => send(url, { ...init, dispatcher });
}

/** The proxy's URL or an empty string. Its user and password never get into the error. */
function checkProxy(proxy: string | undefined): string {
  if (proxy === undefined || proxy.trim() === '') return '';
  const text = proxy.trim();
  const withScheme = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(withScheme)) throw new HttpError('invalid-proxy', 'the proxy is not a URL: write http://host:port');
  const { protocol } = new URL(withScheme);
  if (protocol === 'http:' || protocol === 'https:') return withScheme;
  throw new HttpError('invalid-proxy', `a proxy of kind ${clipText(protocol, 20)} is not supported: write http://host:port`);
}
