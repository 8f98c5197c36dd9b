import { basename, join, resolve } from 'node:path';
import { attempt, ReleaseError } from '../../errors.ts';
import { mapLimited } from '../../map-limited.ts';
import { addRelease, createRecord, fetchRelease, type PublishedRelease, type ReleaseContent } from '../../release/index.ts';
import type { Runtime } from '../../request.ts';
import { TOOL } from '../../tool.ts';
import { formatLine, requireReleaseName } from '../../version/index.ts';
import { createOpener } from '../open-source.ts';
import { lookUp, type ReadingOptions } from '../read-subject.ts';
import { isWithdrawn, readStates, stateOf } from '../states/index.ts';
import type { PulledRelease, PullReport } from './report.ts';

export interface PullRequest extends Pick<ReadingOptions, 'source' | 'channel'> {
  readonly references: readonly string[];
  readonly place: PullPlace;
  /** The file that tells of states; those that are found unless given. */
  readonly releases?: string | undefined;
}

/** Where releases are pulled to. */
export type PullPlace =
  /** As `build` writes them, with the record that `publish` needs. */
  | { readonly kind: 'output'; readonly folder: string }
  /** As CSO's local mode reads them, `<folder>/cluster-stacks/<release>/`, with nothing else beside them. */
  | { readonly kind: 'cluster-stacks'; readonly folder: string };

/** CSO's name for the folder of all releases. Source: pkg/release of CSO, `ClusterStackSuffix`. */
const CLUSTER_STACKS = 'cluster-stacks';

/**
 * Brings releases to disk, each whole or not at all, with every digest checked. One that fails does not stop the others.
 * @throws ReleaseError `usage` for a request without references
 */
export async function pull({ references, place, releases: file, ...options }: PullRequest, runtime: Runtime): Promise<PullReport> {
  if (references.length === 0) throw new ReleaseError('usage', 'name the releases to pull, like oci://host/repository:docker-scs-1-36-v4');
  const open = createOpener(runtime);
  const states = await readStates(file);
  // Kubernetes' own end of life takes nothing back.
  const stateIs = (release: string) => stateOf(states, release, runtime.today, {});
  const isOffered = (release: string) => !isWithdrawn(stateIs(release));
  const releases = await mapLimited([...new Set(references)], async (reference): Promise<PulledRelease> => {
    runtime.logger?.progress(`${reference}: pulling`);
    const tried = await attempt(async () => pullOne(reference, await lookUp({ options, open }, reference, isOffered), place));
    const state = tried.kind === 'done' && tried.result.release !== undefined ? stateIs(tried.result.release) : undefined;
    if (state !== undefined && isWithdrawn(state)) runtime.logger?.warn(`${reference} is ${state.name}: ${state.reason}`);
    return tried.kind === 'done' ? tried.result : { reference, result: 'failed', assets: [], error: tried.error };
  });
  return { schemaVersion: 1, releases };
}

async function pullOne(reference: string, published: PublishedRelease, place: PullPlace): Promise<PulledRelease> {
  const content = await fetchRelease(published);
  const folder = folderOf(place);
  const result = addRelease(folder, content, place.kind === 'output' ? recordOf(content) : undefined);
  return {
    reference,
    release: content.name,
    result: result === 'added' ? 'pulled' : 'present',
    url: published.url,
    digest: published.digest,
    kubernetes: content.kubernetes,
    directory: join(folder, content.name),
    assets: content.assets.map(({ name, digest, bytes }) => ({ name, digest, size: bytes.length })),
  };
}

function folderOf({ kind, folder }: PullPlace): string {
  return kind === 'output' || basename(resolve(folder)) === CLUSTER_STACKS ? folder : join(folder, CLUSTER_STACKS);
}

/** Nothing was found in it yet: `publish` checks it as it checks what was built. Its waivers are those of where it is published from. */
function recordOf(release: ReleaseContent) {
  const { line } = requireReleaseName(release.name);
  return createRecord({ release, stack: formatLine(line), directory: '.', findings: [], tool: TOOL });
}
