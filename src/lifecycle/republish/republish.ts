import { judgeLine } from '../../compat/index.ts';
import { attempt, ReleaseError } from '../../errors.ts';
import { gatherRelease, type Instruments, openInstruments, readEarlier } from '../../facts/index.ts';
import { type Finding, isRefused } from '../../finding.ts';
import { describePublication, type KnownLine, reportContent, reportStopped } from '../../line-report.ts';
import { once } from '../../once.ts';
import { askTargets, offerContent, openTargets, publishTargets, type Targets, tidyTargets } from '../../publish/index.ts';
import {
  createRecord,
  fetchRelease,
  hashReleaseContent,
  type PublishedRelease,
  type ReleaseContent,
  type ReleaseOrigin,
  type ReleaseSource,
  renameRelease,
  unpackRelease,
  writeRelease,
} from '../../release/index.ts';
import type { CheckOptions, Runtime } from '../../request.ts';
import type { LineReport } from '../../result.ts';
import { TOOL } from '../../tool.ts';
import { channelOf, formatLine, formatVersion, requireChannel, requireReleaseName } from '../../version/index.ts';
import { createOpener, isSourceUrl } from '../open-source.ts';
import { lookUp } from '../read-subject.ts';
import { readWithdrawals } from '../states/index.ts';
import { findNextPlace } from './find-place.ts';
import type { RepublishedLine, RepublishReport } from './report.ts';

export interface RepublishRequest extends CheckOptions {
  readonly reference: string;
  /** Where releases are that are named alone. */
  readonly source: string;
  /** Where the new release goes; where the earlier one is, unless given. */
  readonly targets: readonly string[];
  /** Where release directories are written. */
  readonly output: string;
  readonly verify?: boolean | undefined;
}

export interface PromoteRequest extends RepublishRequest {
  /** The channel that it is brought to; the same names elsewhere, unless given. */
  readonly channel?: string | undefined;
}

/** All that a run has at hand. */
interface Run {
  readonly request: RepublishRequest;
  readonly runtime: Runtime;
  readonly targets: Targets;
  readonly instruments: Instruments;
  readonly published: PublishedRelease;
  /** Where it is. */
  readonly home: ReleaseSource;
}

/**
 * Rolls a line back by rolling forward, the only way that CSO and Cluster API know: a new version with an earlier release's content.
 * @throws ReleaseError where the earlier one cannot be read, or the request is wrong as a whole
 */
export async function revert(request: RepublishRequest, runtime: Runtime): Promise<RepublishReport> {
  return runOne(request, runtime, (run) => {
    const { version } = requireReleaseName(run.published.name);
    return republishAs(run, 'revert', channelOf(version));
  });
}

/**
 * Brings a release's content to another channel, under its names, or the release as it is to other places.
 * @throws ReleaseError as `revert`
 */
export async function promote(request: PromoteRequest, runtime: Runtime): Promise<RepublishReport> {
  const { channel, targets } = request;
  if (channel === undefined && targets.length === 0) {
    throw new ReleaseError('usage', 'say where to promote it to: --channel stable, or --target oci://host/repository, or both');
  }
  // A release of hashes can be brought to another place alone.
  if (channel !== undefined && channel !== 'stable' && !(channel === 'sha' && targets.length > 0)) requireChannel(channel);
  return runOne(request, runtime, (run) => {
    const { name } = run.published;
    if (channel === undefined || channel === channelOf(requireReleaseName(name).version)) {
      if (targets.length > 0) return publishAsItIs(run);
      throw new ReleaseError('usage', `${name} is on ${channel} already; name another channel, or another place with --target`);
    }
    return republishAs(run, 'promotion', channel);
  });
}

async function runOne(request: RepublishRequest, runtime: Runtime, work: (run: Run) => Promise<RepublishedLine>): Promise<RepublishReport> {
  const open = createOpener(runtime);
  const published = await lookUp({ options: { source: request.source }, open }, request.reference);
  const { targets: named, output, offline } = request;
  const places = named.length > 0 ? named : [published.url];
  if (named.length === 0 && !isSourceUrl(published.url))
    throw new ReleaseError('usage', `${published.url} is a folder; say where to publish with --target`);
  const targets = openTargets({ targets: places, source: places[0], output, offline }, runtime);
  const instruments = await openInstruments(request, offline ? 'offline' : 'asked', runtime);
  const known = describeLine(published.name, published.kubernetes);
  const tried = await attempt(() => work({ request, runtime, targets, instruments, published, home: open(published.url) }));
  await tidyTargets(targets.all, runtime.logger ?? { progress() {}, warn() {} });
  const line = tried.kind === 'done' ? tried.result : reportStopped(known, [], tried.error);
  return { schemaVersion: 1, basis: instruments.basis, releases: [line], findings: instruments.versionFindings };
}

function describeLine(release: string, kubernetes: string | undefined): KnownLine {
  return { stack: formatLine(requireReleaseName(release).line), directory: '.', ...(kubernetes && { kubernetes }) };
}

/** Under the next names of a channel. */
async function republishAs(run: Run, kind: ReleaseOrigin['kind'], channel: string): Promise<RepublishedLine> {
  const { targets, published, home, instruments, runtime } = run;
  const { line } = requireReleaseName(published.name);
  if (channel !== 'stable') requireChannel(channel);
  runtime.logger?.progress(`${published.name}: comparing with the newest on ${channel}`);
  const original = await unpackRelease(await fetchRelease(published));
  // Names are counted where it comes from, too: one name must mean one release.
  const others = [...targets.all, home].filter((place) => place !== targets.source && place.url !== targets.source.url);
  const next = await findNextPlace(original, { line, channel, isRaised: kind === 'revert' }, targets.source, others);
  const content = await hashReleaseContent(next.unpacked);
  if (next.kind === 'unchanged') {
    const release = await fetchRelease(next.published, next.candidate);
    const finished = await publishContent(run, release, formatVersion(next.previous), [], undefined);
    return { ...finished, ...describeOrigin(published, original.content, release), content };
  }
  const { previous, newest } = next;
  const { name, digest } = published;
  const origin: ReleaseOrigin =
    kind === 'revert' ? { kind, release: name, digest, from: previous?.published.name ?? name } : { kind, release: name, digest };
  const release: ReleaseContent = { ...(await renameRelease(next.unpacked, next.versions)), origin };
  requireSameContent(content, await hashReleaseContent(await unpackRelease(release)), release.name);
  const earlier = await readEarlier(targets.source, line, {
    content: release,
    channel,
    newest,
    readWithdrawals: once(() => readWithdrawals(runtime.today, [])),
    ...instruments.shipped,
  });
  const gathered = await gatherRelease(instruments, release, '.', earlier);
  const { findings } = await judgeLine(gathered.facts, gathered.users, gathered.findings);
  const told = { ...describeOrigin(published, original.content, release), content };
  const before = previous && formatVersion(previous.metadata.versions.clusterStack);
  const known = describeLine(release.name, release.kubernetes);
  if (isRefused(findings))
    return { ...reportContent(known, release, findings, 'refused', { ...(before && { previous: before }) }), ...told };
  return { ...(await publishContent(run, release, before, findings, origin)), ...told };
}

/** Where a file has the new names already, they would mean something else than before. */
function requireSameContent(wanted: string, made: string, name: string): void {
  if (wanted === made) return;
  throw new ReleaseError(
    'release-conflict',
    `${name} would have other content than what it is made from: most likely one of its files names ${name} already; take that out in the stack’s sources, and release them`,
  );
}

function describeOrigin(
  { name, url, digest }: PublishedRelease,
  { kubernetes }: ReleaseContent,
  release: ReleaseContent,
): Pick<RepublishedLine, 'origin'> {
  const { origin } = release;
  const isKept = kubernetes !== release.kubernetes;
  return {
    origin: { release: name, url, digest, ...(isKept && { kubernetes }), ...(origin?.kind === 'revert' && { from: origin.from }) },
  };
}

async function publishAsItIs(run: Run): Promise<RepublishedLine> {
  const { published } = run;
  const release = await fetchRelease(published);
  const finished = await publishContent(run, release, undefined, [], undefined);
  const content = await hashReleaseContent(await unpackRelease(release));
  return { ...finished, origin: { release: published.name, url: published.url, digest: published.digest }, content };
}

/** @param origin undefined for a release that exists: no directory of it is made */
async function publishContent(
  { request, runtime, targets }: Run,
  release: ReleaseContent,
  previous: string | undefined,
  findings: readonly Finding[],
  origin: ReleaseOrigin | undefined,
): Promise<LineReport> {
  const known = describeLine(release.name, release.kubernetes);
  const offer = offerContent(release);
  const answers = await askTargets(targets.all, offer);
  const isWanted = origin !== undefined && answers.includes(undefined);
  const record = createRecord({ release, stack: known.stack, directory: '.', findings, tool: TOOL });
  const written = isWanted ? { output: writeRelease(request.output, release, record) } : {};
  if (answers.includes(undefined)) runtime.logger?.progress(`${release.name}: publishing`);
  const results = await publishTargets(targets.all, answers, offer, request.verify !== false);
  const action = results.some(({ result }) => result === 'published') ? 'released' : 'unchanged';
  return reportContent(known, release, findings, action, { ...(previous && { previous }), ...written, ...describePublication(results) });
}
