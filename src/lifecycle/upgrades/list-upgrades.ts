import { dirname, resolve } from 'node:path';
import { ReleaseError } from '../../errors.ts';
import { mapLimited } from '../../map-limited.ts';
import type { Runtime } from '../../request.ts';
import {
  channelOf,
  formatLine,
  formatReleaseName,
  newestVersion,
  parseReleaseName,
  type ReleaseName,
  requireReleaseName,
} from '../../version/index.ts';
import { listNames } from '../list/index.ts';
import { lookUp, openReading, type Reading } from '../read-subject.ts';
import { parseReference } from '../reference.ts';
import { isWithdrawn, readStates, stateOf } from '../states/index.ts';
import { findChain } from './find-chain.ts';
import { holdSubjects } from './hold-subjects.ts';
import { listCandidates } from './list-candidates.ts';
import type { UpgradeEdge, UpgradesReport, UpgradesRequest } from './model.ts';
import { openJudge } from './open-judge.ts';

/**
 * Tells where clusters of a release may go, and what they live through on the way: each step that CSO allows, or the steps of the
 * shortest way to one release.
 * @throws ReleaseError `usage`, `invalid-states`, `no-release`, and what reading the first release throws
 */
export async function listUpgrades(request: UpgradesRequest, runtime: Runtime): Promise<UpgradesReport> {
  const states = await readStates(request.releases);
  const reading = await openReading(request, runtime);
  const published = await lookUp(reading, request.from);
  const from = requireReleaseName(published.name);
  const word = sourceOf(request.from, request.source);
  const source = reading.open(word);
  const all = (await listNames(source)).flatMap((name) => parseReleaseName(name) ?? []);
  const judge = openJudge({ reading, read: holdSubjects(reading, () => source), states, clusterApi: request.clusterApi });
  const report = { schemaVersion: 1, source: source.url, from: published.name } as const;
  const judgeAll = () => mapLimited(listCandidates(from, all), (to) => judge(from, to));
  if (request.to === undefined) return { ...report, edges: await judgeAll() };

  const isOffered = (release: ReleaseName) =>
    !isWithdrawn(stateOf(states, formatReleaseName(release), runtime.today, reading.instruments.knowledge.kubernetes.endOfLife));
  const to = await findGoal(reading, request.to, word, from, all, isOffered);
  const named = { ...report, to: formatReleaseName(to) };
  const chain = await findChain(from, to, {
    keyOf: formatReleaseName,
    candidates: (node) => listCandidates(node, all).filter((next) => !isPast(next, to)),
    judge: async (before, after) => (await judge(before, after)).verdict,
    estimate: (node) => countSteps(node, to),
  });
  if (chain === undefined) return { ...named, edges: await judgeAll(), chain: [] };
  const edges: UpgradeEdge[] = [];
  for (const [index, after] of chain.slice(1).entries()) edges.push(await judge(chain[index] ?? from, after));
  return { ...named, edges, chain: chain.map(formatReleaseName) };
}

/** Where the other releases are: beside one that is named by its folder. */
function sourceOf(word: string, source: string): string {
  const reference = parseReference(word, source);
  return reference.kind === 'folder' ? dirname(resolve(reference.folder)) : reference.source;
}

/** The release to go to: a line means its newest on offer, on the channel that clusters are on. */
async function findGoal(
  reading: Reading,
  word: string,
  source: string,
  from: ReleaseName,
  all: readonly ReleaseName[],
  isOffered: (release: ReleaseName) => boolean,
): Promise<ReleaseName> {
  const reference = parseReference(word, source);
  const isListed = (name: string) => all.some((release) => formatReleaseName(release) === name);
  if (reference.kind === 'line') {
    const { line } = reference;
    const channel = channelOf(from.version);
    const offered = all.filter((release) => formatLine(release.line) === formatLine(line) && isOffered(release));
    const version = newestVersion(
      offered.map((release) => release.version),
      channel,
    );
    if (version !== undefined) return { line, version };
    throw new ReleaseError('no-release', `${source} offers no release of ${formatLine(line)} on the channel ${channel}`);
  }
  const { name } = reference.kind === 'name' && isListed(reference.name) ? reference : await lookUp(reading, word);
  if (isListed(name)) return requireChannelOf(from, requireReleaseName(name));
  throw new ReleaseError('usage', `${name} is not in ${source}: both releases have to be in one source`);
}

/** CSO lets a cluster change channels, and versions of two have no order: which of them is newer is not ours to say. */
function requireChannelOf(from: ReleaseName, to: ReleaseName): ReleaseName {
  const [channel, other] = [from, to].map(({ version }) => channelOf(version));
  if (channel === other) return to;
  const [start, goal] = [from, to].map(formatReleaseName);
  const hint = `what clusters live through tells: clusterstack diff ${start} ${goal}`;
  throw new ReleaseError('usage', `${goal} is on the channel ${other}, and ${start} on ${channel}: ways lead along one channel; ${hint}`);
}

/** From above the goal no step leads back to it. */
function isPast({ line }: ReleaseName, goal: ReleaseName): boolean {
  return line.kubernetes.minor > goal.line.kubernetes.minor;
}

/** A step goes up by one minor at most, and one within the line takes a step, too. */
function countSteps(node: ReleaseName, goal: ReleaseName): number {
  const minors = goal.line.kubernetes.minor - node.line.kubernetes.minor;
  if (minors > 0) return minors;
  return formatReleaseName(node) === formatReleaseName(goal) ? 0 : 1;
}
