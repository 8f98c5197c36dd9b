import { join } from 'node:path';
import { ReleaseError } from '../errors.ts';
import { type Logger, silentLogger } from '../logger.ts';
import { findForeignNames, hasCommonZlib, type ReleaseSource } from '../release/index.ts';
import type { ReleaseRequest, Runtime } from '../request.ts';
import { layoutDirectory, openTarget } from './open-target.ts';
import type { ReleaseTarget } from './release-target.ts';

/** Targets and source, opened, and where messages go. */
export interface World {
  readonly targets: readonly ReleaseTarget[];
  readonly source: ReleaseSource;
  readonly logger: Logger;
}

/**
 * Opens what a request names. Asks nothing of it yet.
 * @throws ReleaseError `invalid-target`, `usage`
 */
export function openWorld(request: Pick<ReleaseRequest, 'targets' | 'source' | 'output' | 'offline'>, runtime: Runtime): World {
  const urls = request.targets.length > 0 ? [...new Set(request.targets)] : [`oci-layout:${join(request.output, 'oci')}`];
  const open = (url: string) => openTarget(url, runtime);
  const targets = urls.map(open);
  const sourceUrl = request.source ?? urls[0] ?? '';
  const source = targets.find((_, index) => urls[index] === sourceUrl) ?? open(sourceUrl);
  // Opened first: a URL with a password is no target, and must not be shown.
  const remote = [...urls, sourceUrl].find((url) => layoutDirectory(url) === undefined);
  if (request.offline && remote !== undefined) {
    throw new ReleaseError('usage', `${remote} needs the network; leave out --offline, or name an oci-layout:DIRECTORY`);
  }
  return { targets, source, logger: runtime.logger ?? silentLogger };
}

/** What concerns the machine or the repository and no single line: said once a run. */
export async function warnOnce(world: World): Promise<void> {
  if (!(await hasCommonZlib())) {
    world.logger.warn(
      'this Node has a zlib that compresses differently from the official builds: archives made here have other bytes than elsewhere',
    );
  }
}

/** Call when the source has been listed anyway; a list that fails was reported by the lines. */
export async function warnForeignNames(world: World): Promise<void> {
  const foreign = await findForeignNames(world.source).catch(() => []);
  if (foreign.length === 0) return;
  const shown = foreign.slice(0, 5).join(', ');
  const more = foreign.length > 5 ? ` and ${foreign.length - 5} more` : '';
  world.logger.warn(
    `${world.source.url} has tags that name no release (${shown}${more}); CSO raises a warning for each at every reconcile, so keep releases in a repository of their own`,
  );
}
