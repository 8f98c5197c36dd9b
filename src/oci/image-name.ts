import { isDockerHub } from './docker-hub.ts';
import { type Reference, readReference } from './reference.ts';

/**
 * An image's name as container runtimes read it: without a host it is Docker Hub's, and there without a folder below
 * `library`. Undefined for what is no name of an image.
 * Source: https://github.com/distribution/reference/blob/main/normalize.go
 */
export function parseImageName(text: string): Reference | undefined {
  const [first = '', ...others] = text.split('/');
  const hasHost = others.length > 0 && /[.:]|^localhost$/.test(first);
  const reference = readReference(hasHost ? text : `docker.io/${text}`);
  if (typeof reference === 'string') return undefined;
  if (!isDockerHub(reference.registry)) return reference;
  const { repository } = reference;
  return { ...reference, registry: 'docker.io', repository: repository.includes('/') ? repository : `library/${repository}` };
}

/** The name in full, `docker.io/library/nginx:latest`, with the tag that runtimes take where none is said. */
export function formatImageName({ registry, repository, tag, digest }: Reference): string {
  const named = tag ?? (digest === undefined ? 'latest' : undefined);
  return `${registry}/${repository}${named === undefined ? '' : `:${named}`}${digest === undefined ? '' : `@${digest}`}`;
}
