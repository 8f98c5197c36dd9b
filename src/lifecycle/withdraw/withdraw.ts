import { join } from 'node:path';
import { isSame } from '../../data.ts';
import { attempt, messageOf, ReleaseError } from '../../errors.ts';
import { readFile, replaceFile } from '../../files/index.ts';
import { findRoot } from '../../git/index.ts';
import { mapLimited } from '../../map-limited.ts';
import { escapeCell } from '../../markdown.ts';
import { openTarget } from '../../publish/index.ts';
import type { PublishedRelease, ReleaseSource } from '../../release/index.ts';
import type { Runtime } from '../../request.ts';
import { cleanText } from '../../text.ts';
import { channelOf, formatLine, formatReleaseName, newestVersion, parseReleaseName, requireReleaseName } from '../../version/index.ts';
import { createOpener } from '../open-source.ts';
import { lookUp, type ReadingOptions } from '../read-subject.ts';
import {
  findStatesFiles,
  isWithdrawn,
  LARGEST_STATES,
  parseStates,
  type ReleaseState,
  readStates,
  STATES_FILE,
  type StateName,
  stateOf,
} from '../states/index.ts';
import { addState, type NewState } from './add-state.ts';
import type { MarkedPlace, WithdrawnRelease, WithdrawReport } from './report.ts';

export interface WithdrawRequest extends Pick<ReadingOptions, 'source'> {
  readonly reference: string;
  readonly state: StateName;
  readonly reason: string | undefined;
  readonly url: string | undefined;
  readonly replacedBy: string | undefined;
  /** The first day of the state; today unless given. */
  readonly since: string | undefined;
  /** The file to write to; the one that is found, or a new one at the repository's root, unless given. */
  readonly releases: string | undefined;
  /** GitHub repositories whose notes of the release say it, beside the one that it was read from. */
  readonly targets: readonly string[];
}

/**
 * Writes into git what a published release is from a day on, and marks its notes on GitHub. What is published stays as it is.
 * @throws ReleaseError `no-successor` where CSO would undo it, `no-release`, `invalid-states`, `unwritable`, `usage`
 */
export async function withdraw(request: WithdrawRequest, runtime: Runtime): Promise<WithdrawReport> {
  const open = createOpener(runtime);
  const published = await lookUp({ options: request, open }, request.reference);
  const { name: release, url, digest } = published;
  requireReleaseName(release);
  if (request.replacedBy === release) throw new ReleaseError('usage', `${release} cannot replace itself`);
  if (isWithdrawn({ name: request.state })) await requireSuccessor(open(url), published, request.state);
  const { file, result, state } = await writeState(release, request, runtime.today);
  // Another source may have it, or it is still to come: but who follows the word must find it.
  if (state.replacedBy !== undefined && !(await open(url).list()).includes(state.replacedBy)) {
    runtime.logger?.warn(`${url} has no ${state.replacedBy}, which is named in place of ${release}; check how it is spelt`);
  }
  const targets = await markAll(
    release,
    state,
    [...new Set([url, ...request.targets])].filter((place) => place.startsWith('github:')),
    runtime,
  );
  const withdrawn: WithdrawnRelease = { release, digest, state, file, result, targets };
  return { schemaVersion: 1, releases: [withdrawn] };
}

/** Channels that a ClusterStack can follow. Source: the CRD of ClusterStack, `spec.channel` */
const FOLLOWED = ['stable', 'custom'];

/** CSO takes the newest of a channel, whatever anybody says about it. */
async function requireSuccessor(source: ReleaseSource, { name, url }: PublishedRelease, state: string): Promise<void> {
  const { line, version } = requireReleaseName(name);
  const channel = channelOf(version);
  if (!FOLLOWED.includes(channel)) return;
  const versions = (await source.list()).flatMap((tag) => {
    const other = parseReleaseName(tag);
    return other !== undefined && formatLine(other.line) === formatLine(line) ? [other.version] : [];
  });
  const newest = newestVersion(versions, channel);
  if (newest !== undefined && formatReleaseName({ line, version: newest }) !== name) return;
  throw new ReleaseError(
    'no-successor',
    `${name} is the newest of ${formatLine(line)} on ${channel} at ${url}, and CSO goes on taking the newest wherever it is ${state}: publish a later one first, a new release or, with the content of an earlier one, clusterstack revert`,
  );
}

async function writeState(
  release: string,
  request: WithdrawRequest,
  today: string,
): Promise<Pick<WithdrawnRelease, 'file' | 'result' | 'state'>> {
  const { state: name, reason, url, replacedBy, since = today } = request;
  const file = await chooseFile(request.releases, release);
  const read = readFile(file, { limit: LARGEST_STATES, links: 'refuse' });
  if (read.kind !== 'read' && read.kind !== 'missing') throw new ReleaseError('unwritable', `${file} ${read.why}; put a plain file here`);
  const before = read.kind === 'read' ? read.bytes : Buffer.alloc(0);
  const wanted: ReleaseState = { name, since, ...(reason && { reason }), ...(url && { url }), ...(replacedBy && { replacedBy }) };
  const day = since > today ? since : today;
  if (read.kind === 'read') {
    const now = stateOf(await parseStates(file, before), release, day, {});
    const told = request.since === undefined && now.since !== undefined && now.since <= today ? { ...wanted, since: now.since } : wanted;
    if (isSame(now, told)) return { file, result: 'unchanged', state: told };
  }
  const entry: NewState = { release, state: name, since, reason, url, replacedBy };
  const after = addState(file, before, entry);
  const reached = stateOf(await parseStates(file, after), release, day, {});
  if (!isSame(reached, wanted)) {
    const later = `${release} is ${reached.name} since ${reached.since} there`;
    throw new ReleaseError('usage', `${file} has a later state: ${later}; give a later day with --since, or edit the file`);
  }
  try {
    replaceFile(file, after);
  } catch (error) {
    throw new ReleaseError('unwritable', `cannot write ${file}: ${messageOf(error)}`, { cause: error });
  }
  return { file, result: 'written', state: wanted };
}

/** Of several files the one that tells of the release already. */
async function chooseFile(named: string | undefined, release: string): Promise<string> {
  if (named !== undefined) return named;
  const files = findStatesFiles();
  const telling = await Promise.all(
    files.map(async (file) => ((await readStates(file)).states.some((state) => state.release === release) ? file : [])),
  );
  return telling.flat()[0] ?? files[0] ?? join(findRoot('.') ?? '.', STATES_FILE);
}

/** What is published stays; its notes may say what it is now. */
function markAll(release: string, state: ReleaseState, urls: readonly string[], runtime: Runtime): Promise<readonly MarkedPlace[]> {
  const notice = formatNotice(state);
  return mapLimited(urls, async (url): Promise<MarkedPlace> => {
    const tried = await attempt(async () => openTarget(url, runtime).mark?.(release, notice));
    if (tried.kind === 'failed') return { url, result: 'failed', error: tried.error };
    return { url, result: tried.result ?? 'present' };
  });
}

/** For people who find the release; undefined where there is nothing to warn of. */
function formatNotice({ name, since, reason, url, replacedBy }: ReleaseState): string | undefined {
  if (name === 'supported') return undefined;
  const parts = [`**${name}** since ${since}`, ...(reason === undefined ? [] : [escapeCell(cleanText(reason))])];
  const more = [
    ...(replacedBy === undefined ? [] : [`Take \`${replacedBy}\` in its place.`]),
    ...(url === undefined ? [] : [`See <${url.replaceAll('<', '%3C').replaceAll('>', '%3E')}>.`]),
  ];
  return `> [!WARNING]\n> ${[parts.join(': '), ...more].join('  \n> ')}`;
}
