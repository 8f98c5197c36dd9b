import { ReleaseError } from '../../errors.ts';
import { mapLimited } from '../../map-limited.ts';
import {
  type ArchiveContent,
  type ContentStore,
  type CopyMemory,
  copyManifest,
  createCopyMemory,
  lockArchive,
  openArchiveContent,
} from '../../oci/index.ts';
import { type Content, createContentOpener, createContentTarget, NO_PATIENCE, requireArchive } from '../../publish/index.ts';
import type { Asset, PublishedRelease } from '../../release/index.ts';
import type { Runtime } from '../../request.ts';
import { type Contents, listSubject } from '../images/index.ts';
import {
  type CopyOutcome,
  completeName,
  copyEach,
  copyNamed,
  formatList,
  type MirroredImage,
  type MirroredRelease,
  republish,
  tryCopy,
} from '../mirror/index.ts';
import { lookUp, openReading, type Reading, type ReadingOptions, readPublished, type Subject } from '../read-subject.ts';
import { type FindImage, openImages } from './find-image.ts';
import type { BundleReport } from './report.ts';
import { writeSums } from './write-sums.ts';

export interface BundleRequest extends ReadingOptions {
  /** References to releases, or to lines, which mean their newest. */
  readonly references: readonly string[];
  /** The archive to write. */
  readonly output: string;
  /** False bundles releases alone. */
  readonly images: boolean;
  /** Where images are looked for before the registries that their names say. */
  readonly imagesFrom: readonly string[];
  /** `linux/amd64`; images for several platforms are bundled for all of them unless given. */
  readonly platform: string | undefined;
  /** An older archive: what it has is left out. */
  readonly deltaFrom: string | undefined;
}

/** A release and what its clusters fetch. */
interface Item {
  readonly published: PublishedRelease;
  /** Its files, which were read to know what it has. */
  readonly assets: readonly Asset[];
  readonly contents: Contents;
  /** Whole names, sorted. */
  readonly images: readonly string[];
}

/**
 * Writes releases and the container images of their addons into one archive, and its checksum beside it. Where anything is missing
 * nothing is written, and what was fetched is kept for the next run.
 * @throws ReleaseError for releases that cannot be read
 */
export async function bundle(request: BundleRequest, runtime: Runtime): Promise<BundleReport> {
  const { output, deltaFrom, imagesFrom, platform, offline = false } = request;
  if (deltaFrom !== undefined && deltaFrom === output)
    throw new ReleaseError('usage', '--delta-from is the archive before, and --output the one to write; name two files');
  if (deltaFrom !== undefined) await requireArchive(deltaFrom);
  const reading = await openReading(request, runtime);
  const items = await mapLimited([...new Set(request.references)], (word) => readItem(reading, word, request.images));
  const find = await openImages(imagesFrom, platform, offline, runtime);
  return lockArchive(output, () => write(request, items, find, reading, runtime));
}

async function readItem(reading: Reading, word: string, withImages: boolean): Promise<Item> {
  const published = await lookUp(reading, word);
  const subject = await readPublished(reading, published);
  if (withImages) requireRendered(subject);
  const contents = listSubject(subject);
  const images = withImages ? contents.images.flatMap(({ name }) => completeName(name) ?? []) : [];
  return { published, assets: subject.content.assets, contents, images: [...new Set(images)].sort() };
}

/** A site that lacks an image finds out when it has no way to get it. */
function requireRendered({ content, facts }: Subject): void {
  for (const { folder, rendering } of facts.addons) {
    if (rendering.kind === 'rendered') continue;
    const why = `the images of ${folder || 'its addons'} are not known: ${rendering.message}`;
    throw new ReleaseError('dependency', `${content.name}: ${why}; fix that, or bundle releases alone with --no-images`);
  }
}

async function write(
  request: BundleRequest,
  items: readonly Item[],
  find: FindImage,
  reading: Reading,
  runtime: Runtime,
): Promise<BundleReport> {
  const { output, deltaFrom } = request;
  const names = [...new Set(items.flatMap(({ images }) => images))].sort();
  const only = new Set([...names, ...items.map(({ published }) => published.name)]);
  const archive = openArchiveContent(output, { only, without: deltaFrom });
  const memory = createCopyMemory();
  const open = createContentOpener(runtime);
  const releases = await mapLimited(
    items,
    async (item): Promise<MirroredRelease> => ({
      release: item.published.name,
      ...(await tryCopy(() => copyRelease(item, archive, memory, open(item.published.url), reading))),
    }),
  );
  const copyOne = async (image: string): Promise<MirroredImage> => ({
    image,
    to: image,
    ...(await tryCopy(() => copyImage(image, find, archive, memory))),
  });
  const images = await copyEach(names, ' images', copyOne, runtime);
  const common = {
    schemaVersion: 1,
    ...(deltaFrom !== undefined && { deltaFrom }),
    releases,
    images,
    nodeImages: items.flatMap(({ contents }) => contents.nodeImages),
    unknown: items.flatMap(({ contents }) => contents.unknown),
  } as const;
  if ([...releases, ...images].some(({ result }) => result === 'failed')) return { ...common, result: 'failed' };
  const list = items.map(({ published, contents, images: listed }, at) => {
    return [published.name, { digest: releases[at]?.digest ?? published.digest, images: listed, nodeImages: contents.nodeImages }] as const;
  });
  const sealed = await archive.seal(formatList(new Map(list)), true);
  if (sealed === undefined) throw new ReleaseError('target-failed', `${output} was not written`);
  writeSums(output, sealed.digest);
  const { digest, size, isUnchanged } = sealed;
  return { ...common, result: isUnchanged ? 'unchanged' : 'written', archive: { file: output, digest, size } };
}

async function copyRelease(
  { published, assets }: Item,
  archive: ArchiveContent,
  memory: CopyMemory,
  content: Content | undefined,
  { open }: Reading,
): Promise<CopyOutcome> {
  const { name, url } = published;
  if (content === undefined) return republish({ ...open(url), read: async () => published }, createContentTarget(archive), name);
  const fullName = content.kind === 'registry' ? `${content.registry}/${content.repository}:${name}` : undefined;
  const ends = { source: withAssets(content.store, assets), target: archive, memory, patience: NO_PATIENCE };
  return copyNamed(ends, name, { name, fullName }, true);
}

/** The same store, from which files that were read already are not fetched again. */
function withAssets(store: ContentStore, assets: readonly Asset[]): ContentStore {
  const known = new Map(assets.map(({ digest, bytes }) => [digest, bytes]));
  return {
    ...store,
    async readBlob(descriptor) {
      const bytes = known.get(descriptor.digest);
      return bytes === undefined ? store.readBlob(descriptor) : { kind: 'bytes', bytes };
    },
  };
}

async function copyImage(image: string, find: FindImage, archive: ArchiveContent, memory: CopyMemory) {
  const { source, manifest } = await find(image);
  const { digest } = manifest.descriptor;
  if ((await archive.head(image))?.digest === digest) return { result: 'present', digest } as const;
  const blobs = await copyManifest(source, archive, manifest, { name: image, fullName: image }, memory);
  return { result: 'copied', digest, blobs } as const;
}
