import { join } from 'node:path';
import type { Facts, JudgedLine } from './compat/index.ts';
import type { VendoredStack } from './dependency/index.ts';
import type { Upgrade } from './effect.ts';
import { type Earlier, judgeOrigin, readEarlier, readRelease } from './facts/index.ts';
import type { Finding } from './finding.ts';
import type { KnownLine } from './line-report.ts';
import {
  createRecord,
  type Decision,
  decideRelease,
  judgeRevert,
  prepareStack,
  type ReleaseContent,
  writeRelease,
} from './release/index.ts';
import type { Run } from './run.ts';
import { listMinors, type Stack } from './stack/index.ts';
import { TOOL } from './tool.ts';

/** A line with its next release, and what was found in both. */
export interface Line {
  readonly known: KnownLine;
  readonly stack: Stack;
  readonly decision: Decision;
  readonly facts: Facts;
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
  { targets, request, sources, instruments }: Run,
  stack: Stack,
  decision: Decision,
): Promise<Earlier | undefined> {
  if (decision.kind === 'unchanged' || (await targets.source.list()).includes(decision.content.name)) return undefined;
  const { line } = stack.config;
  const channel = request.mode.kind === 'channel' ? request.mode.channel : 'stable';
  return readEarlier(targets.source, line, { channel, minors: listMinors(sources, line), ...instruments.shipped });
}

/**
 * What clusters live through that go to a line's next release: from its newest one, or from that of the minor before where
 * it is the first. Undefined where nothing changes and where no cluster can come from anywhere.
 */
export async function foresee({ targets, instruments, logger }: Run, { known, decision, facts }: Line): Promise<Upgrade | undefined> {
  const { earlier = [] } = facts;
  const from = earlier.find(({ relation }) => relation === 'line') ?? earlier[0];
  if (decision.kind === 'unchanged' || from === undefined) return undefined;
  logger.progress(`${known.stack}: comparing with ${from.name}`);
  const [published, { listEffects, summarizeEffects }] = await Promise.all([
    targets.source.read(from.name),
    // Loaded by those alone who want to know.
    import('./effects/index.ts'),
  ]);
  if (published === undefined) return undefined;
  const effects = listEffects(await readRelease(published, instruments.shipped), facts);
  return { from: from.name, summary: summarizeEffects(effects), effects };
}

/** The tree that is checked: the one that ships, unless charts are left out of that. */
export function prepareFull({ full, shipped }: VendoredStack, { prepared }: Decision): Decision['prepared'] {
  return full === shipped ? prepared : prepareStack(full, prepared.versions);
}

/** Writes a release directory and its record; returns the directory. */
export function write({ request, logger }: Run, { known, stack, judged }: Line, content: ReleaseContent): string {
  logger.progress(`${known.stack}: writing ${join(request.output, content.name)}`);
  const { directory } = stack;
  const record = createRecord({ release: content, stack: known.stack, directory, findings: judged.findings, tool: TOOL });
  return writeRelease(request.output, content, record);
}
