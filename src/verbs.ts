import { doctor } from './doctor.ts';
import { describeError, type ErrorReport, ReleaseError } from './errors.ts';
import { readNamedFile } from './file-tree.ts';
import type { Logger } from './logger.ts';
import {
  addLogin,
  chooseTargets,
  createRuntime,
  type ModeWords,
  parseEnvironment,
  parseMirrors,
  parseMode,
  parsePlan,
  parseToday,
  type Variables,
} from './options/index.ts';
import type { Outcome } from './outcome.ts';
import { build, check, plan, publish, release } from './release.ts';
import { createMatrix, exitCode, formatCheck, formatDoctor, formatRelease, formatSarif, formatUpdates } from './report/index.ts';
import type { ReleaseRequest, Runtime } from './request.ts';
import type { CheckReport, DoctorReport, ReleaseReport, UpdateReport } from './result.ts';
import { cleanText, formatJson } from './text.ts';
import { update } from './update.ts';

export type Verb = 'check' | 'plan' | 'build' | 'publish' | 'release' | 'doctor' | 'update';

/** What the command line says, flags of all verbs together. */
export interface CommandLine extends ModeWords {
  readonly verb: Verb;
  /** Stacks, or release directories for `publish`. */
  readonly words: readonly string[];
  readonly targets: readonly string[];
  readonly source?: string | undefined;
  readonly output: string;
  readonly kubernetes?: string | undefined;
  /** The file of a plan to carry out. */
  readonly plan?: string | undefined;
  readonly check?: boolean | undefined;
  readonly allowDirty?: boolean | undefined;
  readonly verify?: 'true' | 'false' | undefined;
  readonly knowledge?: readonly string[] | undefined;
  readonly requireHelm?: boolean | undefined;
  /** The day to judge by, in place of today. */
  readonly today?: string | undefined;
  /** `FROM=TO`, of chart repositories. */
  readonly mirror?: readonly string[] | undefined;
  readonly vendor?: boolean | undefined;
  readonly kubernetesVersions?: string | undefined;
  readonly dryRun?: boolean | undefined;
  readonly offline?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** How `check` prints. */
  readonly format?: 'text' | 'json' | 'sarif' | undefined;
  readonly githubMatrix?: boolean | undefined;
  readonly username?: string | undefined;
}

/** What a verb needs of the process. */
export interface Surroundings {
  readonly variables: Variables;
  readonly home: string;
  /** Node's version, `v24.4.0`. */
  readonly node: string;
  /** The moment of the run. */
  readonly now: Date;
  readonly logger: Logger;
  readonly color: boolean;
  /** For `--username`, where one was given. */
  readonly password: string | undefined;
}

/** Wrong usage: nothing was tried. */
const USAGE_CODES = new Set(['usage', 'no-stack', 'invalid-target', 'invalid-version', 'invalid-plan']);

/** Bytes. A plan has a few thousand for each line. */
const PLAN_LIMIT = 64 * 1024 * 1024;

/** What a report of each verb lists. */
const RESULTS = {
  check: 'stacks',
  plan: 'releases',
  build: 'releases',
  publish: 'releases',
  release: 'releases',
  doctor: 'targets',
  update: 'updates',
} as const;

/** Runs one verb. Never throws: whatever goes wrong is in the outcome. */
export async function runVerb(line: CommandLine, surroundings: Surroundings): Promise<Outcome> {
  try {
    const report = await execute(line, surroundings);
    return { stdout: print(line, report, surroundings.color), stderr: '', code: exitCode(report) };
  } catch (error) {
    const { code, message } = describeError(error);
    const results = { [RESULTS[line.verb]]: [] };
    return {
      stdout: line.json ? printJson({ schemaVersion: 1, ...results, error: { code, message } }) : '',
      stderr: `error: ${cleanText(message)}\n`,
      code: USAGE_CODES.has(code) ? 2 : 1,
    };
  }
}

type Report = CheckReport | ReleaseReport | DoctorReport | UpdateReport;

function execute(line: CommandLine, surroundings: Surroundings): Promise<Report> {
  const { words: stacks, kubernetes, output, source, knowledge, requireHelm, offline } = line;
  const mirrors = parseMirrors(line.mirror ?? []);
  const options = { knowledge, requireHelm, offline, mirrors, vendor: line.vendor, verify: line.verify !== 'false' };
  if (line.verb === 'check') return check({ stacks, kubernetes, ...options }, openSurroundings(line, surroundings, []).runtime);
  if (line.verb === 'update') {
    const { kubernetesVersions, dryRun } = line;
    const request = { stacks, kubernetes, knowledge, mirrors, kubernetesVersions, dryRun };
    return update(request, openSurroundings(line, surroundings, []).runtime);
  }
  const planned = line.plan === undefined ? undefined : readPlan(line, line.plan);
  const { targets, runtime } = openSurroundings(line, surroundings, planned?.request.targets ?? line.targets);
  if (line.verb === 'doctor') return doctor({ targets, output, offline }, runtime);
  if (line.verb === 'publish')
    return publish({ directories: line.words, output, targets, allowDirty: line.allowDirty, ...options }, runtime);
  const request: ReleaseRequest = {
    stacks,
    kubernetes,
    mode: parseMode(line),
    output,
    targets,
    source,
    check: line.check,
    allowDirty: line.allowDirty,
    ...options,
  };
  switch (line.verb) {
    case 'plan':
      return plan(request, runtime);
    case 'build':
      return build(request, runtime);
    case 'release':
      return planned === undefined ? release(request, runtime) : carryOut(planned, request, runtime);
  }
}

/** What is released, how and where is the plan's; stacks named beside it narrow it down. */
function carryOut(planned: Plan, request: ReleaseRequest, runtime: Runtime): Promise<ReleaseReport> {
  const stacks = request.stacks.length > 0 ? request.stacks : planned.releases.map(({ directory }) => directory);
  return release({ ...request, ...planned.request, stacks }, runtime, planned);
}

type Plan = ReturnType<typeof parsePlan>;

function readPlan({ targets, source, mode, channel, kubernetes, clusterStackVersion }: CommandLine, file: string): Plan {
  if (targets.length > 0 || [source, mode, channel, kubernetes, clusterStackVersion].some(Boolean)) {
    throw new ReleaseError(
      'usage',
      'a plan says already what is released, how and where: leave out --target, --source, --mode, --channel, versions and --kubernetes',
    );
  }
  return parsePlan(readText(file), file);
}

function readText(file: string): string {
  const read = readNamedFile(file, PLAN_LIMIT);
  if (read.kind === 'read') return read.bytes.toString('utf8');
  throw new ReleaseError('invalid-plan', `the plan ${file} ${read.kind === 'missing' ? 'does not exist' : read.why}`);
}

function openSurroundings(line: CommandLine, { variables, home, now, node, logger, password }: Surroundings, named: readonly string[]) {
  const environment = parseEnvironment(variables, home);
  const runtime = (from: typeof environment) => createRuntime(from, logger, parseToday(line.today, now));
  if (line.verb === 'check' || line.verb === 'update') return { targets: [], runtime: runtime(environment) };
  for (const warning of environment.warnings) logger.warn(warning);
  const targets = chooseTargets(environment, named);
  return { targets, runtime: { ...runtime(addLogin(environment, targets, line.username, password)), node } };
}

function print(line: CommandLine, report: Report, color: boolean): string {
  if ('updates' in report) return line.json ? printJson(report) : formatUpdates(report);
  if ('tool' in report) return line.json ? printJson(report) : formatDoctor(report, color);
  if ('stacks' in report) return printCheck(line.json ? 'json' : line.format, report, color);
  if (line.githubMatrix) return `${formatJson(createMatrix(report))}\n`;
  return line.json ? printJson(report) : formatRelease(report, color);
}

function printCheck(format: CommandLine['format'], report: CheckReport, color: boolean): string {
  switch (format) {
    case 'json':
      return printJson(report);
    case 'sarif':
      return formatSarif(report);
    default:
      return formatCheck(report, color);
  }
}

function printJson(report: Report | { readonly error: ErrorReport }): string {
  return `${formatJson(report, 2)}\n`;
}
