import { type JudgedLine, judgeRun } from './compat/index.ts';
import { openVendor, type Vendor } from './dependency/index.ts';
import { createOriginReader, type Instruments, type Origin, openInstruments, type Withdrawals } from './facts/index.ts';
import type { Finding } from './finding.ts';
import { type Logger, silentLogger } from './logger.ts';
import { once } from './once.ts';
import { describeForeignNames, layoutDirectory, openTargets, type Targets } from './publish/index.ts';
import { hasCommonZlib } from './release/index.ts';
import type { ReleaseRequest, Runtime } from './request.ts';
import type { CheckBasis, LineReport } from './result.ts';
import { readLines, type StackSource } from './stack/index.ts';

/** Targets, sources and tools: all lines of a run share them. */
export interface Run {
  readonly request: ReleaseRequest;
  readonly targets: Targets;
  readonly sources: readonly StackSource[];
  readonly instruments: Instruments;
  readonly vendor: Vendor;
  readonly readWithdrawals: () => Promise<Withdrawals>;
  readonly readOrigin: (directory: string) => Promise<Origin>;
  readonly logger: Logger;
}

/** @throws ReleaseError for a request that cannot be met as a whole: targets, stacks or knowledge that cannot be read */
export async function openRun(request: ReleaseRequest, runtime: Runtime): Promise<Run> {
  const targets = openTargets(request, runtime);
  const ours = listOwnPlaces(request);
  const sources = await readLines(request, ours);
  const directories = sources.map(({ directory }) => directory);
  return {
    request,
    targets,
    sources,
    instruments: await openInstruments(request, request.offline ? 'offline' : 'asked', runtime),
    vendor: openVendor(request, runtime),
    readWithdrawals: openWithdrawals(runtime, directories),
    readOrigin: createOriginReader(runtime, ours, directories),
    logger: runtime.logger ?? silentLogger,
  };
}

/** What releases.yaml takes back, read once: that here, and those of the repositories that stacks lie in. */
export function openWithdrawals({ today }: Runtime, directories: readonly string[]): Run['readWithdrawals'] {
  return once(async () => (await import('./lifecycle/states/index.ts')).readWithdrawals(today, directories));
}

/** Places that a run writes to, and the next one must not take for a part of a stack. */
function listOwnPlaces({ output, targets, source = '' }: ReleaseRequest): string[] {
  return [output, ...[...targets, source].flatMap((url) => layoutDirectory(url) ?? [])];
}

/** The outcome of a line. */
export interface EndedLine<Report = LineReport> {
  readonly report: Report;
  /** Undefined where it did not get as far as a verdict. */
  readonly judged: JudgedLine | undefined;
}

/** The lines of a report, and what concerns all of them. */
export function foldLines<Report>(
  lines: readonly EndedLine<Report>[],
  { knowledge, runtime, versionFindings, basis }: Instruments,
  isAll: boolean,
): { readonly basis: CheckBasis; readonly releases: readonly Report[]; readonly findings: readonly Finding[] } {
  const judged = lines.flatMap((line) => line.judged ?? []);
  const { today } = runtime;
  return {
    basis,
    releases: lines.map(({ report }) => report),
    findings: judgeRun(judged, { knowledge, today, found: versionFindings, isComplete: isAll }),
  };
}

/** About the machine and no line: said once a run. */
export async function warnOfZlib(logger: Logger): Promise<void> {
  if (await hasCommonZlib()) return;
  logger.warn(
    'this Node has a zlib that compresses differently from the official builds: archives made here have other bytes than elsewhere',
  );
}

/** Said where versions are numbered, since the source has been listed for that anyway. */
export async function warnOfForeignNames({ request, targets, logger }: Run): Promise<void> {
  if (request.mode.kind !== 'stable' && request.mode.kind !== 'channel') return;
  const warning = await describeForeignNames(targets.source);
  if (warning !== undefined) logger.warn(warning);
}
