import { ReleaseError } from '../../errors.ts';
import { type ContentStore, listParts, parseImageName, type RawManifest } from '../../oci/index.ts';
import { type Content, createContentOpener, requireArchive } from '../../publish/index.ts';
import type { Runtime } from '../../request.ts';
import { completeName, placeImage } from '../mirror/index.ts';

/** An image where it was found. */
export interface FoundImage {
  readonly source: ContentStore;
  readonly manifest: RawManifest;
}

/** Looks for an image by its whole name. */
export type FindImage = (image: string) => Promise<FoundImage>;

/** Opens a place by its URL. */
type Open = (url: string) => Content | undefined;

/** A place with images, besides the registries that their names say. */
type Shelf = (image: string) => Promise<{ readonly source: ContentStore; readonly name: string } | undefined>;

/**
 * Looks for images in layouts, archives and registries of one's own first, then where their names say.
 * @param places `oci-layout:DIR`, `oci-archive:FILE.tar`, or the repository of a registry below which `mirror` puts images
 * @param platform `linux/arm64`: of an image for several, the one for this alone; where the name has a digest, which is of all, all
 */
export async function openImages(
  places: readonly string[],
  platform: string | undefined,
  offline: boolean,
  runtime: Runtime,
): Promise<FindImage> {
  const open = createContentOpener(runtime);
  const shelves = await Promise.all(places.map((place) => openShelf(place, open)));
  if (!offline) shelves.push(async (image) => openPlaced('', parsePlace(image), open));
  return async (image) => {
    const wanted = parseImageName(image)?.digest;
    for (const shelf of shelves) {
      const found = await shelf(image);
      const manifest = found && (await found.source.read(found.name));
      if (found === undefined || manifest === undefined) continue;
      const { source } = found;
      if (wanted === undefined) return { source, manifest: await choosePlatform(source, manifest, platform, image) };
      const { digest } = manifest.descriptor;
      // Whoever named a layout's entry may have named it wrongly.
      if (digest !== wanted) throw new ReleaseError('source-failed', `${source.url} has ${digest} under the name ${image}`);
      return { source, manifest };
    }
    const asked = [...places, ...(offline ? [] : ['the registry that its name says'])];
    const where = asked.length > 0 ? ` in ${asked.join(' and ')}` : ': --offline asks no registry, and --images-from names no place';
    throw new ReleaseError('source-failed', `${image} is not found${where}`);
  };
}

async function openShelf(place: string, open: Open): Promise<Shelf> {
  const content = open(place);
  if (content === undefined)
    throw new ReleaseError(
      'usage',
      `--images-from ${JSON.stringify(place)} has to be oci-layout:DIR, oci-archive:FILE.tar or oci://host/path`,
    );
  if (content.kind === 'registry') {
    const { registry, repository } = content;
    return (image) => openPlaced(`${registry}/`, placeImage(repository, image), open);
  }
  if (content.kind === 'archive') await requireArchive(content.file);
  // Tools name images in layouts by one annotation or the other.
  const names = (await content.store.names()).flatMap(({ name, fullName }) =>
    [name, fullName].flatMap((one) => (one === undefined ? [] : [[completeName(one) ?? one, name] as const])),
  );
  const known = new Map(names);
  return async (image) => {
    const name = known.get(image);
    return name === undefined ? undefined : { source: content.store, name };
  };
}

function parsePlace(image: string) {
  const name = parseImageName(image);
  return name && { repository: `${name.registry}/${name.repository}`, tag: name.tag, digest: name.digest };
}

/** A digest says more than a tag that stands beside it. */
async function openPlaced(registry: string, placed: ReturnType<typeof placeImage>, open: Open) {
  const name = placed?.digest ?? placed?.tag;
  const content = placed && open(`oci://${registry}${placed.repository}`);
  return content === undefined || name === undefined ? undefined : { source: content.store, name };
}

async function choosePlatform(
  source: ContentStore,
  manifest: RawManifest,
  platform: string | undefined,
  image: string,
): Promise<RawManifest> {
  const parts = listParts(manifest);
  if (platform === undefined || parts.kind !== 'index') return manifest;
  const offered = parts.manifests.flatMap((one) => one.platform ?? []);
  const chosen =
    parts.manifests.find((one) => one.platform === platform) ?? parts.manifests.find((one) => one.platform?.startsWith(`${platform}/`));
  const inner = chosen && (await source.read(chosen.digest));
  if (inner !== undefined) return inner;
  throw new ReleaseError('source-failed', `${image} is not there for ${platform}, only for ${offered.join(', ')}`);
}
