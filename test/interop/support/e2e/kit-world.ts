import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the scripts may use of the system; the tools of a kit are stand-ins. */
const SYSTEM = [
  'awk bash basename cat chmod cp cut date dirname env flock grep head ln mkdir mktemp mv readlink rm sed sh sha256sum sleep tail tee touch tr uname wc',
].flatMap((words) => words.split(' '));
export const TOOLS = ['docker', 'kind', 'kubectl', 'clusterctl', 'helm', 'sonobuoy', 'git', 'python3'];

export const PASSED = `name: e2e
status: passed
meta:
  type: summary
items:
- name: junit_01.xml
  status: passed
  meta:
    file: results/global/junit_01.xml
    type: file
  items:
  - name: Kubernetes e2e suite
    status: passed
    items:
    - name: '[sig-node] Pods should be submitted and removed [Conformance]'
      status: passed
    - name: '[sig-apps] Something else'
      status: skipped
`;

/** A kit beside stand-ins of its tools, which remember what they were asked to make. */
export interface World {
  readonly kit: string;
  /** The calls of the stand-ins since the last look, without paths of this machine. */
  calls(): string[];
  start(run: Run): Promise<Outcome>;
  report(): unknown;
  junit(): string;
  has(path: string): boolean;
}

export interface Run {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Sent once the file `hangs` is in the world. */
  readonly signal?: NodeJS.Signals;
  /** The script of a workflow's step, in place of run.sh: a signal is its cancellation. Its orphans are not waited for. */
  readonly script?: string;
  /** Tools that are not there. */
  readonly without?: readonly string[];
}

export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** @param kit a kit’s folder, which the run writes into */
export function createWorld(folder: string, kit: string, provider: string): World {
  const world = join(folder, 'world');
  mkdirSync(world, { recursive: true });
  const results = join(world, 'sonobuoy_results.yaml');
  writeFileSync(results, PASSED);
  const stub = join(world, 'stub.sh');
  copyFileSync(join(import.meta.dirname, 'stub.sh'), stub);
  chmodSync(stub, 0o755);
  return {
    kit,
    calls() {
      const path = join(world, 'calls');
      const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      writeFileSync(path, '');
      return text.replaceAll(kit, 'KIT').split('\n').filter(Boolean);
    },
    async start({ args = [], env = {}, signal, without = [], script }) {
      const bin = createBin(folder, stub, without);
      const words = script === undefined ? [join(kit, 'run.sh'), ...args] : ['-e', '-c', script];
      const own = { PATH: bin, HOME: folder, RUNNER_TEMP: folder, POLL: '0' };
      const child = spawn('/bin/bash', words, {
        cwd: '/',
        detached: true,
        env: { ...own, WORLD: world, PROVIDER_UNDER_TEST: provider, SONOBUOY_RESULTS: results, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const printed: Buffer[] = [];
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk));
      const closed = once(child, script === undefined ? 'close' : 'exit');
      if (signal !== undefined) {
        while (!existsSync(join(world, 'hangs'))) await new Promise((resolve) => setTimeout(resolve, 20));
        child.kill(signal);
        // What GitHub cancels is asked again after a while, and killed after another.
        for (const next of script === undefined ? [] : (['SIGTERM', 'SIGKILL'] as const)) {
          await new Promise((resolve) => setTimeout(resolve, 300));
          child.kill(next);
        }
      }
      const [code, ended] = (await closed) as [number | null, NodeJS.Signals | null];
      return { code, signal: ended, output: Buffer.concat(printed).toString() };
    },
    report: () => JSON.parse(readFileSync(join(kit, 'results/report.json'), 'utf8')),
    junit: () => readFileSync(join(kit, 'results/junit.xml'), 'utf8'),
    has: (path) => existsSync(join(kit, path)),
  };
}

/** A folder for PATH with the stand-ins and what the system lends, and nothing else. */
function createBin(folder: string, stub: string, without: readonly string[]): string {
  const bin = join(folder, `bin-${without.join('-')}`);
  if (existsSync(bin)) return bin;
  mkdirSync(bin);
  for (const name of SYSTEM) symlinkSync(findProgram(name), join(bin, name));
  for (const name of TOOLS) if (!without.includes(name)) symlinkSync(stub, join(bin, name));
  return bin;
}

function findProgram(name: string): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`there is no ${name} on the PATH`);
  return found;
}
