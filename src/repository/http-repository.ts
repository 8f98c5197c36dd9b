import { ReleaseError } from '../errors.ts';
import { type DownloadFile, readLogin, withoutLogin } from '../http/index.ts';
import { maskUrls, trimSlashes } from '../text.ts';
import type { Cache } from './cache.ts';
import { parseIndex } from './index-file.ts';
import { ARCHIVE_LIMIT, type ChartVersion, type Repository } from './repository.ts';

/** The largest real index has 25 MB. */
const INDEX_LIMIT = 64 * 1024 * 1024;

export interface HttpRepositoryOptions {
  readonly download: DownloadFile;
  readonly cache: Cache | undefined;
  /** Fetches a chart that the index says lies elsewhere. */
  readonly fetchElsewhere: (chart: ChartVersion) => Promise<Buffer>;
}

/**
 * A classic Helm repository: an index.yaml, read once a run and sent only when it has changed since the last.
 * @param url a user and password in it are for its own origin
 */
export function openHttpRepository(url: string, { download, cache, fetchElsewhere }: HttpRepositoryOptions): Repository {
  const location = new URL(url);
  location.pathname = `${trimSlashes(location.pathname)}/index.yaml`;
  const key = maskUrls(withoutLogin(location).href);
  const base = withoutLogin(new URL(url)).href;
  const known = new Map<string, Promise<readonly ChartVersion[]>>();
  let index: Promise<string> | undefined;

  async function readIndex(): Promise<string> {
    const kept = await cache?.readIndex(key);
    const { status, headers, body } = await download(location, { headers: kept?.validators ?? {}, limit: INDEX_LIMIT });
    if (status === 304 && kept !== undefined) return kept.text;
    if (status !== 200)
      throw new ReleaseError(
        'dependency',
        `${formatUrl(url)} has no index.yaml (status ${status}): it is not a Helm repository; check the URL`,
      );
    const text = body.toString('utf8');
    const [etag, modified] = [headers.get('etag'), headers.get('last-modified')];
    const validators = { ...(etag !== null && { 'if-none-match': etag }), ...(modified !== null && { 'if-modified-since': modified }) };
    await cache?.writeIndex(key, { text, validators });
    return text;
  }

  async function listVersions(name: string): Promise<readonly ChartVersion[]> {
    index ??= readIndex();
    const versions = parseIndex(await index, name, base);
    if (versions !== undefined) return versions;
    throw new ReleaseError(
      'dependency',
      `what ${formatUrl(url)} has as its index.yaml is not an index of a Helm repository; check the URL`,
    );
  }

  return {
    versions(name) {
      const versions = known.get(name) ?? listVersions(name);
      known.set(name, versions);
      return versions;
    },
    async fetch(chart) {
      if (!/^https?:/.test(chart.url)) return fetchElsewhere(chart);
      const { status, body } = await download(withLoginOf(location, new URL(chart.url)), { limit: ARCHIVE_LIMIT });
      if (status === 200) return body;
      throw new ReleaseError(
        'dependency',
        `${chart.name} ${chart.version} is gone from ${new URL(chart.url).host}, though ${formatUrl(url)} lists it (status ${status})`,
      );
    },
  };
}

/** An index names files without the login that it was read with. */
function withLoginOf(location: URL, url: URL): URL {
  if (url.origin !== location.origin || readLogin(url) !== undefined) return url;
  url.username = location.username;
  url.password = location.password;
  return url;
}

/** Without a password or a signature that a URL may hold. */
function formatUrl(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname.replace(/\/$/, '')}`;
}
