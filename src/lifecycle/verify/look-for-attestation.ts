import { describeError } from '../../errors.ts';
import { type GitHub, openRepository } from '../../github/index.ts';
import { createNetwork } from '../../http/index.ts';
import type { PublishedRelease } from '../../release/index.ts';
import type { Runtime } from '../../request.ts';
import { formatSome } from '../../text.ts';
import type { VerifiedPlace } from './report.ts';

type Attestation = NonNullable<VerifiedPlace['attestation']>;

const SOURCE = /^https:\/\/[^/]+\/([A-Za-z0-9][A-Za-z0-9_-]{0,99})\/([A-Za-z0-9._-]{1,100}?)(?:\.git)?\/?$/;
const PLACE = /^github:([^/@]+)\/([^/@]+)$/;

/** What an attestation may name of a release: its manifest in a registry, its files on GitHub. */
interface Part {
  readonly name: string;
  readonly digest: string;
}

/**
 * Looks whether GitHub's store has attestations of what a registry or GitHub holds, and whether their statements name these
 * very digests. Signatures are not verified here: that takes the keys of Sigstore, which the `gh` program has.
 */
export async function lookForAttestation(
  { url, digest, files, provenance }: PublishedRelease,
  offline: boolean,
  runtime: Runtime,
): Promise<Attestation | undefined> {
  const isArtifact = url.startsWith('oci://');
  const place = PLACE.exec(url);
  if (!isArtifact && place === null) return undefined;
  const unknown = (message: string): Attestation => ({ verdict: 'unknown', message });
  // What was built elsewhere is attested there.
  const [, owner, repository] = SOURCE.exec(provenance?.repository ?? '') ?? place ?? [];
  if (owner === undefined || repository === undefined) {
    return unknown('the release does not say which repository it was built from, so there is nowhere to look for an attestation');
  }
  if (offline) return unknown('--offline asks no server for an attestation');
  const slug = `${owner}/${repository}`;
  const { apiUrl, token } = runtime.github ?? {};
  const network = createNetwork({ ...runtime, retry: { ...runtime.retry, attempts: 1 } });
  const parts = isArtifact ? [{ name: `${url}@${digest}`, digest }] : files.slice(0, MOST_ASKED);
  const rest = isArtifact || files.length <= MOST_ASKED ? '' : `; of ${files.length} files only ${MOST_ASKED} were looked for`;
  try {
    const found = await ask(openRepository({ owner, repository }, { network, apiUrl, token }), parts);
    return unknown(`${describe(slug, parts, found, isArtifact)}${rest}`);
  } catch (error) {
    return unknown(`GitHub cannot be asked for an attestation: ${describeError(error).message}`);
  }
}

/** A release has a handful of files; more than this are not asked for. */
const MOST_ASKED = 20;

interface Found {
  /** Parts that a statement names with their digests. */
  readonly named: ReadonlySet<string>;
  /** Parts of which GitHub has attestations whose statements are not in its answer. */
  readonly unread: readonly string[];
  /** Parts that a statement names with another digest, or of which GitHub has statements about something else. */
  readonly other: readonly string[];
}

/** One after the other, as one statement often names all files. */
async function ask(github: GitHub, parts: readonly Part[]): Promise<Found> {
  const named = new Set<string>();
  const [unread, other] = [new Set<string>(), new Set<string>()];
  for (const { name, digest } of parts) {
    if (named.has(name)) continue;
    const attestations = await github.attestations(digest);
    const statements = attestations.flatMap(({ subjects }) => (subjects === undefined ? [] : [subjects]));
    // Only a statement about what was asked for tells of the others.
    const fitting = statements.filter((subjects) => subjects.some((subject) => subject.digest === digest));
    for (const part of parts) {
      if (fitting.flat().some((subject) => subject.digest === part.digest)) named.add(part.name);
      else if (fitting.flat().some((subject) => subject.name === part.name)) other.add(part.name);
    }
    if (fitting.length === 0 && statements.length > 0) other.add(name);
    else if (fitting.length === 0 && attestations.length > 0) unread.add(name);
  }
  return { named, unread: [...unread], other: [...other].filter((name) => !named.has(name)) };
}

function describe(slug: string, parts: readonly Part[], { named, unread, other }: Found, isArtifact: boolean): string {
  const it = isArtifact ? 'it' : 'its files';
  const verify = (name: string) => `gh attestation verify ${isArtifact ? parts[0]?.name : name} --repo ${slug}`;
  const differ = other.length === 0 ? [] : [`statements there have other digests of ${isArtifact ? 'it' : formatSome(other)}`];
  if (named.size === 0 && unread.length === 0) return [`${slug} has no attestation of ${it} on GitHub`, ...differ].join('; ');
  const [first = ''] = [...named, ...unread];
  const of = isArtifact ? 'it' : named.size === parts.length ? 'all its files' : formatSome([...named, ...unread]);
  const lacking = parts.map(({ name }) => name).filter((name) => !named.has(name) && !unread.includes(name) && !other.includes(name));
  return [
    `${slug} has an attestation of ${of} on GitHub, whose signature is verified by: ${verify(first)}`,
    ...(unread.length > 0
      ? [`GitHub's answer has no statement about ${isArtifact ? 'it' : formatSome(unread)} whose digests could be compared`]
      : []),
    ...differ,
    ...(lacking.length > 0 ? [`none was found of ${formatSome(lacking)}`] : []),
  ].join('; ');
}
