import { isObject } from '../../../data.ts';
import type { Addon } from '../../facts.ts';

/**
 * The tag of the image called like a chart, as the addon renders: overwrite.yaml may set another than values.yaml. Undefined
 * where none is rendered, several are, or it is no full version.
 */
export function findRunningTag({ rendering }: Addon, chart: string): string | undefined {
  const objects = rendering.kind === 'rendered' ? rendering.objects : [];
  const images = objects.flatMap(({ data }) => listImages(data));
  const tags = new Set(images.flatMap((image) => readTag(image, chart) ?? []));
  const [tag] = tags;
  return tags.size === 1 && tag !== undefined && /^v?\d+\.\d+\.\d+/.test(tag) ? tag : undefined;
}

/** Of the containers of a workload. */
function listImages(data: Readonly<Record<string, unknown>>): readonly string[] {
  const pod = ['spec', 'template', 'spec', 'containers'].reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), data);
  const images = (Array.isArray(pod) ? pod : []).map((container: unknown) => (isObject(container) ? container['image'] : undefined));
  return images.filter((image) => typeof image === 'string');
}

/** `v1.32.0` of `registry.k8s.io/provider-os/openstack-cloud-controller-manager:v1.32.0@sha256:…` */
function readTag(image: string, name: string): string | undefined {
  const [file, tag] = image.replace(/@.*$/, '').replace(/^.*\//, '').split(':');
  return file === name ? tag : undefined;
}
