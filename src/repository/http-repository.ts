import { ReleaseError } from '../errors.ts';
import type { DownloadFile } from '../oci/index.ts';
import type { Cache } from './cache.ts';
import { parseIndex } from './index-file.ts';
import { ARCHIVE_LIMIT, type Repository } from './repository.ts';

/** The largest real index has 25 MB. */
const INDEX_LIMIT = 128 * 1024 * 1024;

/** A classic Helm repository: an index.yaml, read once a run and only when it has changed since the last. */
export function openHttpRepository(url: string, download: DownloadFile, cache: Cache | undefined): Repository {
  const location = new URL(url);
  location.pathname = `${location.pathname.replace(/\/*$/, '')}/index.yaml`;
  let index: Promise<string> | undefined;

  async function readIndex(): Promise<string> {
    const known = await cache?.readIndex(location.href);
    const { status, headers, body } = await download(location, { headers: known?.validators ?? {}, limit: INDEX_LIMIT });
    if (status === 304 && known !== undefined) return known.text;
    if (status !== 200)
      throw new ReleaseError('dependency', `${url} has no index.yaml (status ${status}): it is no Helm repository; check the URL`);
    const text = body.toString('utf8');
    const [etag, modified] = [headers.get('etag'), headers.get('last-modified')];
    const validators = { ...(etag !== null && { 'if-none-match': etag }), ...(modified !== null && { 'if-modified-since': modified }) };
    await cache?.writeIndex(location.href, { text, validators });
    return text;
  }

  return {
    url,
    async versions(name) {
      index ??= readIndex();
      const versions = parseIndex(await index, name, url);
      if (versions === undefined) throw new ReleaseError('dependency', `${url}/index.yaml is no index of a Helm repository`);
      return versions;
    },
    async fetch({ name, version, urls }) {
      const [first] = urls;
      if (first === undefined || !/^https?:/.test(first))
        throw new ReleaseError('dependency', `${url} gives no usable URL for ${name} ${version}`);
      const { status, body } = await download(new URL(first), { limit: ARCHIVE_LIMIT });
      if (status === 200) return body;
      throw new ReleaseError(
        'dependency',
        `${name} ${version} is gone from ${new URL(first).host}, though ${url} lists it (status ${status})`,
      );
    },
  };
}
