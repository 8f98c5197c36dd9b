import { join } from 'node:path';
import type { Facts, JudgedLine } from './compat/index.ts';
import type { VendoredStack } from './dependency/index.ts';
import type { Upgrade } from './effect.ts';
import { describeError } from './errors.ts';
import { type Earlier, findChannelBefore, judgeOrigin, readEarlier, readLineBeside, readRelease } from './facts/index.ts';
import type { Finding } from './finding.ts';
import type { KnownLine } from './line-report.ts';
import {
  createRecord,
  type Decision,
  decideRelease,
  judgeRevert,
  prepareStack,
  type ReleaseContent,
  type ReleaseSource,
  writeRelease,
  writeSbom,
} from './release/index.ts';
import type { Run } from './run.ts';
import { listMinors, type Stack } from './stack/index.ts';
import { TOOL } from './tool.ts';
import { channelOf } from './version/index.ts';

/** A line with its next release, and what was found in both. */
export interface Line {
  readonly known: KnownLine;
  readonly stack: Stack;
  readonly decision: Decision;
  readonly facts: Facts;
  /** Undefined where no source was asked: nothing new is made then. */
  readonly earlier: Earlier | undefined;
  readonly judged: JudgedLine;
}

/** The next release, and where it comes from. */
export async function decide(
  run: Run,
  { shipped }: VendoredStack,
): Promise<{ readonly decision: Decision; readonly findings: readonly Finding[] }> {
  const { request, targets } = run;
  const { directory } = shipped;
  const others = targets.all.filter((target) => target !== targets.source);
  const [decision, origin] = await Promise.all([decideRelease(shipped, request.mode, targets.source, others), run.readOrigin(directory)]);
  if (decision.kind === 'unchanged') return { decision, findings: [] };
  const provenance = origin.kind === 'commit' ? origin.provenance : undefined;
  const judged = request.mode.kind === 'stable' ? judgeOrigin(request, origin, directory) : [];
  const undone = request.afterRevert ? [] : await judgeRevert(shipped, decision.newest, targets.source);
  return {
    decision: { ...decision, content: { ...decision.content, provenance } },
    findings: [...decision.findings, ...judged, ...undone],
  };
}

/** The releases that clusters come from; not asked for where nothing new is made. */
export async function findEarlier(
  { targets, sources, instruments, readWithdrawals }: Run,
  stack: Stack,
  decision: Decision,
): Promise<Earlier | undefined> {
  if (decision.kind === 'unchanged' || (await targets.source.list()).includes(decision.content.name)) return undefined;
  const { line } = stack.config;
  const { content } = decision;
  return readEarlier(targets.source, line, {
    content,
    channel: findChannelBefore(content.versions.clusterStack),
    minors: listMinors(sources, line),
    readWithdrawals,
    ...instruments.shipped,
  });
}

/** The lines of the same run that clusters come from and go to. As with earlier releases, a line that is unchanged is not judged by them. */
export async function findBeside(
  { sources, instruments }: Run,
  stack: Stack,
  earlier: Earlier | undefined,
): Promise<Pick<Facts, 'lineBefore' | 'lineAfter'>> {
  if (earlier === undefined) return {};
  const [lineBefore, lineAfter] = await Promise.all(
    [-1, 1].map((distance) => readLineBeside(sources, stack, distance, instruments.shipped.charts)),
  );
  return { lineBefore, lineAfter };
}

/**
 * What clusters live through that go to a line's next release: from its newest one, or from that of the minor before where
 * it is the first. Undefined where nothing changes and where no cluster can come from anywhere.
 */
export async function foresee({ instruments, logger }: Run, { known, facts, earlier }: Line): Promise<Upgrade | undefined> {
  const from = earlier?.earlier.find(({ relation }) => relation === 'line') ?? earlier?.earlier[0];
  const published = from && earlier?.published.get(from.name);
  if (from === undefined || published === undefined) return undefined;
  logger.progress(`${known.stack}: comparing with ${from.name}`);
  // Loaded by those alone who want to know.
  const { listEffects, summarizeEffects } = await import('./effects/index.ts');
  const effects = listEffects(await readRelease(published, instruments.shipped), facts);
  return { from: from.name, summary: summarizeEffects(effects), effects };
}

/** The tree that is checked: the one that ships, unless charts are left out of that. */
export function prepareFull({ full, shipped }: VendoredStack, { prepared }: Decision): Decision['prepared'] {
  return full === shipped ? prepared : prepareStack(full, prepared.versions);
}

/** Writes a release directory, its record and its SBOM; returns the directory. */
export async function write({ request, logger }: Run, { known, stack, facts, judged }: Line, content: ReleaseContent): Promise<string> {
  logger.progress(`${known.stack}: writing ${join(request.output, content.name)}`);
  const { directory } = stack;
  const record = createRecord({ release: content, stack: known.stack, directory, findings: judged.findings, tool: TOOL });
  const written = writeRelease(request.output, content, record);
  const { createSbom } = await import('./lifecycle/images/index.ts');
  writeSbom(request.output, content.name, await createSbom({ content, facts, stack }));
  return written;
}

/** What may be wrong with the release before, which a new one need not wait for. */
const UNREADABLE: ReadonlySet<string> = new Set(['not-a-release', 'invalid-metadata', 'invalid-archive', 'too-large', 'internal']);

/**
 * The notes on a release for the page that GitHub has of it.
 * @returns undefined where no target has such a page, and where the release before cannot be read, which is said
 * @throws what asking the source throws: a rerun makes them as an undisturbed run would have
 */
export async function makeNotes(
  { targets, instruments, logger }: Run,
  { stack, facts, decision, earlier }: Line,
): Promise<string | undefined> {
  const urls = targets.all.map(({ url }) => url);
  if (!urls.some((url) => url.startsWith('github:'))) return undefined;
  const { content } = decision;
  try {
    const { describeRelease, findPredecessor, formatNotesBody } = await import('./lifecycle/notes/index.ts');
    const { readPublished } = await import('./lifecycle/index.ts');
    const { line, version } = facts;
    const source: ReleaseSource = {
      ...targets.source,
      // One that has been read already is not asked for again.
      read: async (name) => earlier?.published.get(name) ?? targets.source.read(name),
    };
    const published = await findPredecessor(source, line, version, channelOf(version));
    const before = published && (await readPublished({ instruments }, published));
    const options = { sourceDir: stack.directory, urls };
    return formatNotesBody(await describeRelease(before, { content, facts, stack, published: undefined }, options, instruments.runtime));
  } catch (error) {
    const { code, message } = describeError(error);
    if (!UNREADABLE.has(code)) throw error;
    logger.warn(`${content.name} gets short notes on GitHub: ${message}`);
    return undefined;
  }
}
