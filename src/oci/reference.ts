import { isIPv6 } from 'node:net';
import { clipText } from '../text.ts';
import { isDigest } from './digest.ts';
import { OciError } from './error.ts';

/** `host[:port]/repository[:tag][@digest]`. Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
export interface Reference {
  /** Host and port, in lower case. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const HOST_NAME = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** Some registries limit name and host together to 255 characters; this is the more lenient reading. */
const LONGEST_REPOSITORY = 255;

export function isTag(text: string): boolean {
  return TAG.test(text);
}

/** A manifest's name from outside, which becomes part of a path or URL. */
export function checkName(name: string): string {
  if (isTag(name) || isDigest(name)) return name;
  throw new OciError('invalid-reference', `"${clipText(name)}" is neither a tag nor a sha256 digest`);
}

/**
 * Reads `host[:port]/repository[:tag][@digest]`, without a scheme.
 * @throws OciError `invalid-reference`
 */
export function parseReference(text: string): Reference {
  const read = readReference(text);
  if (typeof read !== 'string') return read;
  // What stands before an @ may be a password that someone put into a URL.
  const shown = /^[^/]*@/.test(text.replace(/^\w+:\/\//, '')) ? 'the reference' : `"${clipText(text)}"`;
  throw new OciError('invalid-reference', `${shown}: ${read}; write host[:port]/repository[:tag][@sha256:…], such as ghcr.io/org/name:v1`);
}

/** The same for a text that may well be no reference: why it is none, in place of an error. */
export function readReference(text: string): Reference | string {
  if (text.includes('://')) return 'a reference has no scheme';
  const slash = text.indexOf('/');
  if (slash < 0) return 'the host or the repository is missing';
  const registry = text.slice(0, slash).toLowerCase();
  if (registry.includes('@')) return 'a reference holds no user or password';
  if (!isRegistry(registry)) return 'it must begin with a host, and a host without a dot needs its port';

  const [named = '', digest, ...rest] = text.slice(slash + 1).split('@');
  if (rest.length > 0) return 'it has more than one @';
  if (digest !== undefined && !isDigest(digest)) return 'its digest is not sha256: and 64 lower-case hexadecimal digits';
  const colon = named.indexOf(':');
  const repository = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  if (tag !== undefined && !isTag(tag)) return 'a tag has 1 to 128 letters, digits, ".", "_" and "-", and begins with none of ".-"';
  if (!REPOSITORY.test(repository) || repository.length > LONGEST_REPOSITORY) {
    return 'a repository has lower-case letters and digits, separated by ".", "_", "-" and "/"';
  }
  return { registry, repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/**
 * A first part without a dot or port is a namespace whose host was forgotten, by Docker's rule; taking
 * it for a host would send credentials to whatever the search domain finds under that name.
 */
function isRegistry(registry: string): boolean {
  const [, host = '', port] = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::([0-9]{1,5}))?$/.exec(registry) ?? [];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) return false;
  if (host.startsWith('[')) return isIPv6(host.slice(1, -1));
  return HOST_NAME.test(host) && host.length <= 253 && (host.includes('.') || port !== undefined || host === 'localhost');
}
