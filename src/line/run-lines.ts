import { join } from 'node:path';
import { createRecord, type ReleaseContent, writeRelease } from '../asset/index.ts';
import { describeError } from '../errors.ts';
import { type Finding, isRefused, sortFindings } from '../finding.ts';
import { formatArtifact, layoutDirectory } from '../publish/index.ts';
import type { Action, LineReport, ReleaseRequest } from '../request.ts';
import type { Stack, StackSource } from '../stack/index.ts';
import { TOOL } from '../tool.ts';
import { formatKubernetesVersion, formatVersion } from '../version/index.ts';
import { mapLimited } from './limit.ts';
import { type Next, resolveNext } from './next-release.ts';
import { nameOf, readLines } from './read-lines.ts';
import { type World, warnForeignNames, warnOnce } from './world.ts';

/** One line on its way through the pipeline. */
export interface LineRun {
  readonly name: string;
  /** Decides what comes next and builds it in memory. */
  resolve(): Promise<Next>;
  /** Writes a release directory and its record; returns the directory. */
  write(content: ReleaseContent): Promise<string>;
  report(action: Action, next: Next, more?: Partial<LineReport>): LineReport;
}

/** Runs every selected line through `step`. What stops one line is in its report; the others go on. */
export async function runLines(request: ReleaseRequest, world: World, step: (line: LineRun) => Promise<LineReport>): Promise<LineReport[]> {
  const sources = await readLines(request, placesOfOurs(request));
  const [reports] = await Promise.all([mapLimited(sources, (source) => runLine(request, world, source, step)), warnOnce(world)]);
  if (request.mode.kind === 'stable' || request.mode.kind === 'channel') await warnForeignNames(world);
  return reports;
}

/** What a run writes to, and must not take for a part of a stack at the next one. */
function placesOfOurs({ output, targets, source = '' }: ReleaseRequest): string[] {
  return [output, ...[...targets, source].flatMap((url) => layoutDirectory(url) ?? [])];
}

/** Ends a line that its findings refuse, those of the decision included. */
class RefusedError extends Error {}

async function runLine(
  request: ReleaseRequest,
  world: World,
  source: StackSource,
  step: (line: LineRun) => Promise<LineReport>,
): Promise<LineReport> {
  const known = {
    stack: nameOf(source),
    directory: source.directory,
    ...(source.config && { kubernetes: formatKubernetesVersion(source.config.kubernetes) }),
  };
  const findings: Finding[] = [...source.findings];
  const stop = (action: 'refused' | 'failed', error?: unknown): LineReport => ({
    ...known,
    action,
    changed: [],
    assets: [],
    targets: [],
    findings: sortFindings(findings),
    ...(error !== undefined && { error: describeError(error) }),
  });
  if (source.stack === undefined || (request.check !== false && isRefused(findings))) return stop('refused');
  try {
    return await step(createLineRun({ request, world, stack: source.stack, findings, known }));
  } catch (error) {
    return error instanceof RefusedError ? stop('refused') : stop('failed', error);
  }
}

interface LineInput {
  readonly request: ReleaseRequest;
  readonly world: World;
  readonly stack: Stack;
  /** Grows while the line runs. */
  readonly findings: Finding[];
  readonly known: Pick<LineReport, 'stack' | 'directory' | 'kubernetes'>;
}

function createLineRun({ request, world, stack, findings, known }: LineInput): LineRun {
  return {
    name: known.stack,
    async resolve() {
      world.logger.progress(`${known.stack}: building and comparing with ${world.source.url}`);
      const others = world.targets.filter((target) => target !== world.source);
      const next = await resolveNext(stack, request.mode, world.source, others);
      if (next.kind === 'new') findings.push(...next.findings);
      if (request.check !== false && isRefused(findings)) throw new RefusedError();
      return next;
    },
    async write(content) {
      world.logger.progress(`${known.stack}: writing ${join(request.output, content.name)}`);
      const record = createRecord({
        release: content,
        stack: known.stack,
        directory: stack.directory,
        findings: sortFindings(findings),
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
      findings: sortFindings(findings),
      ...more,
    }),
  };
}

/** Files and digest of a release, as reports have them. */
export function describeContent(content: ReleaseContent): Pick<LineReport, 'assets'> & { readonly digest: string } {
  return {
    assets: content.assets.map(({ name, digest, bytes }) => ({ name, digest, size: bytes.length })),
    digest: formatArtifact(content).manifest.descriptor.digest,
  };
}
