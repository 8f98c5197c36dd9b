import { isObject } from '../data.ts';

/** A connection that failed at the proxy; the cause says how. */
export class ProxyFailure extends Error {
  /** Host and port, without user and password. */
  readonly proxy: string;

  constructor(proxy: string, cause: unknown) {
    super('the proxy failed', { cause });
    this.proxy = proxy;
  }
}

/**
 * The proxy that could not be reached or refused the request; undefined where the failure may be the target's own. A system
 * error says where the connection went to.
 */
export function findFailedProxy(error: unknown, target: URL, proxies: readonly URL[], depth = 0): URL | undefined {
  if (!isObject(error) || depth > 4) return undefined;
  const { code, hostname, port, cause, errors } = error;
  const own = proxies.find((proxy) => {
    // A refused CONNECT; `proxies` has the one for `http:` first.
    if (code === 'UND_ERR_ABORTED') return proxy === proxies.at(target.protocol === 'https:' ? -1 : 0);
    if (typeof hostname === 'string') return hostname === bare(proxy) && hostname !== bare(target);
    return typeof port === 'number' && port === portOf(proxy) && port !== portOf(target);
  });
  const inner = [cause, ...(Array.isArray(errors) ? errors : [])];
  return own ?? inner.map((one) => findFailedProxy(one, target, proxies, depth + 1)).find((one) => one !== undefined);
}

function bare({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
