import { readFileSync } from 'node:fs';
import { describeError, messageOf, ReleaseError } from './errors.ts';
import type { Logger } from './logger.ts';
import {
  addLogin,
  chooseTargets,
  createRuntime,
  type ModeWords,
  parseEnvironment,
  parseMode,
  parsePlan,
  parseToday,
  type Variables,
} from './options/index.ts';
import type { Outcome } from './outcome.ts';
import { build, check, plan, publish, release } from './release.ts';
import { createMatrix, exitCode, formatCheck, formatRelease, formatSarif } from './report/index.ts';
import type { CheckReport, ReleaseReport, ReleaseRequest, Runtime } from './request.ts';

export type Verb = 'check' | 'plan' | 'build' | 'publish' | 'release';

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
  /** The moment of the run. */
  readonly now: Date;
  readonly logger: Logger;
  readonly color: boolean;
  /** For `--username`, where one was given. */
  readonly password: string | undefined;
}

/** Wrong usage: nothing was tried. */
const USAGE_CODES = new Set(['usage', 'no-stack', 'invalid-target', 'invalid-version', 'invalid-plan']);

/** Runs one verb. Never throws: whatever goes wrong is in the outcome. */
export async function runVerb(line: CommandLine, surroundings: Surroundings): Promise<Outcome> {
  try {
    const report = await execute(line, surroundings);
    return { stdout: print(line, report, surroundings.color), stderr: '', code: exitCode(report) };
  } catch (error) {
    const { code, message } = describeError(error);
    const results = line.verb === 'check' ? { stacks: [] } : { releases: [] };
    return {
      stdout: line.json ? formatJson({ schemaVersion: 1, ...results, error: { code, message } }) : '',
      stderr: `error: ${message}\n`,
      code: USAGE_CODES.has(code) ? 2 : 1,
    };
  }
}

function execute(line: CommandLine, surroundings: Surroundings): Promise<CheckReport | ReleaseReport> {
  const { words: stacks, kubernetes, output, source, knowledge, requireHelm, offline } = line;
  const options = { knowledge, requireHelm, offline, verify: line.verify !== 'false' };
  if (line.verb === 'check') return check({ stacks, kubernetes, ...options }, openSurroundings(line, surroundings, []).runtime);
  const planned = line.plan === undefined ? undefined : readPlan(line, line.plan);
  const { targets, runtime } = openSurroundings(line, surroundings, planned?.request.targets ?? line.targets);
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
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ReleaseError('invalid-plan', `cannot read ${file}: ${messageOf(error)}`, { cause: error });
  }
}

function openSurroundings(line: CommandLine, { variables, home, now, logger, password }: Surroundings, named: readonly string[]) {
  const environment = parseEnvironment(variables, home);
  if (line.verb === 'check') return { targets: [], runtime: createRuntime(environment, logger, parseToday(line.today, now)) };
  for (const warning of environment.warnings) logger.warn(warning);
  const targets = chooseTargets(environment, named);
  const withLogin = addLogin(environment, targets, line.username, password);
  return { targets, runtime: createRuntime(withLogin, logger, parseToday(line.today, now)) };
}

function print(line: CommandLine, report: CheckReport | ReleaseReport, color: boolean): string {
  if ('stacks' in report) return printCheck(line.json ? 'json' : line.format, report, color);
  if (line.githubMatrix) return `${JSON.stringify(createMatrix(report))}\n`;
  return line.json ? formatJson(report) : formatRelease(report, color);
}

function printCheck(format: CommandLine['format'], report: CheckReport, color: boolean): string {
  switch (format) {
    case 'json':
      return formatJson(report);
    case 'sarif':
      return formatSarif(report);
    default:
      return formatCheck(report, color);
  }
}

function formatJson(report: CheckReport | ReleaseReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
