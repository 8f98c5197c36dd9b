import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { LineReport, ReleaseReport } from '../../src/result.ts';

/** A process that has ended. */
export interface CliResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Cli {
  readonly child: ChildProcess;
  readonly result: Promise<CliResult>;
}

export interface CliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly entry?: 'cli' | 'action';
}

/** The folders of programs, without helm: whether this machine has one must not decide a test. */
export const PROGRAMS = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !existsSync(join(folder, 'helm')));

/** Starts the built CLI (or Action) as a user does, with nothing of this machine's registries and tokens. */
export function startCli(args: readonly string[], { cwd, env = {}, input = '', entry = 'cli' }: CliOptions): Cli {
  const child = spawn(process.execPath, [resolve('dist', `${entry}.js`), ...args], {
    cwd,
    env: { PATH: PROGRAMS.join(delimiter), HOME: cwd, DOCKER_CONFIG: join(cwd, '.docker'), ...env },
    stdio: 'pipe',
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on('error', () => {}); // a process that is killed reads nothing
  child.stdin.end(input);
  const result = new Promise<CliResult>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) =>
      done({ code, signal, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    );
  });
  return { child, result };
}

/** The only line of what `--json` printed. */
export function readLine({ stdout, stderr }: CliResult): LineReport {
  let report: ReleaseReport;
  try {
    report = JSON.parse(stdout);
  } catch {
    throw new Error(`no JSON: ${stdout}\n${stderr}`);
  }
  const [line] = report.releases;
  if (line === undefined) throw new Error(stdout);
  return line;
}
