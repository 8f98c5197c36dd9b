import { ReleaseError } from '../errors.ts';
import { formatReleaseName, type Line, parseLine, parseReleaseName } from '../version/index.ts';

/** A release in words. */
export type Reference =
  | { readonly kind: 'name'; readonly source: string; readonly name: string }
  | { readonly kind: 'digest'; readonly source: string; readonly digest: string }
  /** The newest release of a line. */
  | { readonly kind: 'line'; readonly source: string; readonly line: Line }
  | { readonly kind: 'folder'; readonly folder: string };

const FORMS =
  'write oci://host/repository:RELEASE (or @sha256:…), oci-layout:DIR:RELEASE, github:owner/repository@RELEASE, the folder of a release, or RELEASE alone with --source';
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** A scheme, and how a release is set off from its source. */
const SCHEMES: readonly (readonly [scheme: string, pattern: RegExp])[] = [
  // A port is followed by a slash, a tag is not.
  ['oci://', /^(oci:\/\/[^@]+?)(?:@(sha256:.*)|:([^/:@]*))$/],
  ['oci-layout:', /^(oci-layout:.+?)(?:@(sha256:.*)|:([^/:@]*))$/],
  ['oci-archive:', /^(oci-archive:.+?)(?:@(sha256:.*)|:([^/:@]*))$/],
  ['github:', /^(github:[^@]+)@()(.*)$/],
];

/**
 * Reads a reference: a release, or a line, which means its newest.
 * @param source where releases are that are named alone
 * @throws ReleaseError `usage`
 */
export function parseReference(word: string, source: string): Reference {
  const scheme = SCHEMES.find(([prefix]) => word.startsWith(prefix));
  if (scheme !== undefined) {
    const [, place, digest, name] = scheme[1].exec(word) ?? [];
    if (place === undefined) throw new ReleaseError('usage', `${maskLogin(word)} names no release; ${FORMS}`);
    return digest ? readDigest(word, place, digest) : readName(word, place, name ?? '');
  }
  if (/[\\/]/.test(word) || word === '.' || word === '..') return { kind: 'folder', folder: word.replace(/(?<=.)[\\/]+$/, '') };
  return word.startsWith('sha256:') ? readDigest(word, source, word) : readName(word, source, word);
}

function readDigest(word: string, source: string, digest: string): Reference {
  if (DIGEST.test(digest)) return { kind: 'digest', source, digest };
  throw new ReleaseError('usage', `${maskLogin(word)} has no digest of sha256: and 64 hexadecimal digits`);
}

function readName(word: string, source: string, name: string): Reference {
  const release = parseReleaseName(name);
  if (release !== undefined) return { kind: 'name', source, name: formatReleaseName(release) };
  const line = parseLine(name);
  if (line !== undefined) return { kind: 'line', source, line };
  throw new ReleaseError(
    'usage',
    `${maskLogin(word)} names no release or line, which look like docker-scs-1-36-v4 and docker-scs-1-36; ${FORMS}`,
  );
}

/** Whoever puts a password into a reference must not find it in a log. */
function maskLogin(word: string): string {
  return JSON.stringify(word.replace(/:\/\/[^/]*@/, '://…@'));
}
