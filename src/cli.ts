#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, Option } from 'commander';
import { createTerminal, wantsColor } from './terminal/index.ts';
import { cleanLines, disarm } from './text.ts';
import { VERSION } from './tool.ts';
import { type CommandLine, explainUsage, type Flag, formatFailure, runVerb, VERBS, type Verb } from './verbs/index.ts';

const { env, stdout, stderr } = process;

function createProgram(): Command {
  const program = new Command('clusterstack')
    .description('Release pipeline and packager for Sovereign Cloud Stack cluster stacks')
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeErr: (text) => stderr.write(disarm(cleanLines(explainUsage(text)))) })
    .showHelpAfterError('(add --help for what is possible)')
    .addHelpText(
      'after',
      '\nWithout a target, releases go to an OCI layout in .release/oci.\n\nExample:\n  $ clusterstack release stacks/docker/scs',
    );
  for (const verb of VERBS) addVerb(program, verb);
  return program;
}

function addVerb(program: Command, verb: Verb): void {
  const { name, summary, example, words, flags } = verb;
  const command = program
    .command(name)
    .description(summary)
    .addHelpText('after', `\nExample:\n  $ clusterstack ${name} ${example}`.trimEnd());
  if (words !== undefined) command.argument(words.name, words.description);
  for (const flag of flags) command.addOption(createOption(flag));
  command.action((...given: unknown[]) => {
    // Commander hands over the words, where there may be any, then the flags, then itself.
    const options = command.opts<Options>();
    return run(verb, words === undefined ? [] : [given[0]].flat().filter((word) => typeof word === 'string'), options);
  });
}

function createOption({ flags, description, choices, default: value, repeats }: Flag): Option {
  const option = new Option(flags, description);
  if (choices !== undefined) option.choices(choices);
  if (value !== undefined) option.default(value);
  if (repeats) option.argParser((word: string, words: readonly string[] = []) => [...words, word]);
  return option;
}

/** What commander makes of the flags. */
type Options = Omit<CommandLine, 'words' | 'targets'> & { readonly target?: readonly string[]; readonly passwordStdin?: boolean };

async function run(verb: Verb, args: readonly string[], { target = [], passwordStdin, ...options }: Options): Promise<void> {
  // Several targets may follow one --target: their scheme tells them from directories.
  const mayBeTargets = verb.takesTargets === 'as words' || (verb.takesTargets === 'after --target' && target.length > 0);
  const isTarget = (word: string) => mayBeTargets && /^(?:oci:\/\/|oci-layout:|github:)/.test(word);
  const words = args.filter((word) => !isTarget(word));
  const targets = [...target, ...args.filter(isTarget)];
  const terminal = createTerminal({
    stream: stderr,
    isLive: stderr.isTTY === true && env['TERM'] !== 'dumb',
    verbosity: options.quiet ? 'quiet' : options.verbose ? 'verbose' : 'normal',
    now: () => performance.now(),
  });
  endOnSignals(() => terminal.clear());
  const outcome = await runVerb(
    verb,
    { ...options, words, targets },
    {
      verbs: VERBS,
      variables: env,
      home: homedir(),
      root: fileURLToPath(new URL('..', import.meta.url)),
      node: process.version,
      now: new Date(),
      logger: terminal,
      color: wantsColor(stdout.isTTY === true, env),
      password: passwordStdin ? readFileSync(0, 'utf8').replace(/\r?\n$/, '') : undefined,
    },
  );
  terminal.clear();
  stdout.write(disarm(outcome.stdout));
  stderr.write(disarm(outcome.stderr));
  process.exitCode = outcome.code;
}

function endOnSignals(tidy: () => void): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      tidy();
      stderr.write('interrupted: what was not finished is not visible anywhere; the same command goes on from there\n');
      process.exit(code);
    });
  }
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
    const verb = VERBS.find(({ name }) => name === process.argv[2]);
    stdout.write(formatFailure(verb, 'usage', explainUsage(error.message).replace(/^error: /, '')));
  }
}
