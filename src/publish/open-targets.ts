import { join } from 'node:path';
import { ReleaseError } from '../errors.ts';
import { findForeignNames, type ReleaseSource } from '../release/index.ts';
import type { ReleaseRequest, Runtime } from '../request.ts';
import { archiveFile, layoutDirectory, openTarget } from './open-target.ts';
import type { ReleaseTarget } from './release-target.ts';

/** Where the releases of a run go, and where earlier ones are read from: one of the targets, unless said. */
export interface Targets {
  readonly all: readonly ReleaseTarget[];
  readonly source: ReleaseSource;
}

/**
 * Opens what a request names. Asks nothing of it yet.
 * @throws ReleaseError `invalid-target`, `usage`
 */
export function openTargets(request: Pick<ReleaseRequest, 'targets' | 'source' | 'output' | 'offline'>, runtime: Runtime): Targets {
  const urls = request.targets.length > 0 ? [...new Set(request.targets)] : [`oci-layout:${join(request.output, 'oci')}`];
  const open = (url: string) => openTarget(url, runtime);
  const all = urls.map(open);
  const sourceUrl = request.source ?? urls[0] ?? '';
  const source = all.find((_, index) => urls[index] === sourceUrl) ?? open(sourceUrl);
  // Opened first: a URL with a password is refused, and must not be shown.
  const remote = [...urls, sourceUrl].find((url) => layoutDirectory(url) === undefined && archiveFile(url) === undefined);
  if (request.offline && remote !== undefined) {
    throw new ReleaseError('usage', `${remote} needs the network; leave out --offline, or name an oci-layout:DIRECTORY`);
  }
  return { all, source };
}

/** A warning about what CSO stumbles over at the source; call it when the source has been listed anyway. */
export async function describeForeignNames(source: ReleaseSource): Promise<string | undefined> {
  // A list that fails was reported by the lines.
  const foreign = await findForeignNames(source).catch(() => []);
  if (foreign.length === 0) return undefined;
  const shown = foreign.slice(0, 5).join(', ');
  const more = foreign.length > 5 ? ` and ${foreign.length - 5} more` : '';
  return `${source.url} has tags that name no release (${shown}${more}); CSO raises a warning for each at every reconcile, so keep releases in a repository of their own`;
}
