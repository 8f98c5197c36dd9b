import { isExactVersion, type RenderedObject } from '../../../chart/index.ts';
import { asText } from '../../../data.ts';
import type { Addon } from '../../facts.ts';
import { findPodSpec, listContainers } from '../../pod-spec.ts';

/**
 * The tag of the image called like a chart, as the addon renders: overwrite.yaml may set another than values.yaml. Undefined
 * where none is rendered, where several are, and for a tag that is not a full version.
 */
export function findRunningTag({ rendering }: Addon, chart: string): string | undefined {
  const objects = rendering.kind === 'rendered' ? rendering.objects : [];
  const images = objects.flatMap(listImages);
  const tags = new Set(images.flatMap((image) => readTag(image, chart) ?? []));
  const [tag] = tags;
  return tags.size === 1 && tag !== undefined && isExactVersion(tag) ? tag : undefined;
}

/** Of the containers that go on running: those that come first only prepare. */
function listImages(object: RenderedObject): readonly string[] {
  const pods = findPodSpec(object);
  const containers = pods === undefined ? [] : listContainers(pods).filter(({ list }) => list === 'containers');
  return containers.flatMap(({ container }) => asText(container['image']) ?? []);
}

/** `v1.32.0` of `registry.k8s.io/provider-os/openstack-cloud-controller-manager:v1.32.0@sha256:…` */
function readTag(image: string, name: string): string | undefined {
  const [file, tag] = image.replace(/@.*/s, '').replace(/^.*\//, '').split(':');
  return file === name ? tag : undefined;
}
