import { type JudgedLine, judgeLine, RULES } from './compat/index.ts';
import { openVendor, requireDependencies } from './dependency/index.ts';
import type { Upgrade } from './effect.ts';
import { attempt, ReleaseError } from './errors.ts';
import {
  findChannelBefore,
  gatherRelease,
  gatherStack,
  judgeBuilt,
  judgeRecorded,
  openInstruments,
  readEarlier,
  readLineBeside,
} from './facts/index.ts';
import { createFinding, type Finding, isRefused, sortFindings, worstVerdict } from './finding.ts';
import {
  describeFailures,
  describePublication,
  describeSource,
  findOutdated,
  reportContent,
  reportDecision,
  reportStopped,
} from './line-report.ts';
import { silentLogger } from './logger.ts';
import { mapLimited } from './map-limited.ts';
import { addNotes, askTargets, offerContent, offerDecision, openTargets, publishTargets, tidyTargets } from './publish/index.ts';
import { type BuildRecord, prepareStack, type ReleaseContent, readRelease, selectReleases } from './release/index.ts';
import type { CheckRequest, PublishRequest, ReleaseRequest, Runtime } from './request.ts';
import type { CheckReport, LineReport, ReleaseReport, StackReport } from './result.ts';
import { type EndedLine, foldLines, openRun, openWithdrawals, type Run, warnOfForeignNames, warnOfZlib } from './run.ts';
import { isComplete, nameOfLine, readLines, refuseOpenPatch, type Stack, type StackSource } from './stack/index.ts';
import { decide, findBeside, findEarlier, foresee, type Line, makeNotes, prepareFull, write } from './steps.ts';
import { formatLine, requireReleaseName } from './version/index.ts';

/** Versions for a check: only a source could tell which come next, and none that is written anywhere may pass for these. */
const UNRELEASED = { kind: 'channel', major: 0, channel: 'check', patch: '100' } as const;
const UNRELEASED_VERSIONS = { clusterStack: UNRELEASED, clusterAddon: UNRELEASED, nodeImage: UNRELEASED };

/**
 * Holds the parts of stacks against each other, as far as that needs no network. Writes nothing.
 * @throws ReleaseError when no stack can be selected, as do all functions here
 */
export async function check(request: CheckRequest, runtime: Runtime): Promise<CheckReport> {
  const sources = await readLines(request);
  const instruments = await openInstruments(request, request.offline ? 'offline' : 'left-out', runtime);
  const vendor = openVendor({ ...request, offline: true }, runtime);
  const lines = await mapLimited(sources, async (source) => {
    const { stack, findings: found } = source;
    runtime.logger?.progress(`${nameOfLine(source)}: checking`);
    if (stack === undefined) return endCheck(source, found);
    const tried = await attempt(async () => {
      const vendored = await vendor(stack);
      const lineBefore = await readLineBeside(sources, stack, -1, instruments.shipped.charts);
      const full = prepareStack(vendored.full, UNRELEASED_VERSIONS);
      const gathered = await gatherStack(instruments, full, vendored, undefined, { lineBefore });
      return judgeLine(gathered.facts, gathered.users, [...found, ...vendored.findings, ...gathered.findings]);
    });
    if (tried.kind === 'done') return endCheck(source, tried.result.findings, tried.result);
    // A bug of ours ends this line alone, but never lets it pass.
    const code = tried.error.code === 'internal' ? 'internal' : 'dependency';
    return endCheck(source, sortFindings([...found, createFinding('refuse', code, stack.directory, tried.error.message)]));
  });
  const { basis, releases: stacks, findings } = foldLines(lines, instruments, isComplete(request));
  return { schemaVersion: 1, basis, stacks, findings };
}

function endCheck(source: StackSource, findings: readonly Finding[], judged?: JudgedLine): EndedLine<StackReport> {
  return { report: { stack: nameOfLine(source), directory: source.directory, verdict: worstVerdict(findings), findings }, judged };
}

/** Decides what would be released, and why. Reads the targets and writes nothing. */
export async function plan(request: ReleaseRequest, runtime: Runtime): Promise<ReleaseReport> {
  const run = await openRun(request, runtime);
  const { all, source } = run.targets;
  const lines = await runLines(run, async (line) => {
    const { known, decision, judged } = line;
    const upgrade = request.effects === false ? undefined : await tellUpgrade(run, line);
    const answers = await askTargets(all, offerDecision(decision));
    // Also a line whose release another target only lacks is planned: there is something to do.
    const isDone = answers.every((answer) => answer?.result === 'present');
    const targets = answers.filter((answer) => answer !== undefined);
    const more = { targets, ...(upgrade && { upgrade }), ...describeFailures(targets) };
    return reportDecision(known, decision, judged.findings, isDone ? 'unchanged' : 'planned', more);
  });
  // Where it was compared with is where it will be carried out, whatever the defaults are by then.
  const { mode, kubernetes } = request;
  return { schemaVersion: 1, request: { mode, kubernetes, targets: all.map(({ url }) => url), source: source.url }, ...lines };
}

/** Builds release directories on disk. An unchanged release is written as it was published: its directory may be wanted and gone. */
export async function build(request: ReleaseRequest, runtime: Runtime): Promise<ReleaseReport> {
  const run = await openRun(request, runtime);
  const lines = await runLines(run, async (line) => {
    const { known, decision, judged } = line;
    const output = await write(run, line, await offerDecision(decision).content());
    return reportDecision(known, decision, judged.findings, decision.kind === 'new' ? 'built' : 'unchanged', { output });
  });
  return { schemaVersion: 1, ...lines };
}

/**
 * All of it: read, vendor, decide, gather, judge, build, publish, report. A line that fails does not stop the others.
 * @param planned a plan to carry out: lines that would now be released otherwise fail with `plan-outdated`
 */
export async function release(request: ReleaseRequest, runtime: Runtime, planned?: ReleaseReport): Promise<ReleaseReport> {
  if (request.check === false) {
    throw new ReleaseError('usage', 'a release is always checked; to inspect what the check refuses, use build with --no-check');
  }
  const run = await openRun(request, runtime);
  const { all } = run.targets;
  const lines = await runLines(run, async (line) => {
    const { known, decision, judged } = line;
    const { findings } = judged;
    const outdated = planned && findOutdated(planned, reportDecision(known, decision, findings, 'planned'));
    if (outdated !== undefined) return reportStopped(known, findings, outdated);
    const offer = offerDecision(decision);
    const answers = await askTargets(all, offer);
    // A release that no target takes, or that each has already, must not replace the one on disk under its name.
    const isWanted = decision.kind === 'new' && answers.includes(undefined);
    const written = isWanted ? { output: await write(run, line, decision.content) } : {};
    if (isWanted) run.logger.progress(`${known.stack}: publishing ${decision.content.name}`);
    const upgrade = isWanted && request.effects ? await tellUpgrade(run, line) : undefined;
    const targets = await publishTargets(
      all,
      answers,
      addNotes(offer, () => makeNotes(run, line)),
      request.verify !== false,
    );
    const isReleased = decision.kind === 'new' && targets.some(({ result }) => result === 'published');
    const more = { ...written, ...(upgrade && { upgrade }), ...describePublication(targets) };
    return reportDecision(known, decision, findings, isReleased ? 'released' : 'unchanged', more);
  });
  await tidyTargets(all, run.logger);
  return { schemaVersion: 1, ...lines };
}

/** Publishes what `build` made, as it is: built directories enter the pipeline where facts are gathered. */
export async function publish(request: PublishRequest, runtime: Runtime): Promise<ReleaseReport> {
  const targets = openTargets(request, runtime);
  const directories = await selectReleases(request.directories, request.output);
  const instruments = await openInstruments(request, request.offline ? 'offline' : 'asked', runtime);
  const run: BuiltRun = {
    request,
    runtime,
    targets,
    instruments,
    readWithdrawals: openWithdrawals(runtime, directories),
    logger: runtime.logger ?? silentLogger,
  };
  const lines = await mapLimited(directories, async (directory): Promise<EndedLine> => {
    const tried = await attempt(() => publishDirectory(run, directory));
    if (tried.kind === 'done') return tried.result;
    return { report: reportStopped({ stack: directory, directory }, [], tried.error), judged: undefined };
  });
  await tidyTargets(targets.all, run.logger);
  return { schemaVersion: 1, ...foldLines(lines, instruments, false) };
}

/** Targets and tools for what was built before. */
interface BuiltRun extends Pick<Run, 'targets' | 'instruments' | 'readWithdrawals' | 'logger'> {
  readonly request: PublishRequest;
  readonly runtime: Runtime;
}

async function publishDirectory(run: BuiltRun, directory: string): Promise<EndedLine> {
  const { request, runtime, targets, logger } = run;
  const { release: content, record } = await readRelease(directory);
  const built = await judgeBuilt(request, runtime, directory);
  const stack = formatLine(requireReleaseName(content.name).line);
  const known = { stack, directory: record.provenance.directory, kubernetes: content.kubernetes };
  logger.progress(`${content.name}: checking`);
  const offer = offerContent(content);
  const answers = await askTargets(targets.all, offer);
  const isPresent = answers.every((answer) => answer?.result === 'present');
  const judged = isPresent ? undefined : await judgeAgain(run, content, record);
  const findings = judged === undefined ? record.findings : [...built, ...judged.findings];
  if (isRefused(findings)) return { report: reportContent(known, content, findings, 'refused', { output: directory }), judged };
  if (!isPresent) logger.progress(`${content.name}: publishing`);
  const published = await publishTargets(targets.all, answers, offer, request.verify !== false);
  const action = published.some(({ result }) => result === 'published') ? 'released' : 'unchanged';
  const more = { output: directory, ...describePublication(published) };
  return { report: reportContent(known, content, findings, action, more), judged };
}

/** From a built release to a verdict: what was found in its source stays found, what rules see in the release itself they see again. */
async function judgeAgain(
  { request, targets, instruments, readWithdrawals }: BuiltRun,
  content: ReleaseContent,
  record: BuildRecord,
): Promise<JudgedLine> {
  const { line, version } = requireReleaseName(content.name);
  const channel = findChannelBefore(version);
  const earlier = await readEarlier(targets.source, line, { content, channel, readWithdrawals, ...instruments.shipped });
  const gathered = await gatherRelease(instruments, content, record.provenance.directory, earlier);
  const ruled = new Set<string>(RULES.map(({ code }) => code));
  const ofSource = record.findings.filter(({ code }) => !ruled.has(code));
  const recorded = version.kind === 'stable' ? judgeRecorded(request, ofSource) : ofSource;
  return judgeLine(gathered.facts, gathered.users, [...recorded, ...gathered.findings]);
}

/** A release is none the worse for what could not be foretold of it. */
async function tellUpgrade(run: Run, line: Line): Promise<Upgrade | undefined> {
  const told = await attempt(() => foresee(run, line));
  if (told.kind === 'done') return told.result;
  run.logger.warn(`${line.known.stack}: what clusters will live through is not known: ${told.error.message}`);
  return undefined;
}

/** Takes every line up to its verdict, and those that are not refused through `finish`. One that fails does not stop the others. */
async function runLines(run: Run, finish: (line: Line) => Promise<LineReport>) {
  const [lines] = await Promise.all([mapLimited(run.sources, (source) => runLine(run, source, finish)), warnOfZlib(run.logger)]);
  await warnOfForeignNames(run);
  return foldLines(lines, run.instruments, isComplete(run.request));
}

async function runLine(run: Run, source: StackSource, finish: (line: Line) => Promise<LineReport>): Promise<EndedLine> {
  const { stack } = source;
  const known = describeSource(source);
  const found = refuseOpenPatch(source.findings);
  if (stack === undefined) return { report: reportStopped(known, found), judged: undefined };
  const next = await attempt(() => judgeNext(run, stack, found));
  if (next.kind === 'failed') return { report: reportStopped(known, found, next.error), judged: undefined };
  const { judged } = next.result;
  if (run.request.check !== false && isRefused(judged.findings)) return { report: reportStopped(known, judged.findings), judged };
  const finished = await attempt(() => finish({ known, stack, ...next.result }));
  const report = finished.kind === 'done' ? finished.result : reportStopped(known, judged.findings, finished.error);
  return { report, judged };
}

/** From a stack to a verdict on its next release: vendor, decide, gather, judge. */
async function judgeNext(
  run: Run,
  stack: Stack,
  found: readonly Finding[],
): Promise<Pick<Line, 'decision' | 'facts' | 'earlier' | 'judged'>> {
  const { targets, instruments, logger } = run;
  const name = formatLine(stack.config.line);
  logger.progress(`${name}: building and comparing with ${targets.source.url}`);
  const vendored = requireDependencies(await run.vendor(stack), name);
  const { decision, findings: decided } = await decide(run, vendored);
  const earlier = await findEarlier(run, stack, decision);
  logger.progress(`${name}: checking`);
  const beside = await findBeside(run, stack, earlier);
  const gathered = await gatherStack(instruments, prepareFull(vendored, decision), vendored, earlier, beside);
  const judged = await judgeLine(gathered.facts, gathered.users, [...found, ...decided, ...vendored.findings, ...gathered.findings]);
  return { decision, facts: gathered.facts, earlier, judged };
}
