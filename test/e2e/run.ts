import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

/** What a process did. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Where programs are, but for helm: whether this machine has one must not decide a test. */
export const PROGRAMS = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !existsSync(join(folder, 'helm')));

/** Runs a built entry as a user does, with a clean environment: nothing of this machine's registries or tokens. */
export function run(entry: 'cli' | 'action', args: readonly string[], { cwd, env = {}, input = '' }: RunOptions): Promise<Run> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [resolve('dist', `${entry}.js`), ...args], {
      cwd,
      env: { PATH: PROGRAMS.join(delimiter), HOME: cwd, DOCKER_CONFIG: join(cwd, '.docker'), ...env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on('error', fail);
    child.on('close', (code) => done({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}

/** A folder with a copy of this repository's docker stack, as one line, and what removes it. */
export async function createWorkspace(): Promise<{ readonly cwd: string; remove(): Promise<void> }> {
  const cwd = await mkdtemp(join(tmpdir(), 'clusterstack-e2e-'));
  await cp('stacks/docker/scs', join(cwd, 'stacks/docker/scs'), { recursive: true });
  await rm(join(cwd, 'stacks/docker/scs/versions.yaml'));
  return { cwd, remove: () => rm(cwd, { recursive: true, force: true }) };
}
