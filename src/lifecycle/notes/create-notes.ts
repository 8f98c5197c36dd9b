import { type ClusterInput, listEffects, summarizeEffects } from '../../effects/index.ts';
import { ReleaseError } from '../../errors.ts';
import { createdAt, type PublishedRelease } from '../../release/index.ts';
import type { Runtime } from '../../request.ts';
import { isStack, readLines } from '../../stack/index.ts';
import { channelOf, formatVersion, type Line, parseReleaseName } from '../../version/index.ts';
import { listSubject } from '../images/index.ts';
import { isRemote, isSourceUrl } from '../open-source.ts';
import { lookUp, type Reading, readPublished, readSubject, type Subject } from '../read-subject.ts';
import { compareImages, compareVersions } from './compare-versions.ts';
import { findPredecessor } from './find-predecessor.ts';
import { formatUse } from './format-use.ts';
import { listCommits } from './list-commits.ts';
import type { NotesReport } from './report.ts';

export interface NotesRequest {
  /** A reference to a release, or a stack's directory. */
  readonly subject: string;
  /** The release to hold it against; the one before it unless given. */
  readonly from: string | undefined;
  /** The directory of the stack that a release was made from. */
  readonly sourceDir: string | undefined;
  readonly clusterApi?: string | undefined;
  readonly cluster?: ClusterInput | undefined;
}

/**
 * The notes of a release: what clusters live through that come from the one before, and what is in it.
 * @throws ReleaseError for a release that there is not, or that cannot be read
 */
export async function createNotes(reading: Reading, request: NotesRequest, runtime: Runtime): Promise<NotesReport> {
  const { subject, from, sourceDir } = request;
  const own = isStack(subject) ? undefined : await lookUp(reading, subject);
  const before = from === undefined ? await findBefore(reading, subject, own) : await lookUp(reading, from);
  const after = own === undefined ? await readSubject(reading, subject, before) : await readPublished(reading, own);
  return describeRelease(
    before && (await readPublished(reading, before)),
    after,
    { ...request, sourceDir: sourceDir ?? after.stack?.directory },
    runtime,
  );
}

/** The release before one that exists, or before a stack's next one. */
async function findBefore(reading: Reading, word: string, own: PublishedRelease | undefined): Promise<PublishedRelease | undefined> {
  const { source, channel = 'stable', kubernetes } = reading.options;
  if (own !== undefined) {
    const name = parseReleaseName(own.name);
    if (name === undefined) throw new ReleaseError('not-a-release', `${own.name} is no name of a release`);
    // A release's folder holds itself alone; those before it are where releases are.
    const place = isSourceUrl(own.url) ? own.url : source;
    return findPredecessor(reading.open(place), name.line, name.version, channelOf(name.version), createdAt(own));
  }
  const sources = await readLines({ stacks: [word], kubernetes });
  const line: Line | undefined = sources.length === 1 ? sources[0]?.stack?.config.line : undefined;
  // What keeps it from being read is said when it is read.
  return line && findPredecessor(reading.open(source), line, undefined, channel);
}

export interface DescribeOptions extends Pick<NotesRequest, 'sourceDir' | 'clusterApi' | 'cluster'> {
  /** Where the newer one is, or will be; where it was read unless given. */
  readonly urls?: readonly string[];
}

/** The same for two releases that were read already. */
export async function describeRelease(
  before: Subject | undefined,
  after: Omit<Subject, 'kind' | 'users' | 'findings'>,
  { sourceDir, clusterApi, cluster, urls }: DescribeOptions,
  runtime: Pick<Runtime, 'programs' | 'variables'>,
): Promise<NotesReport> {
  const options = { ...(clusterApi !== undefined && { clusterApi }), ...(cluster !== undefined && { cluster }) };
  const effects = before === undefined ? [] : listEffects(before.facts, after.facts, options);
  const [old, now] = [before && listSubject(before), listSubject(after)];
  const range = { directory: sourceDir, from: before?.published?.provenance, to: after.content.provenance };
  const { commits, unknown } = before === undefined ? { commits: [], unknown: [] } : await listCommits(range, runtime);
  return {
    schemaVersion: 1,
    release: after.content.name,
    version: formatVersion(after.facts.version),
    ...(before && { from: before.content.name }),
    summary:
      before === undefined
        ? 'The first release that is known of this line: no cluster comes from an earlier one.'
        : summarizeEffects(effects),
    effects,
    versions: compareVersions(before?.facts, after.facts),
    images: compareImages(old, now),
    commits,
    use: formatUse(after, urls ?? (after.published === undefined ? [] : [after.published.url])),
    verify: listCommands(after),
    unknown: [...unknown, ...now.unknown],
  };
}

/** Commands that tell whether a release is what it was made as. */
function listCommands({ published, content }: Pick<Subject, 'published' | 'content'>): string[] {
  if (published === undefined || !isRemote(published.url)) return [];
  const { name, url, digest } = published;
  const reference = url.startsWith('github:') ? `${url}@${name}` : `${url}:${name}`;
  const [, slug] = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)$/.exec(content.provenance?.repository ?? '') ?? [];
  const attested = slug === undefined || !url.startsWith('oci://') ? [] : [`gh attestation verify ${url}@${digest} --repo ${slug}`];
  return [`clusterstack verify ${reference}`, ...attested];
}
