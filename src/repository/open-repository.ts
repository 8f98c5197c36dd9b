import { ReleaseError } from '../errors.ts';
import { type Credentials, createDownload, type Fetch, openRegistry, PATIENT, parseReference, type RetryPolicy } from '../oci/index.ts';
import type { Cache } from './cache.ts';
import { openHttpRepository } from './http-repository.ts';
import { fetchOciChart, type OpenStore, openOciRepository } from './oci-repository.ts';
import type { Repository } from './repository.ts';

export interface RepositoryOptions {
  readonly fetch?: Fetch | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  readonly credentials?: ((registry: string) => Promise<Credentials | undefined>) | undefined;
  readonly cache?: Cache | undefined;
  /** Milliseconds for one request; large bodies get more. */
  readonly timeout?: number | undefined;
  /** URLs by the names that `@name` and `alias:name` mean; asked for only where one is used. */
  readonly aliases?: (() => ReadonlyMap<string, string>) | undefined;
  /** Other places for all whose URL begins so. */
  readonly mirrors?: ReadonlyMap<string, string> | undefined;
}

/** All repositories of a run, each opened once. */
export interface Repositories {
  /** The URL of a repository as a Chart.yaml writes it: for `@name` and `alias:name` the one that Helm knows; undefined where it knows none. */
  locate(written: string): string | undefined;
  /** @throws ReleaseError `dependency` for a URL that is none of a repository */
  open(url: string): Repository;
}

export function createRepositories(options: RepositoryOptions): Repositories {
  const { fetch, credentials, cache, timeout, mirrors = new Map() } = options;
  const retry = { ...PATIENT, ...options.retry };
  const fetchPlain = createDownload({ fetch, retry, timeout });
  // An index may name files by full URLs of the place that is mirrored.
  const download: typeof fetchPlain = (url, request) => fetchPlain(new URL(findMirror(url.href, mirrors)), request);
  const openStore: OpenStore = (url) => {
    const { registry, repository } = parseReference(findMirror(url, mirrors).slice('oci://'.length));
    return openRegistry({ registry, repository }, { ...(fetch && { fetch }), ...(credentials && { credentials }), retry });
  };
  const open = (url: string): Repository => {
    if (/^https?:\/\//.test(url) && URL.canParse(url)) {
      return openHttpRepository(url, { download, cache, fetchElsewhere: (chart) => fetchOciChart(chart.url, openStore) });
    }
    if (url.startsWith('oci://')) return openOciRepository(url.replace(/\/+$/, ''), openStore);
    throw new ReleaseError('dependency', `${JSON.stringify(url)} is no repository; write https://…, oci://… or file://…`);
  };
  const opened = new Map<string, Repository>();
  return {
    locate(written) {
      const name = /^(?:@|alias:)(.+)$/.exec(written)?.[1];
      return name === undefined ? written : options.aliases?.().get(name);
    },
    open(url) {
      const place = findMirror(url, mirrors);
      const known = opened.get(place) ?? open(place);
      opened.set(place, known);
      return known;
    },
  };
}

/** The longest beginning that matches counts. */
function findMirror(url: string, mirrors: ReadonlyMap<string, string>): string {
  const [from] = [...mirrors.keys()]
    .filter((start) => url === start || url.startsWith(start.replace(/\/*$/, '/')))
    .sort((a, b) => b.length - a.length);
  if (from === undefined) return url;
  // One may be written with a slash at its end and the other without.
  return `${mirrors.get(from)?.replace(/\/+$/, '')}${url.slice(from.replace(/\/+$/, '').length)}`;
}
