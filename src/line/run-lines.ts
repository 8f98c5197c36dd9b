import { join } from 'node:path';
import type { Vendor } from '../dependency/index.ts';
import { openVendor } from '../dependency/index.ts';
import { describeError, ReleaseError } from '../errors.ts';
import { createOriginReader, type Earlier, judgeOrigin, readEarlier } from '../facts/index.ts';
import { type Finding, isRefused, sortFindings } from '../finding.ts';
import { mapLimited } from '../map-limited.ts';
import { formatArtifact, layoutDirectory, type World, warnForeignNames, warnOnce } from '../publish/index.ts';
import { createRecord, type Next, type ReleaseContent, resolveNext, writeRelease } from '../release/index.ts';
import type { ReleaseRequest, Runtime } from '../request.ts';
import type { Action, LineReport, ReleaseReport } from '../result.ts';
import { isComplete, nameOf, readLines, refuseOpenPatch, type Stack, type StackSource } from '../stack/index.ts';
import { TOOL } from '../tool.ts';
import { formatKubernetesVersion, formatVersion } from '../version/index.ts';
import { type Checker, createChecker } from './checker.ts';

/** One line on its way through the pipeline. */
export interface LineRun {
  readonly name: string;
  /** Decides what comes next and builds it in memory. */
  resolve(): Promise<Next>;
  /** Writes a release directory and its record; returns the directory. */
  write(content: ReleaseContent): Promise<string>;
  report(action: Action, next: Next, more?: Partial<LineReport>): LineReport;
}

/** What became of the lines, and what concerns all of them. */
export type LineReports = Pick<ReleaseReport, 'releases' | 'findings' | 'basis'>;

/** Runs every selected line through `step`. What stops one line is in its report; the others go on. */
export async function runLines(
  request: ReleaseRequest,
  runtime: Runtime,
  world: World,
  step: (line: LineRun) => Promise<LineReport>,
): Promise<LineReports> {
  const sources = await readLines(request, placesOfOurs(request));
  const checker = await createChecker({ ...request, online: !request.offline }, runtime);
  const vendor = openVendor(request, runtime);
  const run = {
    request,
    world,
    checker,
    vendor,
    minors: listMinors(sources),
    readOrigin: createOriginReader(
      runtime,
      placesOfOurs(request),
      sources.map(({ directory }) => directory),
    ),
  };
  const [releases] = await Promise.all([mapLimited(sources, (source) => runLine(run, source, step)), warnOnce(world)]);
  if (request.mode.kind === 'stable' || request.mode.kind === 'channel') await warnForeignNames(world);
  return { basis: checker.basis, releases, findings: checker.finish(isComplete(request)) };
}

/** By provider and name: the minors of a stack that are released together. */
function listMinors(sources: readonly StackSource[]): ReadonlyMap<string, readonly number[]> {
  const minors = new Map<string, number[]>();
  for (const { config } of sources) {
    if (config === undefined) continue;
    const key = `${config.line.provider}-${config.line.name}`;
    minors.set(key, [...(minors.get(key) ?? []), config.line.kubernetes.minor]);
  }
  return minors;
}

/** What a run writes to, and must not take for a part of a stack at the next one. */
function placesOfOurs({ output, targets, source = '' }: ReleaseRequest): string[] {
  return [output, ...[...targets, source].flatMap((url) => layoutDirectory(url) ?? [])];
}

/** Ends a line that its findings refuse, those of the decision included. */
class RefusedError extends Error {}

/** What all lines of a run share. */
interface Run {
  readonly request: ReleaseRequest;
  readonly world: World;
  readonly checker: Checker;
  readonly vendor: Vendor;
  readonly minors: ReturnType<typeof listMinors>;
  readonly readOrigin: ReturnType<typeof createOriginReader>;
}

async function runLine(run: Run, source: StackSource, step: (line: LineRun) => Promise<LineReport>): Promise<LineReport> {
  const known = {
    stack: nameOf(source),
    directory: source.directory,
    ...(source.config && { kubernetes: formatKubernetesVersion(source.config.kubernetes) }),
  };
  // Replaced by what the check makes of them.
  const state = { findings: sortFindings(refuseOpenPatch(source.findings)) };
  const stop = (action: 'refused' | 'failed', error?: unknown): LineReport => ({
    ...known,
    action,
    changed: [],
    assets: [],
    targets: [],
    findings: state.findings,
    ...(error !== undefined && { error: describeError(error) }),
  });
  if (source.stack === undefined) return stop('refused');
  try {
    return await step(createLineRun({ ...run, stack: source.stack, state, known }));
  } catch (error) {
    return error instanceof RefusedError ? stop('refused') : stop('failed', error);
  }
}

interface LineInput extends Run {
  readonly stack: Stack;
  readonly state: { findings: Finding[] };
  readonly known: Pick<LineReport, 'stack' | 'directory' | 'kubernetes'>;
}

function createLineRun({ stack, state, known, ...run }: LineInput): LineRun {
  const { request, world, checker, minors } = run;
  const { mode } = request;

  /** What clusters come from; not asked for where nothing new is made. */
  async function findEarlier(next: Next): Promise<Earlier | undefined> {
    if (next.kind === 'unchanged' || (await world.source.list()).includes(next.content.name)) return undefined;
    const { line } = stack.config;
    return readEarlier(world.source, line, {
      channel: mode.kind === 'channel' ? mode.channel : 'stable',
      minors: minors.get(`${line.provider}-${line.name}`) ?? [],
      ...checker.tools,
    });
  }

  /** What comes next, and where it comes from. */
  async function decide(vendored: Stack): Promise<Next> {
    const others = world.targets.filter((target) => target !== world.source);
    const [next, origin] = await Promise.all([resolveNext(vendored, mode, world.source, others), run.readOrigin(stack.directory)]);
    if (next.kind === 'unchanged') return next;
    const provenance = origin.kind === 'commit' ? origin.provenance : undefined;
    const judged = mode.kind === 'stable' ? judgeOrigin(request, origin, stack.directory) : [];
    return { ...next, content: { ...next.content, provenance }, findings: [...next.findings, ...judged] };
  }

  return {
    name: known.stack,
    async resolve() {
      world.logger.progress(`${known.stack}: building and comparing with ${world.source.url}`);
      const vendored = await run.vendor(stack);
      requireDependencies(known.stack, vendored.missing);
      const next = await decide(vendored.stack);
      world.logger.progress(`${known.stack}: checking`);
      const found = next.kind === 'new' ? [...state.findings, ...next.findings] : state.findings;
      state.findings = await checker.checkStack(vendored, next.content.versions, found, await findEarlier(next));
      if (request.check !== false && isRefused(state.findings)) throw new RefusedError();
      return next;
    },
    async write(content) {
      world.logger.progress(`${known.stack}: writing ${join(request.output, content.name)}`);
      const record = createRecord({
        release: content,
        stack: known.stack,
        directory: stack.directory,
        findings: state.findings,
        tool: TOOL,
      });
      return writeRelease(request.output, content, record);
    },
    report: (action, next, more = {}) => ({
      ...known,
      release: next.content.name,
      version: formatVersion(next.content.versions.clusterStack),
      ...(next.previous && { previous: formatVersion(next.previous) }),
      action,
      changed: next.kind === 'new' ? next.changed : [],
      ...describeContent(next.content),
      ...(next.kind === 'unchanged' && { digest: next.published.digest }),
      targets: [],
      findings: state.findings,
      ...more,
    }),
  };
}

/** Only --offline leaves any out. */
function requireDependencies(line: string, missing: readonly string[]): void {
  if (missing.length === 0) return;
  const which = missing.join(', ');
  throw new ReleaseError(
    'dependency',
    `${line} lacks ${which}, and --offline asks no repository; run once without --offline, or put the archives into charts/`,
  );
}

/** Files and digest of a release, as reports have them. */
export function describeContent(content: ReleaseContent): Pick<LineReport, 'assets'> & { readonly digest: string } {
  return {
    assets: content.assets.map(({ name, digest, bytes }) => ({ name, digest, size: bytes.length })),
    digest: formatArtifact(content).manifest.descriptor.digest,
  };
}
