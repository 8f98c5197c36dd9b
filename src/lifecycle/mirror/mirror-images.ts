import { attempt, ReleaseError } from '../../errors.ts';
import { silentLogger } from '../../logger.ts';
import { mapLimited } from '../../map-limited.ts';
import { createCopyMemory } from '../../oci/index.ts';
import { openContent } from '../../publish/index.ts';
import type { Runtime } from '../../request.ts';
import { copyNamed, type Ends } from './copy-release.ts';
import { type ImagesPlace, placeImage } from './image-place.ts';
import type { MirroredImage } from './report.ts';

/** Copies images by their whole names. */
export function mirrorImages(images: readonly string[], ends: Ends, place: ImagesPlace, runtime: Runtime): Promise<MirroredImage[]> {
  const { progress } = runtime.logger ?? silentLogger;
  const repositories = new Map<string, Ends>();
  let done = 0;
  return mapLimited(images, async (image): Promise<MirroredImage> => {
    const to = describePlace(image, place);
    const tried = await attempt(() => copyImage(image, ends, place, repositories, runtime));
    const outcome: MirroredImage = { image, to, ...(tried.kind === 'done' ? tried.result : { result: 'failed', error: tried.error }) };
    done += 1;
    progress(`${done} of ${images.length} images: ${image} ${outcome.result}`);
    return outcome;
  });
}

function describePlace(image: string, place: ImagesPlace): string {
  const placed = place.kind === 'registry' ? placeImage(place.prefix, image) : undefined;
  if (placed === undefined || place.kind !== 'registry') return image;
  const { repository, tag, digest } = placed;
  return `${place.registry}/${repository}${tag === undefined ? `@${digest ?? ''}` : `:${tag}`}`;
}

async function copyImage(image: string, ends: Ends, place: ImagesPlace, repositories: Map<string, Ends>, runtime: Runtime) {
  if (place.kind !== 'registry') return copyNamed(ends, image, { name: image, fullName: image }, false);
  const placed = placeImage(place.prefix, image);
  const name = placed?.tag ?? placed?.digest;
  if (placed === undefined || name === undefined) throw new ReleaseError('not-a-release', `${image} is not the whole name of an image`);
  const url = `oci://${place.registry}/${placed.repository}`;
  const content = openContent(url, runtime);
  if (content === undefined) throw new ReleaseError('invalid-target', `${url} is not a registry`);
  const known = repositories.get(url) ?? { ...ends, target: content.store, memory: createCopyMemory() };
  repositories.set(url, known);
  return copyNamed(known, image, { name, fullName: `${place.registry}/${placed.repository}:${name}` }, false);
}
