// What all sections need: a folder, an environment of our own, and processes with their times.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export const PROJECT = join(import.meta.dirname, '../..');
export const CLI = join(PROJECT, 'dist/cli.js');
/** Real charts, with the index of their repository. */
export const CHARTS = join(PROJECT, '../shared/charts');

export const folder = mkdtempSync(join(tmpdir(), 'clusterstack-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Our docker stack as one line, without the rows that make more of it. */
export const STACK = join(folder, 'docker/scs');
cpSync(join(PROJECT, 'stacks/docker/scs'), STACK, { recursive: true });
rmSync(join(STACK, 'versions.yaml'));

export const env = {
  PATH: [join(PROJECT, '.tools/bin'), process.env.PATH].join(delimiter),
  HOME: folder,
  HELM_CACHE_HOME: join(folder, 'helm/cache'),
  HELM_CONFIG_HOME: join(folder, 'helm/config'),
  HELM_DATA_HOME: join(folder, 'helm/data'),
};

export function hasCharts() {
  return existsSync(join(CHARTS, 'index.yaml'));
}

export function hasCommand(command, args) {
  return spawnSync(command, args, { env, stdio: 'ignore' }).status === 0;
}

/** Runs a program to its end, with this process at rest. */
export function run(command, args, more = {}) {
  const { status, stderr, error } = spawnSync(command, args, { env: { ...env, ...more }, stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw error ?? new Error(`${command} ${args.join(' ')} exited with ${status}\n${stderr}`);
}

/** The same for a program that asks servers of this process. Gives what it prints. */
export async function runBeside(command, args, more = {}) {
  const child = spawn(command, args, { env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) {
    child[stream].on('data', (chunk) => {
      said[stream] += chunk;
    });
  }
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} exited with ${code}\n${said.stderr}`);
  return said.stdout;
}

/** Median milliseconds of each candidate; they take turns, so that a busy moment hits all of them. */
export async function measure(candidates, { warmUps, runs }) {
  const times = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]));
  for (let round = 0; round < warmUps + runs; round++) {
    for (const [name, candidate] of Object.entries(candidates)) {
      const start = performance.now();
      await candidate(round);
      if (round >= warmUps) times[name].push(performance.now() - start);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Megabytes, by the kernel's own count; getrusage would start from what this process had when it forked. */
export function peakMemory(args, more = {}) {
  const file = join(folder, 'memory');
  const preload = `import{readFileSync,writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(process.env.BENCH_MEMORY,readFileSync('/proc/self/status')))`;
  run(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(preload)}`, ...args], { ...more, BENCH_MEMORY: file });
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))[1]) / 1024;
}

/** Copies of our small stack that differ in name and content. Gives the folder that holds them. */
export function generateStacks(name, count) {
  const parent = join(folder, name);
  for (let index = 0; index < count; index++) {
    const stack = join(parent, stackName(index));
    mkdirSync(stack, { recursive: true });
    cpSync(STACK, stack, { recursive: true });
    const config = join(stack, 'csctl.yaml');
    writeFileSync(config, readFileSync(config, 'utf8').replace('clusterStackName: scs', `clusterStackName: ${stackName(index)}`));
    writeFileSync(join(stack, 'cluster-addon/cni/index.txt'), createText(index, 2000));
  }
  return parent;
}

export function stackName(index) {
  return `bench${String(index).padStart(3, '0')}`;
}

/** Text that compresses like manifests do, always the same. */
export function createText(seed, length) {
  const words = ['apiVersion: v1', 'kind: ConfigMap', 'metadata:', '  name: ', '  namespace: kube-system', 'data:', '  value: '];
  let state = seed + 1;
  let text = '';
  while (text.length < length) {
    state = (state * 1103515245 + 12345) % 2147483648;
    text += `${words[state % words.length]}${state.toString(36)}\n`;
  }
  return Buffer.from(text.slice(0, length));
}
