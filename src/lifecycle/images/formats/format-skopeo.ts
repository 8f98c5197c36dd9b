import type { ImagesReport } from '../report.ts';
import { listPulled } from './collect.ts';
import { formatYaml } from './format-yaml.ts';

/**
 * For `skopeo sync --src yaml`: tags and digests by repository, by registry.
 * Source: https://github.com/containers/skopeo/blob/main/docs/skopeo-sync.1.md#yaml-file-content-used-source-for---src-yaml
 */
export function formatSkopeo(report: ImagesReport): string {
  const registries: Record<string, { readonly images: Record<string, string[]> }> = {};
  for (const { reference } of listPulled(report)) {
    const { registry, repository, tag = 'latest', digest } = reference;
    registries[registry] ??= { images: {} };
    const { images } = registries[registry];
    // What is asked for by digest is pulled by that alone, whatever its tag is.
    images[repository] = [...new Set([...(images[repository] ?? []), digest ?? tag])];
  }
  return formatYaml(registries);
}
