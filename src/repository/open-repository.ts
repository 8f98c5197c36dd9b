import { ReleaseError } from '../errors.ts';
import { createDownload, type Network, type Peer, readLogin, withoutLogin } from '../http/index.ts';
import { openRegistry, parseReference } from '../oci/index.ts';
import { hasSecret, trimSlashes } from '../text.ts';
import type { Cache } from './cache.ts';
import { openHttpRepository } from './http-repository.ts';
import { fetchOciChart, type OpenStore, openOciRepository } from './oci-repository.ts';
import type { Repository } from './repository.ts';

/** Where index.yaml and charts are read over HTTP. */
const CHART_REPOSITORY: Peer = {
  kind: 'chart repository',
  unauthorized:
    'the chart repository wants a user name and password that it knows; give them to Helm: helm repo add NAME URL --username … --password …',
  forbidden: 'the chart repository denies access; check its URL, and what the login that Helm has for it may read',
  check: 'check its URL',
};

export interface RepositoryOptions {
  readonly network: Network;
  /** Undefined keeps nothing. */
  readonly cache: Cache | undefined;
  /** URLs by the names that `@name` and `alias:name` mean; asked for only where one is used. */
  readonly aliases: () => ReadonlyMap<string, string>;
  /** Other places for all whose URL begins so. */
  readonly mirrors: ReadonlyMap<string, string>;
}

/** All repositories of a run, each opened once. */
export interface Repositories {
  /**
   * The name that a lock gives a repository, written as in Chart.yaml: for `@name` and `alias:name` the URL that Helm knows, or the
   * name itself where that URL holds a secret; undefined where Helm knows none.
   */
  locate(written: string): string | undefined;
  /**
   * @param written a URL, or a name as `locate` gives it; Helm's login for it is used
   * @throws ReleaseError `dependency` for anything but a repository
   */
  open(written: string): Repository;
}

export function createRepositories({ network, cache, aliases, mirrors }: RepositoryOptions): Repositories {
  const fetchPlain = createDownload(CHART_REPOSITORY, network);
  // An index may name files by full URLs of the place that is mirrored.
  const download: typeof fetchPlain = (url, request) => fetchPlain(new URL(findMirror(url.href, mirrors)), request);
  const openStore: OpenStore = (url) => {
    const [, login, place = ''] = /^oci:\/\/(?:([^/]*)@)?(.*)$/s.exec(findMirror(url, mirrors)) ?? [];
    const { registry, repository } = parseReference(place);
    const own = login === undefined ? undefined : readLogin(new URL(`https://${login}@${registry}`));
    return openRegistry({ registry, repository }, own === undefined ? network : { ...network, credentials: async () => own });
  };
  const open = (url: string): Repository => {
    if (/^https?:\/\//.test(url) && URL.canParse(url)) {
      return openHttpRepository(url, { download, cache, fetchElsewhere: (chart) => fetchOciChart(chart.url, openStore) });
    }
    if (url.startsWith('oci://')) return openOciRepository(trimSlashes(url), openStore);
    throw new ReleaseError('dependency', `${JSON.stringify(url)} is not a repository; write https://…, oci://… or file://…`);
  };
  const opened = new Map<string, Repository>();
  const nameOf = (written: string) => /^(?:@|alias:)(.+)$/.exec(written)?.[1];
  /** With the login that Helm has for it. */
  const resolve = (written: string): string => {
    const name = nameOf(written);
    const all = aliases();
    if (name === undefined) return [...all.values()].find((url) => isSameUrl(url, written)) ?? written;
    const url = all.get(name);
    if (url !== undefined) return url;
    throw new ReleaseError('dependency', `${written} is a name that your Helm does not know; tell it with: helm repo add ${name} URL`);
  };
  return {
    locate(written) {
      const name = nameOf(written);
      const url = name === undefined ? written : aliases().get(name);
      return name !== undefined && url !== undefined && hasSecret(url) ? written : url;
    },
    open(written) {
      const place = findMirror(resolve(written), mirrors);
      const known = opened.get(place) ?? open(place);
      opened.set(place, known);
      return known;
    },
  };
}

/** Whether a URL that Helm stored is the one of a Chart.yaml, but for the login. */
function isSameUrl(stored: string, written: string): boolean {
  const bare = (text: string) => (/^https?:/.test(text) && URL.canParse(text) ? withoutLogin(new URL(text)).href.replace(/\/$/, '') : text);
  return stored !== written && bare(stored) === written.replace(/\/$/, '');
}

/** The longest beginning that matches counts. The login of what is mirrored is not for the mirror. */
function findMirror(written: string, mirrors: ReadonlyMap<string, string>): string {
  const url = written.replace(/^([a-z]+:\/\/)[^/?#]*@/, '$1');
  const [from] = [...mirrors.keys()]
    .filter((start) => url === start || url.startsWith(`${trimSlashes(start)}/`))
    .sort((a, b) => b.length - a.length);
  if (from === undefined) return written;
  // One may be written with a slash at its end and the other without.
  return `${trimSlashes(mirrors.get(from) ?? '')}${url.slice(trimSlashes(from).length)}`;
}
