import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CliOptions, type CliResult, startCli } from '../support/start-cli.ts';

export type Run = Omit<CliResult, 'signal'>;

/** Runs a built entry to its end. */
export async function run(entry: 'cli' | 'action', args: readonly string[], options: Omit<CliOptions, 'entry'>): Promise<Run> {
  const { code, stdout, stderr } = await startCli(args, { ...options, entry }).result;
  return { code, stdout, stderr };
}

/** A folder with a copy of this repository's docker stack, as one line, and what removes it. */
export async function createWorkspace(): Promise<{ readonly cwd: string; remove(): Promise<void> }> {
  const cwd = await mkdtemp(join(tmpdir(), 'clusterstack-e2e-'));
  await cp('stacks/docker/scs', join(cwd, 'stacks/docker/scs'), { recursive: true });
  await rm(join(cwd, 'stacks/docker/scs/versions.yaml'));
  return { cwd, remove: () => rm(cwd, { recursive: true, force: true }) };
}
