import { compareSemver, parseSemver } from '../chart/index.ts';
import { ReleaseError } from '../errors.ts';
import type { Store } from '../oci/index.ts';
import { ARCHIVE_LIMIT, type ChartVersion, type Repository } from './repository.ts';

/** Source: https://helm.sh/docs/topics/registries/#helm-chart-manifest */
const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/**
 * Charts in a registry: `<url>/<name>`, one tag a version.
 * @param open the repository below the URL that a chart is in
 */
export function openOciRepository(url: string, open: (name: string) => Store): Repository {
  return {
    url,
    async versions(name, constraint) {
      // Helm asks no list for what is a version already, and some registries give none.
      const exact = parseSemver(constraint) !== undefined;
      const tags = exact ? [constraint] : ((await open(name).tags()) ?? []);
      return tags
        .map((tag) => tag.replaceAll('_', '+'))
        .flatMap((version): (ChartVersion & { readonly order: NonNullable<ReturnType<typeof parseSemver>> })[] => {
          const order = parseSemver(version);
          return order === undefined ? [] : [{ name, version, urls: [`${url}/${name}:${toTag(version)}`], order }];
        })
        .sort((a, b) => compareSemver(b.order, a.order))
        .map(({ order: _, ...version }) => version);
    },
    async fetch({ name, version }) {
      const store = open(name);
      const found = await store.resolve(toTag(version));
      if (found === undefined) throw new ReleaseError('dependency', `${url}/${name} has no version ${version}`);
      const layer = found.manifest.layers.find(({ mediaType }) => mediaType === CHART_LAYER);
      if (layer === undefined)
        throw new ReleaseError('dependency', `${url}/${name}:${toTag(version)} is no Helm chart: it has no layer ${CHART_LAYER}`);
      if (layer.size > ARCHIVE_LIMIT) {
        throw new ReleaseError(
          'too-large',
          `${url}/${name}:${toTag(version)} has ${layer.size} bytes, above the limit of ${ARCHIVE_LIMIT}`,
        );
      }
      return store.fetch(layer);
    },
  };
}

/** A tag may have no `+`; Helm writes `_`. */
function toTag(version: string): string {
  return version.replaceAll('+', '_');
}
