import { ReleaseError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { createFetch, readDockerCredentials } from '../oci/index.ts';
import type { Runtime } from '../request.ts';
import type { Environment } from './environment.ts';

/**
 * What both entries give to the pipeline: proxies, credentials of `OCI_*` before Docker's, helm, and the date.
 * @param today the day to judge by, `2026-11-23`
 */
export function createRuntime(environment: Environment, logger: Logger, today: string): Runtime {
  const { registry, dockerConfigDirectory, proxies, cacheDirectory, retries } = environment;
  return {
    logger,
    today,
    programs: environment.programs,
    epoch: environment.epoch,
    cache: cacheDirectory,
    ...(retries !== undefined && { retry: { attempts: retries + 1 } }),
    fetch: createFetch(proxies),
    credentials: async (host) =>
      registry?.host === host ? registry.credentials : readDockerCredentials({ configDirectory: dockerConfigDirectory }, host),
  };
}

/**
 * The day to judge by: the one that is named, or else the run's own.
 * @throws ReleaseError `usage`
 */
export function parseToday(named: string | undefined, now: Date): string {
  if (named === undefined) return now.toISOString().slice(0, 10);
  const time = Date.parse(`${named}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(named) && !Number.isNaN(time)) return named;
  throw new ReleaseError('usage', `--today ${JSON.stringify(named)} is no day; write it like 2026-11-23`);
}
