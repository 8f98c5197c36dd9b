import type { Facts, UserFile } from '../compat/index.ts';
import { openVendor, requireDependencies, type Vendor } from '../dependency/index.ts';
import { ReleaseError } from '../errors.ts';
import { gatherRelease, gatherStack, type Instruments, openInstruments } from '../facts/index.ts';
import type { Finding } from '../finding.ts';
import {
  decideRelease,
  fetchRelease,
  type PublishedRelease,
  prepareStack,
  type ReleaseContent,
  type ReleaseSource,
} from '../release/index.ts';
import type { CheckOptions, Mode, Runtime } from '../request.ts';
import { isStack, nameOfLine, readLines, type Stack } from '../stack/index.ts';
import { channelOf, formatLine, parseReleaseName, type Version } from '../version/index.ts';
import { type FindOptions, findRelease } from './find-release.ts';
import { createOpener } from './open-source.ts';
import { parseReference } from './reference.ts';

export interface ReadingOptions extends CheckOptions {
  /** Where releases are that are named alone, and lines. */
  readonly source: string;
  /** The channel whose newest release a line means; `stable` unless given. */
  readonly channel?: string | undefined;
  /** A minor, like 1.36: which line of a stack's directory is meant. */
  readonly kubernetes?: string | undefined;
}

/** Sources, Helm and knowledge: all releases of a run share them. */
export interface Reading {
  readonly options: ReadingOptions;
  /** The same source for the same words, so that its list is read once. */
  readonly open: (source: string) => ReleaseSource;
  readonly instruments: Instruments;
  readonly vendor: Vendor;
}

/** A release that exists, or the one that a stack would make now, as the same model. */
export interface Subject {
  readonly kind: 'release' | 'stack';
  readonly content: ReleaseContent;
  readonly facts: Facts;
  /** Whose waivers count for it. */
  readonly users: readonly UserFile[];
  /** Undefined for a stack's next release. */
  readonly published: PublishedRelease | undefined;
  /** Undefined for a release that exists. */
  readonly stack: Stack | undefined;
  /** Problems that were met on the way. */
  readonly findings: readonly Finding[];
}

/** @throws ReleaseError `usage` for knowledge that cannot be read */
export async function openReading(options: ReadingOptions, runtime: Runtime): Promise<Reading> {
  const open = createOpener(runtime);
  return { options, open, instruments: await openInstruments(options, 'left-out', runtime), vendor: openVendor(options, runtime) };
}

/**
 * A published release by reference, not read yet.
 * @param isOffered whether a line may mean a release, by its name; any unless given
 */
export function lookUp(
  { options, open }: Pick<Reading, 'options' | 'open'>,
  word: string,
  isOffered?: FindOptions['isOffered'],
): Promise<PublishedRelease> {
  return findRelease(parseReference(word, options.source), { open, channel: options.channel ?? 'stable', isOffered });
}

/**
 * Reads a stack's directory or a reference to a release.
 * @param after the release that a stack's next one follows: then only what differs from it gets new versions
 * @throws ReleaseError for one that there is not, or that is no release
 */
export function readSubject(reading: Reading, word: string, after?: PublishedRelease): Promise<Subject> {
  return isStack(word) ? readNext(reading, word, after) : lookUp(reading, word).then((published) => readPublished(reading, published));
}

/** @throws ReleaseError for files that are not a release's, and what fetching them throws */
export async function readPublished({ instruments }: Pick<Reading, 'instruments'>, published: PublishedRelease): Promise<Subject> {
  const content = await fetchRelease(published);
  const { facts, users, findings } = await gatherRelease(instruments, content, '.', undefined);
  return { kind: 'release', content, facts, users, published, stack: undefined, findings };
}

async function readNext(reading: Reading, directory: string, after: PublishedRelease | undefined): Promise<Subject> {
  const { instruments, vendor } = reading;
  const release = after && parseReleaseName(after.name);
  const { stack, found } = await readOneStack(reading, directory, release && formatLine(release.line));
  const vendored = requireDependencies(await vendor(stack), formatLine(stack.config.line));
  const decision = await decideRelease(
    vendored.shipped,
    release === undefined ? { kind: 'stable' } : modeOf(release.version),
    holdOnly(after),
    [],
  );
  const full = vendored.full === vendored.shipped ? decision.prepared : prepareStack(vendored.full, decision.prepared.versions);
  const { facts, users, findings } = await gatherStack(instruments, full, vendored, undefined);
  const all = [...found, ...vendored.findings, ...findings];
  return { kind: 'stack', content: decision.content, facts, users, published: undefined, stack, findings: all };
}

/** The mode that a version was found in. */
function modeOf(version: Version): Mode {
  const channel = channelOf(version);
  if (channel === 'stable') return { kind: 'stable' };
  return channel === 'sha' ? { kind: 'hash' } : { kind: 'channel', channel };
}

/**
 * @param preferred the line to take where a directory has several
 * @param isStrict whether no other line will do
 */
export async function readOneStack(
  { options }: Pick<Reading, 'options'>,
  directory: string,
  preferred: string | undefined,
  isStrict = false,
): Promise<{ readonly stack: Stack; readonly found: readonly Finding[] }> {
  const sources = await readLines({ stacks: [directory], kubernetes: options.kubernetes });
  const source = sources.length === 1 && !isStrict ? sources[0] : sources.find((candidate) => nameOfLine(candidate) === preferred);
  if (source === undefined && isStrict) {
    throw new ReleaseError('no-stack', `${directory} has no line ${preferred}; it has ${sources.map(nameOfLine).join(', ')}`);
  }
  if (source === undefined) {
    throw new ReleaseError('usage', `${directory} has ${sources.map(nameOfLine).join(', ')}; choose one with --kubernetes, like 1.36`);
  }
  const { stack, findings } = source;
  if (stack === undefined) {
    const [first] = findings.filter(({ verdict }) => verdict === 'refuse');
    const why = first === undefined ? '' : `: ${first.message}`;
    throw new ReleaseError('no-stack', `${directory} cannot be read${why}; see clusterstack check ${directory}`);
  }
  return { stack, found: findings };
}

/** A source that has one release, or none. */
function holdOnly(published: PublishedRelease | undefined): ReleaseSource {
  return {
    url: published?.url ?? '',
    list: async () => (published === undefined ? [] : [published.name]),
    read: async (name) => (name === published?.name ? published : undefined),
  };
}
