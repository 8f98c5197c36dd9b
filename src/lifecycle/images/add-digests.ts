import { parseImageName } from '../../oci/index.ts';
import { listContainers } from './list-containers.ts';
import type { Contents } from './list-contents.ts';

/** Names of images, those of machines included, whose digest is not known yet; each once, sorted. */
export function listOpen(contents: Pick<Contents, 'images' | 'nodeImages'>): string[] {
  return [...new Set(listContainers(contents).flatMap(({ name, digest }) => (digest === undefined ? [name] : [])))].sort();
}

/** The contents with digests that are known from elsewhere. */
export function addDigests(contents: Contents, digests: ReadonlyMap<string, string>): Contents {
  const digestOf = (name: string | undefined) => {
    const digest = name === undefined ? undefined : (parseImageName(name)?.digest ?? digests.get(name));
    return digest === undefined ? {} : { digest };
  };
  return {
    ...contents,
    images: contents.images.map(({ name, ...others }) => ({ name, ...digestOf(name), ...others })),
    nodeImages: contents.nodeImages.map((image) => (image.kind === 'container' ? { ...image, ...digestOf(image.name) } : image)),
  };
}
