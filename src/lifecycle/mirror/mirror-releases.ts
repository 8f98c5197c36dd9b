import { ReleaseError } from '../../errors.ts';
import { isTag, lockArchive, type ManifestName } from '../../oci/index.ts';
import { type Content, openContent } from '../../publish/index.ts';
import type { Runtime } from '../../request.ts';
import { parseReleaseName } from '../../version/index.ts';
import { isSourceUrl } from '../open-source.ts';
import { type BundleList, formatList, readList } from './bundle-list.ts';
import { copyEach, tryCopy } from './copy-each.ts';
import type { ImagesPlace } from './image-place.ts';
import { mirrorImages } from './mirror-images.ts';
import { type Connection, connectEnds, openSourceContent } from './open-ends.ts';
import type { MirroredImage, MirroredRelease, MirrorReport } from './report.ts';
import { type Selection, selectNames } from './select-names.ts';

export interface MirrorRequest extends Selection {
  /** `oci://host/repository`, `oci-layout:DIR`, `oci-archive:FILE.tar`, `github:owner/repository`, or a folder of releases. */
  readonly source: string;
  /** The same, but for a folder. */
  readonly target: string;
  /** The repository below which a registry gets the images of a bundle; undefined means `<target>/images`. */
  readonly imagesTo: string | undefined;
  /** False leaves the images of a bundle out. */
  readonly images: boolean;
}

/**
 * Copies releases from one place to another: only what is missing, byte for byte, and nothing that is there is overwritten. What was
 * brought before a run ended is found again by the next.
 * @throws ReleaseError where one of the ends cannot be read at all; what fails for one release is in the report
 */
export async function mirror(request: MirrorRequest, runtime: Runtime): Promise<MirrorReport> {
  const { source, target } = request;
  if (source === target) throw new ReleaseError('usage', `${source} is the source and the target; name two places`);
  const bare = [source, target].find((place) => place.endsWith('.tar') && !isSourceUrl(place));
  if (bare !== undefined) throw new ReleaseError('invalid-target', `${bare} names no kind of place; write oci-archive:${bare}`);
  if (!isSourceUrl(target)) {
    const forms = 'oci://host/repository, oci-layout:DIR, oci-archive:FILE.tar or github:owner/repository; folders are written by pull';
    throw new ReleaseError('invalid-target', `${JSON.stringify(target)} is not a target; write ${forms}`);
  }
  const from = await openSourceContent(source, runtime);
  const to = openContent(target, runtime);
  if (to?.kind !== 'archive') return mirrorAll(request, from, to, runtime);
  // An archive is replaced as a whole, so one process at a time adds to it.
  return lockArchive(to.file, () => mirrorAll(request, from, to, runtime));
}

async function mirrorAll(
  request: MirrorRequest,
  from: Content | undefined,
  to: Content | undefined,
  runtime: Runtime,
): Promise<MirrorReport> {
  const { source, target } = request;
  const connection = connectEnds(source, target, from, to, runtime);
  const names = await connection.names();
  const selected = selectNames(
    names.map(({ name }) => name),
    request,
    source,
  );
  const releases = await mirrorReleases(selected, names, connection, runtime);
  await connection.tidy();
  const list: BundleList = from?.kind === 'archive' ? await readList(from.store) : new Map();
  const place = placeOfImages(request, to);
  const chosen = chooseImages(names, selected, list);
  const images = connection.ends === undefined || !request.images ? [] : await mirrorImages(chosen, connection.ends, place, runtime);
  const isComplete = [...releases, ...images].every(({ result }) => result !== 'failed');
  const sealed = to?.kind === 'archive' ? await to.store.seal(formatList(await joinLists(to, list, releases)), isComplete) : undefined;
  return {
    schemaVersion: 1,
    source,
    target,
    keepsDigests: connection.ends !== undefined,
    releases,
    images,
    strangers: names.filter(({ name }) => isTag(name) && parseReleaseName(name) === undefined).length,
    requestsSaved: countSaved([...releases, ...images], from?.kind === 'registry', to?.kind === 'registry'),
    ...(sealed !== undefined && to?.kind === 'archive' && { archive: { file: to.file, digest: sealed.digest, size: sealed.size } }),
  };
}

function mirrorReleases(
  selected: readonly string[],
  names: readonly ManifestName[],
  { copy }: Connection,
  runtime: Runtime,
): Promise<MirroredRelease[]> {
  const fullNames = new Map(names.map(({ name, fullName }) => [name, fullName]));
  const copyOne = async (name: string): Promise<MirroredRelease> => ({
    release: name,
    ...(await tryCopy(() => copy({ name, fullName: fullNames.get(name) }))),
  });
  return copyEach(selected, '', copyOne, runtime);
}

/** @throws ReleaseError `usage` */
function placeOfImages({ imagesTo }: MirrorRequest, to: Content | undefined): ImagesPlace {
  if (imagesTo !== undefined) {
    const [, registry, prefix] = /^oci:\/\/([^/@]+)\/([a-z0-9._/-]+)$/.exec(imagesTo) ?? [];
    if (to?.kind !== 'registry' || registry === undefined || prefix === undefined) {
      throw new ReleaseError(
        'usage',
        `--images-to ${JSON.stringify(imagesTo)} has to be oci://host/path, for a target that is a registry too`,
      );
    }
    return { kind: 'registry', registry, prefix };
  }
  return to?.kind === 'registry' ? { kind: 'registry', registry: to.registry, prefix: `${to.repository}/images` } : { kind: 'beside' };
}

/** The images at a source: all of them, or of selected releases those that the bundle's list names. */
function chooseImages(names: readonly ManifestName[], selected: readonly string[], list: BundleList): readonly string[] {
  const images = names.flatMap(({ name }) => (isTag(name) ? [] : [name]));
  const isWhole = names.every(({ name }) => parseReleaseName(name) === undefined || selected.includes(name));
  if (isWhole || list.size === 0) return images;
  const wanted = new Set(selected.flatMap((name) => list.get(name)?.images ?? []));
  return images.filter((image) => wanted.has(image));
}

/** What a bundle's list says of the releases that an archive has now. */
async function joinLists(
  to: Extract<Content, { kind: 'archive' }>,
  list: BundleList,
  releases: readonly MirroredRelease[],
): Promise<BundleList> {
  const arrived = releases.flatMap(({ release, result }) => {
    const listed = list.get(release);
    return result === 'failed' || listed === undefined ? [] : [[release, listed] as const];
  });
  return new Map([...(await readList(to.store)), ...arrived]);
}

/** Requests for fetching a blob, and the two for sending it. A release or image that was there saves those for its manifest, at least. */
function countSaved(outcomes: readonly (MirroredRelease | MirroredImage)[], isRemoteSource: boolean, isRemoteTarget: boolean): number {
  const fetching = isRemoteSource ? 1 : 0;
  const sending = isRemoteTarget ? 2 : 0;
  return outcomes.reduce((sum, { result, blobs }) => {
    if (result === 'present') return sum + fetching + (isRemoteTarget ? 1 : 0);
    const { present = 0, mounted = 0 } = blobs ?? {};
    return sum + present * (fetching + sending) + mounted * (fetching + (isRemoteTarget ? 1 : 0));
  }, 0);
}
