import { join } from 'node:path';
import type { LineReport, ReleaseReport } from '../../../src/index.ts';
import { PROJECT } from './needs.ts';
import { type RunOptions, tryRun } from './run.ts';

export const CLI = join(PROJECT, 'dist/cli.js');

export interface CliOptions extends RunOptions {
  /** Another Node than the one that runs the tests. */
  readonly node?: string;
}

export interface CliResult {
  readonly exitCode: number;
  readonly report: ReleaseReport;
  /** The only line of the report. */
  readonly line: LineReport;
  readonly stderr: string;
}

/** Runs the built CLI with `--json` on one stack. */
export async function clusterstack(args: readonly string[], { node = process.execPath, ...options }: CliOptions = {}): Promise<CliResult> {
  const { exitCode, stdout, stderr } = await tryRun(node, [CLI, ...args, '--json'], options);
  let report: ReleaseReport;
  try {
    report = JSON.parse(stdout);
  } catch {
    throw new Error(`clusterstack ${args.join(' ')} exited with ${exitCode} and printed no JSON:\n${stdout}\n${stderr}`);
  }
  const line = report.releases[0];
  if (line === undefined) throw new Error(`clusterstack ${args.join(' ')} reported no line: ${JSON.stringify(report.error)}\n${stderr}`);
  return { exitCode, report, line, stderr };
}
