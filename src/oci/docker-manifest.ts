import type { LayoutIndex } from './layout-index.ts';
import { listParts, type RawManifest } from './raw-manifest.ts';
import { blobFile } from './read-layout.ts';
import { isTag } from './reference.ts';

const CONFIGS = new Set(['application/vnd.oci.image.config.v1+json', 'application/vnd.docker.container.image.v1+json']);
/** The platform that `docker load` gets of an image for several, which its format has one of. */
const PREFERRED = 'linux/amd64';

/**
 * The list that `docker load` reads, of the container images in an archive, where there are any. Releases are not among them.
 * Source: https://github.com/moby/docker-image-spec/blob/main/spec.md#combined-image-json--filesystem-changeset-format
 * @param has whether a blob is in the archive: an image that lacks one is left out
 */
export function formatDockerManifest(
  { entries }: LayoutIndex,
  manifests: ReadonlyMap<string, RawManifest>,
  has: (digest: string) => boolean,
): Buffer | undefined {
  const images = entries.flatMap(({ name, descriptor }) => {
    // A release's name is a tag, an image's a whole reference.
    if (name === undefined || isTag(name)) return [];
    const image = findImage(descriptor.digest, manifests);
    if (image === undefined) return [];
    const { config, layers } = image;
    if (!CONFIGS.has(config.mediaType) || ![config, ...layers].every(({ digest }) => has(digest))) return [];
    const tagged = name.replace(/@.*/s, '');
    const isTagged = /:[^/:]+$/.test(tagged);
    return [
      { Config: blobFile(config.digest), RepoTags: isTagged ? [tagged] : null, Layers: layers.map(({ digest }) => blobFile(digest)) },
    ];
  });
  return images.length === 0 ? undefined : Buffer.from(JSON.stringify(images));
}

function findImage(digest: string, manifests: ReadonlyMap<string, RawManifest>) {
  const manifest = manifests.get(digest);
  const parts = manifest && listParts(manifest);
  if (parts?.kind !== 'index') return parts;
  const chosen =
    parts.manifests.find(({ platform }) => platform === PREFERRED) ??
    parts.manifests.find(({ platform }) => platform?.startsWith('linux/'));
  const inner = chosen && manifests.get(chosen.digest);
  const image = inner && listParts(inner);
  return image?.kind === 'image' ? image : undefined;
}
