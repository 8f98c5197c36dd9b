#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { Command, CommanderError, Option } from 'commander';
import { addLogin, parseEnvironment } from './environment.ts';
import { describeError, ReleaseError } from './errors.ts';
import type { Logger } from './logger.ts';
import type { ModeWords } from './mode.ts';
import type { CheckReport, ReleaseReport, ReleaseRequest, Runtime } from './request.ts';
import { VERSION } from './tool.ts';

/** Options of all verbs, as commander gives them. */
interface Options extends ModeWords {
  readonly target?: readonly string[];
  readonly source?: string;
  readonly output: string;
  readonly kubernetes?: string;
  readonly plan?: string;
  readonly check?: boolean;
  readonly offline?: boolean;
  readonly json?: boolean;
  readonly githubMatrix?: boolean;
  readonly username?: string;
  readonly passwordStdin?: boolean;
}

const { env, stdout, stderr } = process;
const hasColor = stdout.isTTY === true && !env['NO_COLOR'];

/** Wrong usage: nothing was tried. */
const USAGE_CODES = new Set(['usage', 'no-stack', 'invalid-target', 'invalid-version', 'invalid-plan']);

const logger: Logger = {
  progress(message) {
    // One line that each message replaces on a terminal; lines that stay elsewhere.
    stderr.write(stderr.isTTY ? `\r\u001b[2K${message.slice(0, (stderr.columns ?? 80) - 1)}` : `${message}\n`);
  },
  warn(message) {
    clearProgress();
    stderr.write(`warning: ${message}\n`);
  },
};

function clearProgress(): void {
  if (stderr.isTTY) stderr.write('\r\u001b[2K');
}

/**
 * Runs a verb; its exit code goes to the process, since commander passes no results on. Targets may follow one
 * `--target` like words of the verb: their scheme tells them from directories.
 */
function act(verb: (args: readonly string[], options: Options) => Promise<number>) {
  return async (args: readonly string[], options: Options): Promise<void> => {
    const isTarget = (word: string) => options.target !== undefined && /^(?:oci:\/\/|oci-layout:|github:)/.test(word);
    const targets = args.filter(isTarget);
    const merged = targets.length === 0 ? options : { ...options, target: [...(options.target ?? []), ...targets] };
    process.exitCode = await verb(args.filter((word) => !isTarget(word)), merged);
  };
}

function createProgram(): Command {
  const program = new Command('clusterstack')
    .description('Release pipeline and packager for Sovereign Cloud Stack cluster stacks')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('(add --help for what is possible)')
    .addHelpText('after', '\nWithout a target, releases go to an OCI layout in .release/oci.\n\nExample:\n  $ clusterstack release stacks/docker/scs');

  addCommon(addSelection(program.command('check').description('read stacks and say what is wrong with them; writes nothing')))
    .addHelpText('after', example('clusterstack check stacks/docker/scs'))
    .action(act(runCheck));

  addRelease(program.command('plan').description('what would be released, and why; writes nothing'))
    .option('--github-matrix', 'print what GitHub’s strategy.matrix takes')
    .addHelpText('after', example('clusterstack plan --target oci://ghcr.io/my-org/cluster-stacks'))
    .action(act(runPlan));

  addRelease(program.command('build').description('build release directories on disk'))
    .option('--no-check', 'build what the check would refuse too, for inspection; it cannot be published')
    .addHelpText('after', example('clusterstack build stacks/docker/scs --mode hash'))
    .action(act((stacks, options) => runRelease('build', stacks, options)));

  addCommon(addTarget(program.command('publish').description('publish what build made, as it is')))
    .argument('[dir...]', 'release directories; without any, all in the output directory')
    .addHelpText('after', example('clusterstack publish .release/docker-scs-1-32-v1 --target oci://ghcr.io/my-org/cluster-stacks'))
    .action(act(runPublish));

  addRelease(program.command('release').description('check, build and publish'))
    .option('--plan <file>', 'carry out what plan --json printed, and nothing else')
    .addHelpText('after', example('clusterstack release stacks/docker/scs --target oci://ghcr.io/my-org/cluster-stacks'))
    .action(act((stacks, options) => runRelease('release', stacks, options)));

  return program;
}

function example(command: string): string {
  return `\nExample:\n  $ ${command}`;
}

function addCommon(command: Command): Command {
  return command.option('--json', 'print the result as JSON').option('--offline', 'use nothing that needs the network');
}

function addSelection(command: Command): Command {
  return command
    .argument('[stack...]', 'directories of stacks, or globs; without any, all below stacks/ and providers/')
    .option('--kubernetes <minor>', 'only stacks of this Kubernetes minor, like 1.32');
}

function addTarget(command: Command): Command {
  return command
    .option('-t, --target <url>', 'where to publish: oci://host/repository or oci-layout:DIR; may be repeated', collect)
    .option('-o, --output <dir>', 'where release directories are', '.release')
    .option('-u, --username <name>', 'user name for the target’s registry (default: OCI_USERNAME, or what docker login stored)')
    .option('--password-stdin', 'read the password for --username from standard input');
}

function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}

function addVersion(command: Command): Command {
  return command
    .option('--source <url>', 'where earlier releases are read from (default: the first target)')
    .addOption(new Option('-m, --mode <mode>', 'how the version is found').choices(['stable', 'hash', 'custom']).default('stable'))
    .option('--channel <name>', 'number releases in a channel of their own, like beta: v0-beta.100, …')
    .option('--cluster-stack-version <version>', 'version for mode custom, like v0-custom.7')
    .option('--cluster-addon-version <version>', 'version of the addons in mode custom (default: the stack’s)')
    .option('--node-image-version <version>', 'version of the node images in mode custom (default: the stack’s)');
}

function addRelease(command: Command): Command {
  return addCommon(addVersion(addTarget(addSelection(command))));
}

async function runCheck(stacks: readonly string[], options: Options): Promise<number> {
  const { check } = await import('./release.ts');
  const { exitCode, formatCheck } = await import('./report/index.ts');
  const report = await check({ stacks, kubernetes: options.kubernetes });
  print(options, report, () => formatCheck(report, hasColor));
  return exitCode(report);
}

async function runPlan(stacks: readonly string[], options: Options): Promise<number> {
  const { plan } = await import('./release.ts');
  const { createMatrix, exitCode } = await import('./report/index.ts');
  const { request, runtime } = await createRequest(stacks, options);
  const report = await plan(request, runtime);
  if (options.githubMatrix) stdout.write(`${JSON.stringify(createMatrix(report))}\n`);
  else await printRelease(options, report);
  return exitCode(report);
}

async function runRelease(verb: 'build' | 'release', stacks: readonly string[], options: Options): Promise<number> {
  const pipeline = await import('./release.ts');
  const { exitCode } = await import('./report/index.ts');
  const { request, runtime } = await createRequest(stacks, options);
  const report = options.plan === undefined ? await pipeline[verb](request, runtime) : await runPlanned(options.plan, request, runtime);
  await printRelease(options, report);
  return exitCode(report);
}

/** What is released, how and where is the plan's; stacks named beside it narrow it down. */
async function runPlanned(file: string, request: ReleaseRequest, runtime: Runtime): Promise<ReleaseReport> {
  const { release } = await import('./release.ts');
  const { parsePlan } = await import('./parse-plan.ts');
  const planned = parsePlan(readText(file), file);
  const stacks = request.stacks.length > 0 ? request.stacks : planned.releases.map(({ directory }) => directory);
  return release({ ...request, ...planned.request, stacks }, runtime, planned);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ReleaseError('invalid-plan', `cannot read ${file}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

async function runPublish(directories: readonly string[], options: Options): Promise<number> {
  const { publish } = await import('./release.ts');
  const { exitCode } = await import('./report/index.ts');
  const { target, runtime } = await createWorld(options);
  const report = await publish({ directories, output: options.output, targets: target, offline: options.offline }, runtime);
  await printRelease(options, report);
  return exitCode(report);
}

async function createRequest(stacks: readonly string[], options: Options): Promise<{ readonly request: ReleaseRequest; readonly runtime: Runtime }> {
  const { parseMode } = await import('./mode.ts');
  const { target, runtime } = await createWorld(options);
  const { kubernetes, output, source, check, offline } = options;
  return { request: { stacks, kubernetes, mode: parseMode(options), output, targets: target, source, check, offline }, runtime };
}

async function createWorld(options: Options): Promise<{ readonly target: readonly string[]; readonly runtime: Runtime }> {
  const environment = parseEnvironment(env, homedir());
  environment.warnings.forEach(logger.warn);
  const target = options.target ?? (environment.target === undefined ? [] : [environment.target]);
  const password = options.passwordStdin ? readFileSync(0, 'utf8').trim() : undefined;
  const { createRuntime } = await import('./runtime.ts');
  return { target, runtime: createRuntime(addLogin(environment, target, options.username, password), logger) };
}

async function printRelease(options: Options, report: ReleaseReport): Promise<void> {
  const { formatRelease } = await import('./report/index.ts');
  print(options, report, () => formatRelease(report, hasColor));
}

function print(options: Options, report: CheckReport | ReleaseReport, format: () => string): void {
  clearProgress();
  stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : format());
}

function printError(error: unknown, args: readonly string[]): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { code, message } = describeError(error);
  clearProgress();
  if (args.includes('--json')) {
    const results = args[0] === 'check' ? { stacks: [] } : { releases: [] };
    stdout.write(`${JSON.stringify({ schemaVersion: 1, ...results, error: { code, message } }, null, 2)}\n`);
  }
  stderr.write(`error: ${message}\n`);
  return USAGE_CODES.has(code) ? 2 : 1;
}

async function main(args: readonly string[]): Promise<void> {
  const program = createProgram();
  if (args.length === 0) {
    program.outputHelp();
    return;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = printError(error, args);
  }
}

for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) {
  process.once(signal, () => {
    clearProgress();
    stderr.write('interrupted: what was not finished is not visible anywhere; the same command goes on from there\n');
    process.exit(code);
  });
}
// A reader that has seen enough (head, less) closes the pipe; that is no failure of ours.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
await main(process.argv.slice(2));
