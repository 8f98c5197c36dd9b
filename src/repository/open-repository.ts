import { ReleaseError } from '../errors.ts';
import { type Credentials, createDownload, type Fetch, openRegistry, PATIENT, parseReference, type RetryPolicy } from '../oci/index.ts';
import type { Cache } from './cache.ts';
import { openHttpRepository } from './http-repository.ts';
import { openOciRepository } from './oci-repository.ts';
import type { Repository } from './repository.ts';

export interface RepositoryOptions {
  readonly fetch?: Fetch | undefined;
  readonly retry?: RetryPolicy | undefined;
  readonly credentials?: ((registry: string) => Promise<Credentials | undefined>) | undefined;
  readonly cache?: Cache | undefined;
  /** Repositories by the names that `@name` and `alias:name` mean, as `helm repo add` stores them. */
  readonly aliases?: ReadonlyMap<string, string> | undefined;
  /** Other places for repositories whose URL begins so. */
  readonly mirrors?: ReadonlyMap<string, string> | undefined;
}

/**
 * Gives repositories by their URLs, each opened once. Charts on disk (`file://`) are not among them.
 * @throws ReleaseError `dependency` for a URL that names none
 */
export function createRepositories(options: RepositoryOptions): (url: string) => Repository {
  const opened = new Map<string, Repository>();
  const download = createDownload(options);
  const open = (url: string): Repository => {
    if (/^https?:\/\//.test(url) && URL.canParse(url)) return openHttpRepository(url, download, options.cache);
    if (url.startsWith('oci://')) {
      const base = url.replace(/\/+$/, '');
      return openOciRepository(base, (name) =>
        openRegistry(parseReference(`${base.slice('oci://'.length)}/${name}`), {
          ...(options.fetch && { fetch: options.fetch }),
          ...(options.credentials && { credentials: options.credentials }),
          retry: options.retry ?? PATIENT,
        }),
      );
    }
    throw new ReleaseError('dependency', `${JSON.stringify(url)} is no repository; write https://…, oci://… or file://…`);
  };
  return (written) => {
    const url = mirrored(resolveAlias(written, options.aliases), options.mirrors);
    const known = opened.get(url) ?? open(url);
    opened.set(url, known);
    return known;
  };
}

function resolveAlias(url: string, aliases: RepositoryOptions['aliases']): string {
  const name = /^(?:@|alias:)(.+)$/.exec(url)?.[1];
  if (name === undefined) return url;
  const found = aliases?.get(name);
  if (found === undefined)
    throw new ReleaseError('dependency', `${url} names a repository that Helm does not know; add it with: helm repo add ${name} URL`);
  return found;
}

/** The longest beginning that matches counts. */
function mirrored(url: string, mirrors: RepositoryOptions['mirrors']): string {
  const [from] = [...(mirrors?.keys() ?? [])]
    .filter((start) => url === start || url.startsWith(start.replace(/\/*$/, '/')))
    .sort((a, b) => b.length - a.length);
  return from === undefined ? url : `${mirrors?.get(from)}${url.slice(from.length)}`;
}
