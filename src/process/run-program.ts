import host from 'node:process';

export interface Limits {
  /** Milliseconds until the program and all that it has started are killed. */
  readonly time: number;
  /** Bytes of standard output, and of standard error beyond which the rest is dropped. */
  readonly output: number;
  /** Bytes of address space, which Linux enforces; elsewhere only time and output are bounded. */
  readonly memory?: number;
}

export interface ProgramRequest {
  /** Absolute. */
  readonly path: string;
  readonly args: readonly string[];
  /** All that the program sees of an environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly input?: string | undefined;
  readonly limits: Limits;
}

/** How a program ended. Its output is there as far as it was read. */
export type Ending = { readonly stdout: string; readonly stderr: string } & (
  | { readonly kind: 'done'; readonly code: number }
  | { readonly kind: 'timed-out' | 'too-much-output' }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'not-started'; readonly why: string }
);

/** Process groups that run now. */
const running = new Set<number>();
let isWatching = false;

/** Of a group that its leader has left, the others are still there. */
function killGroup(leader: number): void {
  try {
    host.kill(-leader, 'SIGKILL');
  } catch {
    // All of it is gone.
  }
}

/** However this process ends, what it has started ends too. */
function watchExit(): void {
  if (isWatching) return;
  isWatching = true;
  host.once('exit', () => {
    for (const leader of running) killGroup(leader);
  });
}

/**
 * Runs a program to its end, in a process group of its own that is killed as a whole. Never rejects.
 *
 * Memory is bounded by the shell's `ulimit -v`, which the kernel enforces without a race; it counts what a program reserves,
 * so it must leave room for Go, whose helm reserves 1.5 GB before it does anything. Processor time is bounded as well: a
 * program that outlives us, because we were killed ourselves, comes to its end too.
 */
export async function runProgram({ path, args, env, cwd, input = '', limits }: ProgramRequest): Promise<Ending> {
  // Loaded when needed only: it takes as long as all else that is loaded for small commands.
  const { spawn } = await import('node:child_process');
  watchExit();
  const [file, words] = limits.memory === undefined ? [path, args] : ['/bin/sh', ['-c', limitsOf(limits), 'sh', path, ...args]];
  return new Promise((resolve) => {
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    let [size, errorSize] = [0, 0];
    let cut: 'timed-out' | 'too-much-output' | undefined;
    const end = (how: WithoutOutput) =>
      resolve({ ...how, stdout: Buffer.concat(output).toString('utf8'), stderr: Buffer.concat(errors).toString('utf8') });
    const start = () => spawn(file, words, { cwd, env, detached: true, windowsHide: true, stdio: 'pipe' });
    let child: ReturnType<typeof start>;
    try {
      child = start();
    } catch (error) {
      end({ kind: 'not-started', why: String(error) });
      return;
    }
    const leader = child.pid;
    if (leader !== undefined) running.add(leader);
    const stop = (why: typeof cut) => {
      cut ??= why;
      if (leader !== undefined) killGroup(leader);
      // A grandchild in a group of its own may hold them open.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(() => stop('timed-out'), limits.time);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.output) stop('too-much-output');
      else output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errorSize += chunk.length;
      if (errorSize <= limits.output) errors.push(chunk);
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      end({ kind: 'not-started', why: error.message });
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (leader !== undefined) {
        killGroup(leader);
        running.delete(leader);
      }
      if (cut !== undefined) end({ kind: cut });
      else end(code === null ? { kind: 'killed', signal: signal ?? 'a signal' } : { kind: 'done', code });
    });
    // A program that ends before it has read its input; its status tells.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

type WithoutOutput = Ending extends infer E ? (E extends Ending ? Omit<E, 'stdout' | 'stderr'> : never) : never;

/** Where the system has no such limit the program runs without. */
function limitsOf({ memory = 0, time }: Limits): string {
  const [kilobytes, seconds] = [Math.floor(memory / 1024), Math.ceil((time / 1000) * 4)];
  return `ulimit -v ${kilobytes} 2>/dev/null; ulimit -t ${seconds} 2>/dev/null; ulimit -c 0 2>/dev/null; exec "$@"`;
}

/** How a program ended that did not end by itself with an answer, as a predicate: "did not end within 30 seconds". */
export function describeEnding(ending: Ending, limits: Limits): string {
  switch (ending.kind) {
    case 'done':
      return `ended with exit code ${ending.code}`;
    case 'timed-out':
      return `did not end within ${limits.time / 1000} seconds`;
    case 'too-much-output':
      return `wrote more than ${limits.output} bytes`;
    case 'killed':
      return `was killed by ${ending.signal}`;
    case 'not-started':
      return `could not be run: ${ending.why}`;
  }
}
