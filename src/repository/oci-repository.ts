import { compareSemver, parseSemver } from '../chart/index.ts';
import { ReleaseError } from '../errors.ts';
import type { Store } from '../oci/index.ts';
import { ARCHIVE_LIMIT, type Repository } from './repository.ts';

/** Source: https://helm.sh/docs/topics/registries/#helm-chart-manifest */
const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** Opens a repository of a registry by its URL. */
export type OpenStore = (url: string) => Store;

/** Charts in a registry: `<url>/<name>`, one tag a version. */
export function openOciRepository(url: string, open: OpenStore): Repository {
  return {
    async versions(name, constraint) {
      // Helm asks no list for what is a version already, and some registries give none.
      const isExact = parseSemver(constraint) !== undefined;
      const tags = isExact ? [constraint] : ((await open(`${url}/${name}`).tags()) ?? []);
      return tags
        .flatMap((tag) => {
          const version = tag.replaceAll('_', '+');
          const semver = isExact || isStrict(version) ? parseSemver(version) : undefined;
          return semver === undefined ? [] : [{ version, semver }];
        })
        .sort((a, b) => compareSemver(b.semver, a.semver))
        .map(({ version }) => ({ name, version, url: `${url}/${name}:${toTag(version)}` }));
    },
    fetch: (chart) => fetchOciChart(chart.url, open),
  };
}

/**
 * The archive of a chart in a registry.
 * @param url with a tag: `oci://host/charts/cilium:1.17.4`
 * @throws ReleaseError `dependency`, `too-large`
 */
export async function fetchOciChart(url: string, open: OpenStore): Promise<Buffer> {
  const [, repository, tag] = /^(oci:\/\/.+):([^:/]+)$/.exec(url) ?? [];
  if (repository === undefined || tag === undefined) throw new ReleaseError('dependency', `${url} names no version of a chart`);
  const store = open(repository);
  const found = await store.resolve(toTag(tag));
  if (found === undefined) throw new ReleaseError('dependency', `${repository} has no version ${tag}`);
  const layer = found.manifest.layers.find(({ mediaType }) => mediaType === CHART_LAYER);
  if (layer === undefined) throw new ReleaseError('dependency', `${url} is not a Helm chart: it has no layer ${CHART_LAYER}`);
  if (layer.size <= ARCHIVE_LIMIT) return store.fetch(layer);
  throw new ReleaseError('too-large', `${url} has ${layer.size} bytes, above the limit of ${ARCHIVE_LIMIT}`);
}

/** A tag may have no `+`; Helm writes `_`. */
function toTag(version: string): string {
  return version.replaceAll('+', '_');
}

/** In lists of tags Helm skips what has a `v` before it or fewer than three numbers. */
function isStrict(version: string): boolean {
  return /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:[-+]|$)/.test(version);
}
