import type { Logger } from '../logger.ts';
import { createFetch, readDockerCredentials } from '../oci/index.ts';
import type { Runtime } from '../request.ts';
import type { Environment } from './environment.ts';

/** What both entries give to the pipeline: proxies, and credentials of `OCI_*` before Docker's. */
export function createRuntime(environment: Environment, logger: Logger): Runtime {
  const { registry, dockerConfigDirectory, proxies } = environment;
  return {
    logger,
    fetch: createFetch(proxies),
    credentials: async (host) =>
      registry?.host === host ? registry.credentials : readDockerCredentials({ configDirectory: dockerConfigDirectory }, host),
  };
}
