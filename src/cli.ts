#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { Command, CommanderError, Option } from 'commander';
import { ReleaseError } from './errors.ts';
import type { Logger } from './logger.ts';
import type { Outcome } from './outcome.ts';
import { cleanLines, cleanText, disarm } from './text.ts';
import { VERSION } from './tool.ts';
import { type CommandLine, type Flag, formatFailure, runVerb, VERBS, type Verb } from './verbs/index.ts';

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

function print({ stdout: out, stderr: err, code }: Outcome): void {
  clearProgress();
  stdout.write(disarm(out));
  stderr.write(disarm(err));
  process.exitCode = code;
}

/** What commander makes of the flags. */
type Options = Omit<CommandLine, 'words' | 'targets'> & { readonly target?: readonly string[]; readonly passwordStdin?: boolean };

async function run(verb: Verb, args: readonly string[], { target = [], passwordStdin, ...options }: Options): Promise<void> {
  // Several targets may follow one --target: their scheme tells them from directories.
  const mayBeTargets = verb.takesTargets === 'as words' || (verb.takesTargets === 'after --target' && target.length > 0);
  const isTarget = (word: string) => mayBeTargets && /^(?:oci:\/\/|oci-layout:|github:)/.test(word);
  const words = args.filter((word) => !isTarget(word));
  const targets = [...target, ...args.filter(isTarget)];
  const outcome = await runVerb(
    verb,
    { ...options, words, targets },
    {
      variables: env,
      home: homedir(),
      node: process.version,
      now: new Date(),
      logger,
      color: stdout.isTTY === true && !env['NO_COLOR'],
      ask: process.stdin.isTTY && stderr.isTTY && !options.json ? ask : undefined,
      password: passwordStdin ? readFileSync(0, 'utf8').replace(/\r?\n$/, '') : undefined,
    },
  );
  print(outcome);
}

/** @throws ReleaseError where the input ends before an answer */
async function ask(question: string, offered: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: stderr });
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ended = new Promise<never>((_, reject) => {
    terminal.once('close', () => reject(new ReleaseError('usage', 'the input ended before there was an answer')));
  });
  try {
    return (await Promise.race([terminal.question(`${question} [${offered}]: `), ended])).trim() || offered;
  } finally {
    terminal.close();
  }
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
    const verb = VERBS.find(({ name }) => name === process.argv[2]);
    stdout.write(formatFailure(verb, 'usage', error.message.replace(/^error: /, '')));
  }
}
