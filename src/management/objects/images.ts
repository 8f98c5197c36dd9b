import type { YamlDocument } from '../folder/format-yaml.ts';

/** A node image of a release. */
export interface NodeImage {
  readonly name: string;
  readonly url: string;
  readonly diskFormat: string;
  readonly containerFormat: string;
  readonly visibility: string | undefined;
}

/** Whose cloud images are put in: a Secret with a clouds.yaml, and the cloud's name in it. */
export interface CloudRef {
  readonly secret: string;
  readonly cloud: string;
}

/** Kubernetes names, which names of images need not be. */
function formatObjectName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
}

/**
 * Images for the OpenStack Resource Controller to put into a cloud, each once, in each namespace: classes find them by name.
 * Source: https://k-orc.cloud, API v1alpha1
 */
export function createImages(
  images: readonly NodeImage[],
  namespaces: readonly string[],
  { secret, cloud }: CloudRef,
): readonly YamlDocument[] {
  const byName = new Map(images.map((image) => [image.name, image]));
  const sorted = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return namespaces.flatMap((namespace) =>
    sorted.map(({ name, url, diskFormat, containerFormat, visibility }) => ({
      comments: [],
      data: {
        apiVersion: 'openstack.k-orc.cloud/v1alpha1',
        kind: 'Image',
        metadata: { name: formatObjectName(name), namespace },
        spec: {
          cloudCredentialsRef: { secretName: secret, cloudName: cloud },
          managementPolicy: 'managed',
          // A release that goes takes no machine's image with it.
          managedOptions: { onDelete: 'detach' },
          resource: { name, visibility, content: { containerFormat, diskFormat, download: { url } } },
        },
      },
    })),
  );
}
