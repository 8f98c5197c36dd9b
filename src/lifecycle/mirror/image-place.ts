import { formatImageName, parseImageName } from '../../oci/index.ts';

/** Where the images of a bundle go: each into a repository of its own in a registry, or under their names beside the releases. */
export type ImagesPlace = { readonly kind: 'registry'; readonly registry: string; readonly prefix: string } | { readonly kind: 'beside' };

/**
 * The repository for an image below a prefix. The image's own registry stays in the path, so that images of different ones never
 * meet: `quay.io/cilium/cilium` is at `<prefix>/quay.io/cilium/cilium`. A container runtime finds them there by one line for
 * each registry.
 */
export function placeImage(
  prefix: string,
  image: string,
): { readonly repository: string; readonly tag: string | undefined; readonly digest: string | undefined } | undefined {
  const name = parseImageName(image);
  if (name === undefined) return undefined;
  return { repository: `${prefix}/${hostFolder(name.registry)}/${name.repository}`, tag: name.tag, digest: name.digest };
}

/** An image's whole name, in which nothing is left to defaults: `docker.io/library/nginx:1.29`. Undefined for what is no image's name. */
export function completeName(image: string): string | undefined {
  const name = parseImageName(image);
  return name && formatImageName(name);
}

/** A registry's host as a part of a repository's name, which has no colon. */
export function hostFolder(host: string): string {
  return host.replace(/[^a-z0-9.]+/g, '-').replace(/^-|-$/g, '');
}
