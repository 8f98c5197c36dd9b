import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** For standard input. */
  readonly input?: string;
}

export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command gets from our environment: nothing that could change what it does. */
const KEPT = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'GOCACHE', 'GOMODCACHE'];

export function cleanEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(kept), ...more };
}

/** Runs a command to its end, whatever its exit code. */
export function tryRun(command: string, args: readonly string[], { cwd, env, input }: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...(cwd && { cwd }), env: cleanEnvironment(env), stdio: 'pipe' });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on('error', () => {}); // a command that does not read its input
    child.stdin.end(input ?? '');
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ exitCode: code ?? -1, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}

/** Runs a command that must succeed; returns its standard output. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await tryRun(command, args, options);
  if (exitCode !== 0) throw new Error(`${command} ${args.join(' ')}\nexited with ${exitCode}\n${stdout}${stderr}`);
  return stdout;
}
