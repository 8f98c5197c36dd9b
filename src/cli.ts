#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { Command, CommanderError, Option } from 'commander';
import type { Logger } from './logger.ts';
import type { Outcome } from './outcome.ts';
import type { Question } from './reference.ts';
import { cleanLines, cleanText, disarm, formatJson } from './text.ts';
import { VERSION } from './tool.ts';
import type { CommandLine, Verb } from './verbs.ts';

const { env, stdout, stderr } = process;

const logger: Logger = {
  progress(message) {
    // One line that each message replaces on a terminal; lines that stay elsewhere.
    const line = disarm(cleanText(message));
    stderr.write(stderr.isTTY ? `\r\u001b[2K${line.slice(0, (stderr.columns ?? 80) - 1)}` : `${line}\n`);
  },
  warn(message) {
    clearProgress();
    stderr.write(`warning: ${disarm(cleanText(message))}\n`);
  },
};

function clearProgress(): void {
  if (stderr.isTTY) stderr.write('\r\u001b[2K');
}

function createProgram(): Command {
  const program = new Command('clusterstack')
    .description('Release pipeline and packager for Sovereign Cloud Stack cluster stacks')
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeErr: (text) => stderr.write(disarm(cleanLines(text))) })
    .showHelpAfterError('(add --help for what is possible)')
    .addHelpText(
      'after',
      '\nWithout a target, releases go to an OCI layout in .release/oci.\n\nExample:\n  $ clusterstack release stacks/docker/scs',
    );
  const add = (verb: Verb, description: string, example: string): Command =>
    program
      .command(verb)
      .description(description)
      .addHelpText('after', `\nExample:\n  $ clusterstack ${verb} ${example}`)
      .option('--json', 'print the result as JSON')
      .option('--offline', 'use nothing that needs the network')
      .action((words: readonly string[], options: Options) => run(verb, words, options));

  addCheck(addSelection(add('check', 'hold the parts of stacks against each other; writes nothing', 'stacks/docker/scs'))).addOption(
    new Option('--format <format>', 'how to print; sarif is for code scanning').choices(['text', 'json', 'sarif']),
  );
  addRelease(add('plan', 'what would be released, and why; writes nothing', '--target oci://ghcr.io/my-org/cluster-stacks')).option(
    '--github-matrix',
    'print what GitHub’s strategy.matrix takes',
  );
  addRelease(add('build', 'build release directories on disk', 'stacks/docker/scs --mode hash')).option(
    '--no-check',
    'build what the check would refuse too, for inspection; it cannot be published',
  );
  addTarget(
    addCheck(
      add('publish', 'publish what build made, as it is', '.release/docker-scs-1-32-v1 --target oci://ghcr.io/my-org/cluster-stacks'),
    ),
  ).argument('[dir...]', 'release directories; without any, all in the output directory');
  addRelease(add('release', 'check, build and publish', 'stacks/docker/scs --target oci://ghcr.io/my-org/cluster-stacks')).option(
    '--plan <file>',
    'carry out what plan --json printed, and nothing else',
  );
  addTarget(
    add(
      'doctor',
      'tell what may be read and written at the targets, as whom, and with which helm',
      '--target oci://ghcr.io/my-org/cluster-stacks',
    ),
  ).argument('[target...]', 'the same as with --target');
  addUpdate(program);
  addReference(program);
  return program;
}

function addUpdate(program: Command): void {
  const command = program
    .command('update')
    .description('move the versions of stacks to the newest that fit, and write their locks')
    .addHelpText('after', '\nExample:\n  $ clusterstack update stacks/openstack/scs --kubernetes-versions oci://docker.io/kindest/node');
  addSelection(command)
    .option('--json', 'print the result as JSON')
    .option('--dry-run', 'decide, and write nothing')
    .option(
      '--kubernetes-versions <source>',
      'where the versions of Kubernetes are listed: a file or URL with one a line, or the repository of node images',
    )
    .option('--mirror <from=to>', 'fetch charts of one repository from another; may be repeated', collect)
    .option('--knowledge <file>', 'a file with newer or more knowledge than this version has; may be repeated', collect)
    .action((words: readonly string[], options: Options) => run('update', words, options));
  program
    .command('cache')
    .description('empty the cache of charts, indexes and renderings')
    .addHelpText('after', '\nExample:\n  $ clusterstack cache clear')
    .argument('<action>', 'clear')
    .action((action: string) => runCache(action));
}

async function runCache(action: string): Promise<void> {
  if (action !== 'clear') throw new CommanderError(2, 'usage', `error: the cache can only be cleared, not ${action}`);
  const [{ parseEnvironment }, { clearCache }] = await Promise.all([import('./options/index.ts'), import('./clear-cache.ts')]);
  const { cacheDirectory } = parseEnvironment(env, homedir());
  await clearCache(cacheDirectory);
  print({ stdout: `${cacheDirectory} is empty\n`, stderr: '', code: 0 });
}

/** What the tool knows itself; no stack is read. */
function addReference(program: Command): void {
  const example = (command: string) => `\nExample:\n  $ clusterstack ${command}`;
  program
    .command('rules')
    .description('list what is checked')
    .addHelpText('after', example('rules'))
    .option('--json', 'print the list as JSON')
    .option('--markdown', 'print all of it, with examples, as a document')
    .action(({ json, markdown }: { readonly json?: boolean; readonly markdown?: boolean }) =>
      ask({ kind: 'rules', format: json ? 'json' : markdown ? 'markdown' : 'text' }),
    );
  program
    .command('explain')
    .description('tell what a finding’s code means, why it matters, and how it is right')
    .addHelpText('after', example('explain stage-upgrade'))
    .argument('<code>', 'a code, as findings have it')
    .action((code: string) => ask({ kind: 'explain', code }));
  program
    .command('schema')
    .description('print the JSON Schema of a file, for editors')
    .addHelpText('after', example('schema compatibility > compatibility.schema.json'))
    .argument('<name>', 'clusteraddon, compatibility, csctl, output, stack or versions')
    .action((name: string) => ask({ kind: 'schema', name }));
}

async function ask(question: Question): Promise<void> {
  const { answer } = await import('./reference.ts');
  print(answer(question));
}

function print({ stdout: out, stderr: err, code }: Outcome): void {
  clearProgress();
  stdout.write(disarm(out));
  stderr.write(disarm(err));
  process.exitCode = code;
}

function addSelection(command: Command): Command {
  return command
    .argument('[stack...]', 'directories of stacks, or globs; without any, all below stacks/ and providers/')
    .option('--kubernetes <minor>', 'only stacks of this Kubernetes minor, like 1.32');
}

const collect = (value: string, values: readonly string[] = []) => [...values, value];

function addCheck(command: Command): Command {
  return command
    .option('--knowledge <file>', 'a file with newer or more knowledge than this version has; may be repeated', collect)
    .option('--mirror <from=to>', 'fetch charts of one repository from another; may be repeated', collect)
    .option('--no-vendor', 'leave the charts that addons depend on out of the release; clusters then fetch what they find')
    .option('--require-helm', 'refuse stacks when there is no helm to render their charts')
    .option('--today <date>', 'judge ages and waivers by this day, like 2026-11-23');
}

function addTarget(command: Command): Command {
  return command
    .option('-t, --target <url>', 'where to publish: oci://host/repository or oci-layout:DIR; may be repeated', collect)
    .option('--allow-dirty', 'publish elsewhere what no commit has, and say so in the release')
    .addOption(new Option('--verify <boolean>', 'read back what was published (default: true)').choices(['true', 'false']))
    .option('-o, --output <dir>', 'where release directories are', '.release')
    .option('-u, --username <name>', 'user name for the target’s registry (default: OCI_USERNAME, or what docker login stored)')
    .option('--password-stdin', 'read the password for --username from standard input');
}

function addRelease(command: Command): Command {
  return addTarget(addCheck(addSelection(command)))
    .option('--source <url>', 'where earlier releases are read from (default: the first target)')
    .addOption(new Option('-m, --mode <mode>', 'how the version is found (default: stable)').choices(['stable', 'hash', 'custom']))
    .option('--channel <name>', 'number releases in a channel of their own, like beta: v0-beta.100, …')
    .option('--cluster-stack-version <version>', 'version for mode custom, like v0-custom.7')
    .option('--cluster-addon-version <version>', 'version of the addons in mode custom (default: the stack’s)')
    .option('--node-image-version <version>', 'version of the node images in mode custom (default: the stack’s)');
}

/** What commander makes of the flags. */
type Options = Omit<CommandLine, 'verb' | 'words' | 'targets'> & { readonly target?: readonly string[]; readonly passwordStdin?: boolean };

async function run(verb: Verb, args: readonly string[], { target = [], passwordStdin, ...options }: Options): Promise<void> {
  // Several targets may follow one --target: their scheme tells them from directories.
  const isTarget = (word: string) => (target.length > 0 || verb === 'doctor') && /^(?:oci:\/\/|oci-layout:|github:)/.test(word);
  const words = args.filter((word) => !isTarget(word));
  const targets = [...target, ...args.filter(isTarget)];
  // All else is loaded only now: --help and --version need none of it.
  const { runVerb } = await import('./verbs.ts');
  const outcome = await runVerb(
    { ...options, verb, words, targets },
    {
      variables: env,
      home: homedir(),
      node: process.version,
      now: new Date(),
      logger,
      color: stdout.isTTY === true && !env['NO_COLOR'],
      password: passwordStdin ? readFileSync(0, 'utf8').replace(/\r?\n$/, '') : undefined,
    },
  );
  print(outcome);
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
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

try {
  const args = process.argv.slice(2);
  if (args.length === 0) createProgram().outputHelp();
  else await createProgram().parseAsync(args, { from: 'user' });
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
  if (error.exitCode !== 0 && process.argv.includes('--json')) {
    const results = process.argv[2] === 'check' ? { stacks: [] } : { releases: [] };
    const message = error.message.replace(/^error: /, '');
    stdout.write(`${formatJson({ schemaVersion: 1, ...results, error: { code: 'usage', message } }, 2)}\n`);
  }
}
