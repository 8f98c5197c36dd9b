import { createSend, HttpError, type Network, retrySend, type Send } from '../http/index.ts';
import { apiHost } from './docker-hub.ts';
import type { Reference } from './reference.ts';
import { createSession, type Session } from './session.ts';

/** A repository's API, and how requests reach it. */
export interface OpenSession extends Session {
  /** `https://host/v2/repository/` */
  readonly base: URL;
  /** Without a log-in. */
  readonly transport: Send;
}

/** Asks nothing yet. */
export function openSession({ registry, repository }: Reference, network: Network): OpenSession {
  const { retry: policy, now, plainHttp } = network;
  const isPlain = plainHttp.hosts.has(registry);
  const isOpen = !isPlain || plainHttp.withCredentials;
  const credentials = isOpen ? network.credentials : (host: string) => withhold(host, network.credentials);
  const base = new URL(`${isPlain ? 'http' : 'https'}://${apiHost(registry)}/v2/${repository}/`);
  const transport = retrySend(createSend(network, network.timeout ?? 120_000), policy);
  return { base, transport, ...createSession({ registry, repository, transport, credentials, now, notify: policy.notify }) };
}

/**
 * For a registry that is reached over plain http.
 * @throws HttpError `invalid-credentials` where there are some: they are not sent unless that is asked for
 */
async function withhold(registry: string, credentials: Network['credentials']): Promise<undefined> {
  if ((await credentials(registry)) === undefined) return undefined;
  throw new HttpError(
    'invalid-credentials',
    `${registry} wants a log-in, and what is sent to it over plain http can be read on the way: give it TLS, or send the log-in all the same with --insecure-credentials`,
  );
}
