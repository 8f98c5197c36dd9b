import { describeError } from '../../errors.ts';
import { type GitHub, openRepository, repositoryHost } from '../../github/index.ts';
import { createNetwork } from '../../http/index.ts';
import type { PublishedRelease } from '../../release/index.ts';
import type { Runtime } from '../../request.ts';
import { formatSome } from '../../text.ts';
import type { VerifiedPlace } from './report.ts';

type Attestation = NonNullable<VerifiedPlace['attestation']>;

const SOURCE = /^https:\/\/([^/@]+)\/([A-Za-z0-9][A-Za-z0-9_-]{0,99})\/([A-Za-z0-9._-]{1,100}?)(?:\.git)?\/?$/;
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
  const { apiUrl, token } = runtime.github ?? {};
  const host = repositoryHost(apiUrl);
  const [, sourceHost, ...source] = SOURCE.exec(provenance?.repository ?? '') ?? [];
  // What was built elsewhere is attested there; of the same name on another forge is another repository.
  const [owner, repository] = sourceHost?.toLowerCase() === host ? source : (place?.slice(1) ?? []);
  if (owner === undefined || repository === undefined) {
    return unknown(
      `the release does not say which repository of ${host} it was built from, so there is nowhere to look for an attestation`,
    );
  }
  if (offline) return unknown('--offline asks no server for an attestation');
  const slug = `${owner}/${repository}`;
  const network = createNetwork({ ...runtime, retry: { ...runtime.retry, attempts: 1 } });
  const parts = isArtifact ? [{ name: `${url}@${digest}`, digest }] : files.slice(0, MOST_ASKED);
  const rest = isArtifact || files.length <= MOST_ASKED ? '' : `; of ${files.length} files only ${MOST_ASKED} were looked for`;
  try {
    const found = await ask(openRepository({ owner, repository }, { network, apiUrl, token }), parts);
    const where = host === 'github.com' ? slug : `${slug} --hostname ${host}`;
    return unknown(`${describe(slug, where, parts, found, isArtifact)}${rest}`);
  } catch (error) {
    return unknown(`GitHub cannot be asked for an attestation: ${describeError(error).message}`);
  }
}

/** A release has a handful of files; more than this are not asked for. */
const MOST_ASKED = 20;

/** What `gh attestation verify` looks for unless it is told otherwise. */
const PROVENANCE = 'https://slsa.dev/provenance/v1';

interface Found {
  /** Parts whose build a signed statement tells of, with their digests. */
  readonly named: ReadonlySet<string>;
  /** Parts of which GitHub has attestations that are not in its answer. */
  readonly unread: readonly string[];
  /** Parts that a statement names with another digest, or of which GitHub has statements about something else. */
  readonly other: readonly string[];
  /** Parts of which GitHub has nothing but what is no statement that anybody signed. */
  readonly broken: readonly string[];
}

/** One after the other, as one statement often names all files. */
async function ask(github: GitHub, parts: readonly Part[]): Promise<Found> {
  const named = new Set<string>();
  const [unread, other, broken] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { name, digest } of parts) {
    if (named.has(name)) continue;
    // Of a digest there may be others, too, such as of its SBOM.
    const found = (await github.attestations(digest)).filter((one) => one.kind !== 'statement' || one.predicate === PROVENANCE);
    const statements = found.flatMap((one) => (one.kind === 'statement' ? [one.subjects] : []));
    // Only a statement about what was asked for tells of the others.
    const fitting = statements.filter((subjects) => subjects.some((subject) => subject.digest === digest));
    for (const part of parts) {
      if (fitting.flat().some((subject) => subject.digest === part.digest)) named.add(part.name);
      else if (fitting.flat().some((subject) => subject.name === part.name)) other.add(part.name);
    }
    if (fitting.length > 0) continue;
    if (statements.length > 0) other.add(name);
    else if (found.some(({ kind }) => kind === 'elsewhere')) unread.add(name);
    else if (found.length > 0) broken.add(name);
  }
  const left = (names: ReadonlySet<string>) => [...names].filter((name) => !named.has(name));
  return { named, unread: left(unread), other: left(other), broken: left(broken) };
}

function describe(
  slug: string,
  where: string,
  parts: readonly Part[],
  { named, unread, other, broken }: Found,
  isArtifact: boolean,
): string {
  const it = isArtifact ? 'it' : 'its files';
  const nameAll = (names: readonly string[]) => (isArtifact ? 'it' : formatSome(names));
  const notes = [
    ...(unread.length > 0 ? [`GitHub's answer has no statement about ${nameAll(unread)} whose digests could be compared`] : []),
    ...(other.length > 0 ? [`statements there have other digests of ${nameAll(other)}`] : []),
    ...(broken.length > 0 ? [`what is there of ${nameAll(broken)} is no signed statement`] : []),
  ];
  const [first] = [...named, ...unread];
  if (first === undefined) return [`${slug} has no attestation of ${it} on GitHub`, ...notes].join('; ');
  const of = isArtifact ? 'it' : named.size === parts.length ? 'all its files' : formatSome([...named, ...unread]);
  const told = new Set([...named, ...unread, ...other, ...broken]);
  const lacking = parts.map(({ name }) => name).filter((name) => !told.has(name));
  return [
    `${slug} has an attestation of ${of} on GitHub, whose signature is verified by: gh attestation verify ${first} --repo ${where}`,
    ...notes,
    ...(lacking.length > 0 ? [`none was found of ${formatSome(lacking)}`] : []),
  ].join('; ');
}
