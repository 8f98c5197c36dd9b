#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Logger } from './logger.ts';
import type { Outcome } from './outcome.ts';
import { cleanLines, cleanText, disarm } from './text.ts';
import { VERSION } from './tool.ts';
import type { CommandLine, Verb } from './verbs/index.ts';

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

function print({ stdout: out, stderr: err, code }: Outcome): void {
  clearProgress();
  stdout.write(disarm(out));
  stderr.write(disarm(err));
  process.exitCode = code;
}

async function run(verb: Verb, line: CommandLine, passwordStdin: boolean): Promise<void> {
  const { runVerb } = await import('./verbs/index.ts');
  const outcome = await runVerb(verb, line, {
    variables: env,
    home: homedir(),
    node: process.version,
    now: new Date(),
    logger,
    color: stdout.isTTY === true && !env['NO_COLOR'],
    password: passwordStdin ? readFileSync(0, 'utf8').replace(/\r?\n$/, '') : undefined,
  });
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

const args = process.argv.slice(2);
// Told without loading anything: scripts ask for it often.
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) stdout.write(`${VERSION}\n`);
else {
  const { runCommandLine } = await import('./command-line.ts');
  const code = await runCommandLine(args, {
    run,
    write: (text) => stdout.write(text),
    writeError: (text) => stderr.write(disarm(cleanLines(text))),
  });
  if (code !== undefined) process.exitCode = code;
}
