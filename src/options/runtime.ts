import { isDay } from '../day.ts';
import { ReleaseError } from '../errors.ts';
import { findCheckout, holdsHome, realPath } from '../files/index.ts';
import { createFetch } from '../http/index.ts';
import type { Logger } from '../logger.ts';
import type { Runtime } from '../request.ts';
import type { Environment } from './environment.ts';
import { findLogin } from './find-login.ts';

/**
 * The part of a request that both entries fill in: proxies, credentials, helm, and the date.
 * @param today the day to judge by, `2026-11-23`
 */
export function createRuntime(environment: Environment, logger: Logger, today: string): Runtime {
  const { proxies, helmRepositories, programs, others, epoch, retries, wait, github, plainHttp } = environment;
  return {
    logger: sayOnce(logger),
    today,
    programs,
    variables: others,
    epoch,
    plainHttp,
    wait,
    cache: chooseCache(environment, logger),
    helmRepositories,
    github,
    ...(retries !== undefined && { retry: { attempts: retries + 1 } }),
    fetch: createFetch(proxies),
    proxy: describeProxy(proxies.httpsProxy ?? proxies.httpProxy),
    credentials: async (host, repository) => (await findLogin(environment, host, repository))?.credentials,
    async describeLogin(url) {
      if (url.startsWith('github:')) return github.token === undefined ? undefined : `a token, by ${github.tokenSource}`;
      const [, host, repository] = /^oci:\/\/([^/]+)\/?(.*)/.exec(url) ?? [];
      if (host === undefined) return 'yourself, on this disk';
      const login = await findLogin(environment, host.toLowerCase(), repository);
      if (login === undefined) return undefined;
      const { credentials, by } = login;
      return `${credentials.kind === 'basic' ? credentials.username : 'a token'}, by ${by}`;
    },
  };
}

/**
 * No cache where a checkout could have brought one: a pull request would bring its own renderings and charts, and be judged by them.
 * A checkout that holds the user's home is the user's own.
 */
function chooseCache({ cacheDirectory: folder, home }: Environment, logger: Logger): string | undefined {
  const checkout = findCheckout(folder) ?? findCheckout(realPath(folder) ?? folder);
  if (checkout === undefined || holdsHome(checkout, home)) return folder;
  logger.warn(
    `the cache ${folder} is not used: it lies in the checkout ${checkout}, which may have brought its content; name a folder elsewhere with CLUSTERSTACK_CACHE`,
  );
  return undefined;
}

/** Every line finds what concerns all of them; it is said once. */
function sayOnce(logger: Logger): Logger {
  const told = new Set<string>();
  return {
    ...logger,
    warn(message) {
      if (!told.has(message)) logger.warn(message);
      told.add(message);
    },
  };
}

/** Without the user and password that may be in it. */
function describeProxy(proxy: string | undefined): string | undefined {
  if (proxy === undefined) return undefined;
  const text = proxy.includes('://') ? proxy : `http://${proxy}`;
  return URL.canParse(text) ? new URL(text).host : 'set, but not a URL';
}

/**
 * The day to judge by: the one that is named, or else the run's own.
 * @throws ReleaseError `usage`
 */
export function parseToday(named: string | undefined, now: Date): string {
  if (named === undefined) return now.toISOString().slice(0, 10);
  if (isDay(named)) return named;
  throw new ReleaseError('usage', `--today ${JSON.stringify(named)} is not a day; write it like 2026-11-23`);
}
