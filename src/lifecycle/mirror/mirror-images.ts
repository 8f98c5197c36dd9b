import { ReleaseError } from '../../errors.ts';
import { createCopyMemory } from '../../oci/index.ts';
import { openContent } from '../../publish/index.ts';
import type { Runtime } from '../../request.ts';
import { copyEach, tryCopy } from './copy-each.ts';
import { copyNamed, type Ends } from './copy-release.ts';
import { type ImagesPlace, placeImage } from './image-place.ts';
import type { MirroredImage } from './report.ts';

/** Copies images by their whole names. */
export function mirrorImages(images: readonly string[], ends: Ends, place: ImagesPlace, runtime: Runtime): Promise<MirroredImage[]> {
  const repositories = new Map<string, Ends>();
  const open = (url: string): Ends => {
    const known = repositories.get(url);
    if (known !== undefined) return known;
    const content = openContent(url, runtime);
    if (content === undefined) throw new ReleaseError('invalid-target', `${url} is not a registry`);
    const opened = { ...ends, target: content.store, memory: createCopyMemory() };
    repositories.set(url, opened);
    return opened;
  };
  const copy = async (image: string): Promise<MirroredImage> => {
    const goal = findGoal(image, place);
    const to = goal?.to ?? image;
    const outcome = await tryCopy(async () => {
      if (goal === undefined) throw new ReleaseError('not-a-release', `${image} is not the whole name of an image`);
      return copyNamed(goal.url === undefined ? ends : open(goal.url), image, { name: goal.name, fullName: to }, false);
    });
    return { image, to, ...outcome };
  };
  return copyEach(images, ' images', copy, runtime);
}

/** Where an image goes: to a name in the repository at a URL, or beside the releases. */
interface Goal {
  /** The whole. */
  readonly to: string;
  readonly name: string;
  /** Undefined: where the releases are. */
  readonly url: string | undefined;
}

/** Undefined for what is not the whole name of an image. */
function findGoal(image: string, place: ImagesPlace): Goal | undefined {
  if (place.kind === 'beside') return { to: image, name: image, url: undefined };
  const placed = placeImage(place.prefix, image);
  const name = placed?.tag ?? placed?.digest;
  if (placed === undefined || name === undefined) return undefined;
  const repository = `${place.registry}/${placed.repository}`;
  return { to: `${repository}${placed.tag === undefined ? '@' : ':'}${name}`, name, url: `oci://${repository}` };
}
