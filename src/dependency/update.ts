import { readKnowledge } from '../compat/index.ts';
import { createNetwork } from '../http/index.ts';
import { mapLimited } from '../map-limited.ts';
import type { Runtime, UpdateRequest } from '../request.ts';
import type { UpdateReport } from '../result.ts';
import { findStacks, parseKubernetesFlag } from '../stack/index.ts';
import { readKubernetesVersions } from './read-kubernetes-versions.ts';
import { updateStack } from './update-stack.ts';

/**
 * Moves the versions of stacks to the newest that fit, and writes their locks.
 * @throws ReleaseError, HttpError, OciError; of a stack that fails nothing is written
 */
export async function update(request: UpdateRequest, runtime: Runtime): Promise<UpdateReport> {
  const { cache, helmRepositories, logger } = runtime;
  const network = createNetwork(runtime);
  const [directories, knowledge, kubernetesVersions] = await Promise.all([
    findStacks(request.stacks),
    readKnowledge(request.knowledge ?? []),
    request.kubernetesVersions === undefined ? undefined : readKubernetesVersions(request.kubernetesVersions, network),
  ]);
  const kubernetes = request.kubernetes === undefined ? undefined : parseKubernetesFlag(request.kubernetes);
  const updates = await mapLimited(directories, (directory) => {
    logger?.progress(`${directory}: looking for newer versions`);
    const { mirrors, dryRun } = request;
    return updateStack(directory, { network, cache, helmRepositories, mirrors, dryRun, knowledge, kubernetes, kubernetesVersions });
  });
  return { schemaVersion: 1, updates };
}
