import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPeakMemory } from './peak-memory.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What any input may take. A run that takes more is killed. Time is that of the processor: a busy machine must not decide. */
export const BOUNDS = { milliseconds: 10_000, bytes: 300 * 1024 * 1024 };

/** By the clock: what takes so long waits for something that does not come. */
const HANGS_AFTER_MS = 60_000;
/** Of /proc: USER_HZ, which is 100 on all systems that Node runs on. */
const TICK_MS = 10;

export interface BoundedRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What the run was killed for. */
  readonly exceeded: 'time' | 'memory' | undefined;
  /** The most memory that it had at once; 0 where the system does not tell. */
  readonly peak: number;
}

export interface BoundedOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly bounds?: Partial<typeof BOUNDS>;
  readonly entry?: 'cli' | 'action';
}

/** Runs the built CLI (or Action) without helm, and kills it as soon as it passes the bounds. */
export function runBounded(args: readonly string[], { cwd, env = {}, bounds, entry = 'cli' }: BoundedOptions): Promise<BoundedRun> {
  const { milliseconds, bytes } = { ...BOUNDS, ...bounds };
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [resolve(ROOT, 'dist', `${entry}.js`), ...args], {
      cwd,
      env: { PATH: '/usr/bin:/bin', HOME: cwd, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        texts[name] += chunk.toString();
      });
    }
    let [exceeded, peak]: [BoundedRun['exceeded'], number] = [undefined, 0];
    const stop = (why: 'time' | 'memory') => {
      exceeded ??= why;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => stop('time'), HANGS_AFTER_MS);
    const watch = setInterval(() => {
      peak = Math.max(peak, child.pid === undefined ? 0 : readPeakMemory(child.pid));
      if (peak > bytes) stop('memory');
      if (readTime(child) > milliseconds) stop('time');
    }, 20);
    child.on('error', fail);
    child.on('close', (code) => {
      clearTimeout(timer);
      clearInterval(watch);
      done({ code, ...texts, exceeded, peak });
    });
  });
}

/** Milliseconds of the processor that a process and its threads have had. */
function readTime({ pid }: ChildProcess): number {
  try {
    // Behind the name, which may have blanks, from the state on.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return 0;
  }
}
