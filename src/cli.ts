#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ReleaseError } from './errors.ts';
import { findHome } from './home.ts';
import { cleanLines, disarm } from './text.ts';
import { refusePlatform, VERSION } from './tool.ts';
import type { CommandLine, Verb } from './verbs/index.ts';

const { env, stdout, stderr } = process;

async function run(verb: Verb, line: CommandLine, passwordStdin: boolean): Promise<void> {
  const [{ createTerminal, wantsColor }, { runVerb, VERBS }] = await Promise.all([
    import('./terminal/index.ts'),
    import('./verbs/index.ts'),
  ]);
  const terminal = createTerminal({
    stream: stderr,
    isLive: stderr.isTTY === true && env['TERM'] !== 'dumb',
    verbosity: line.quiet ? 'quiet' : line.verbose ? 'verbose' : 'normal',
    now: () => performance.now(),
  });
  endOnSignals(() => terminal.clear());
  const outcome = await runVerb(verb, line, {
    verbs: VERBS,
    variables: env,
    home: findHome(),
    root: fileURLToPath(new URL('..', import.meta.url)),
    node: process.version,
    now: new Date(),
    logger: terminal,
    color: wantsColor(stdout.isTTY === true, env),
    ask: process.stdin.isTTY && stderr.isTTY && !line.json ? ask : undefined,
    password: passwordStdin ? readFileSync(0, 'utf8').replace(/\r?\n$/, '') : undefined,
  });
  terminal.clear();
  stdout.write(disarm(outcome.stdout));
  stderr.write(disarm(outcome.stderr));
  process.exitCode = outcome.code;
}

/** @throws ReleaseError where the input ends before an answer */
async function ask(question: string, offered: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const input = createInterface({ input: process.stdin, output: stderr });
  input.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ended = new Promise<never>((_, reject) => {
    input.once('close', () => reject(new ReleaseError('usage', 'the input ended before there was an answer')));
  });
  try {
    return (await Promise.race([input.question(`${question} [${offered}]: `), ended])).trim() || offered;
  } finally {
    input.close();
  }
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

// A reader that has seen enough (head, less) closes the pipe; that is not a failure of ours.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  stderr.write(`error: the result cannot be written to standard output: ${error.message}\n`);
  process.exit(1);
});
// Progress that nobody reads must not end a release half-way.
stderr.on('error', () => {});

const args = process.argv.slice(2);
const refusal = refusePlatform(process.platform);
// Told without loading anything: scripts ask for it often.
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) stdout.write(`${VERSION}\n`);
else if (refusal !== undefined) {
  stderr.write(`error: ${refusal}\n`);
  process.exitCode = 2;
} else {
  const { runCommandLine } = await import('./command-line.ts');
  const code = await runCommandLine(args, {
    run,
    write: (text) => stdout.write(text),
    writeError: (text) => stderr.write(disarm(cleanLines(text))),
  });
  if (code !== undefined) process.exitCode = code;
}
