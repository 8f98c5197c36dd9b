import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readPeakMemory } from './peak-memory.ts';
import { type CliOptions, type CliResult, startCli } from './start-cli.ts';

/** Bounds for any input. A run that takes more is killed. Time is that of the processor: a busy machine must not decide. */
export const BOUNDS = { milliseconds: 10_000, bytes: 300 * 1024 * 1024 };

/** By the clock: a run that takes so long waits for something that does not come. */
const HANGS_AFTER_MS = 60_000;
/** Of /proc: USER_HZ, which is 100 on all systems that Node runs on. */
const TICK_MS = 10;

export interface BoundedRun extends CliResult {
  /** The bound that the run was killed for. */
  readonly exceeded: 'time' | 'memory' | undefined;
  /** The most memory that it had at once; 0 where the system does not tell. */
  readonly peak: number;
}

/** Runs the built CLI (or Action), and kills it as soon as it passes the bounds. */
export async function runBounded(
  args: readonly string[],
  { bounds, ...options }: CliOptions & { readonly bounds?: Partial<typeof BOUNDS> },
): Promise<BoundedRun> {
  const { milliseconds, bytes } = { ...BOUNDS, ...bounds };
  const { child, result } = startCli(args, options);
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
  try {
    const ended = await result;
    return { ...ended, exceeded, peak };
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
  }
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
