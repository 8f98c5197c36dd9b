import { decideVersions } from '../../plan.ts';
import {
  areAddonsNamed,
  compareRelease,
  fetchRelease,
  findAhead,
  findNewest,
  type NewestRelease,
  type PublishedRelease,
  type ReleaseContent,
  type ReleaseSource,
  renameRelease,
  type UnpackedRelease,
  unpackRelease,
} from '../../release/index.ts';
import { compareKubernetes, type Line, parseKubernetesVersion, type Version, type Versions } from '../../version/index.ts';
import { keepKubernetes } from './keep-kubernetes.ts';

/** Where a content goes in a line's channel. */
export type NextPlace =
  | {
      readonly kind: 'new';
      readonly unpacked: UnpackedRelease;
      readonly versions: Versions;
      readonly previous: NewestRelease | undefined;
      /** The newest of the source itself, where another place is ahead of it, too. */
      readonly newest: NewestRelease | undefined;
    }
  /** The newest release has it already. */
  | {
      readonly kind: 'unchanged';
      readonly unpacked: UnpackedRelease;
      /** As it would be packed under that release's versions. */
      readonly candidate: ReleaseContent;
      readonly published: PublishedRelease;
      readonly previous: Version;
    };

/** The releases that a content is to follow. */
interface Series {
  readonly line: Line;
  readonly channel: string;
  /** Whether it takes over a later Kubernetes version of the newest; else the check refuses it. */
  readonly isRaised: boolean;
}

/**
 * Finds the next version of a content, above the newest of all places, or the newest release that has it already.
 * @throws ReleaseError `source-failed` where a place cannot be read
 */
export async function findNextPlace(
  unpacked: UnpackedRelease,
  { line, channel, isRaised }: Series,
  source: ReleaseSource,
  others: readonly ReleaseSource[],
): Promise<NextPlace> {
  const newest = await findNewest(source, line, channel);
  const { ahead, failures } = await findAhead(others, line, channel, newest?.metadata.versions.clusterStack);
  const [failure] = failures;
  if (failure !== undefined) throw failure.error;
  const highest = ahead ?? newest;
  if (highest === undefined) {
    const versions = decideVersions({ channel, newest: undefined, ahead: undefined, changed: [], addonPlaceholders: new Set() });
    return { kind: 'new', unpacked, versions, previous: undefined, newest };
  }
  const content = isRaised ? await raiseKubernetes(unpacked, highest) : unpacked;
  const candidate = await renameRelease(content, highest.metadata.versions);
  const changed = await compareRelease(candidate, highest.published, highest.published.fetch);
  if (changed.length === 0) {
    const { published, metadata } = highest;
    return { kind: 'unchanged', unpacked: content, candidate, published, previous: metadata.versions.clusterStack };
  }
  const versions = decideVersions({
    channel,
    newest: newest?.metadata,
    ahead: ahead?.metadata,
    changed,
    addonPlaceholders: new Set(areAddonsNamed(content) ? ['ClusterClassVersion'] : []),
  });
  return { kind: 'new', unpacked: content, versions, previous: highest, newest };
}

/** Cluster API takes no cluster to a lower version, so the newest release's stays. */
async function raiseKubernetes(unpacked: UnpackedRelease, { published, metadata }: NewestRelease): Promise<UnpackedRelease> {
  const [later, own] = [metadata.kubernetes, unpacked.content.kubernetes].map(parseKubernetesVersion);
  if (later === undefined || own === undefined || compareKubernetes(later, own) <= 0) return unpacked;
  return keepKubernetes(unpacked, await unpackRelease(await fetchRelease(published, unpacked.content)));
}
