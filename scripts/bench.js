// npm run bench: how fast dist/cli.js is, as ratios to what the same machine does in the same run. It prints and
// never fails on slowness. Peers (helm, crane) come from .tools/bin or PATH; without one its rows are left out.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as sendRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { constants, gzipSync } from 'node:zlib';

const PROJECT = join(import.meta.dirname, '..');
const CLI = join(PROJECT, 'dist/cli.js');
const STACK = join(PROJECT, 'stacks/docker/scs');
const CHARTS = ['cluster-class', 'cluster-addon/cni', 'cluster-addon/metrics-server'];
const MANY = 100;

const folder = mkdtempSync(join(tmpdir(), 'clusterstack-bench-'));
const env = {
  PATH: [join(PROJECT, '.tools/bin'), process.env.PATH].join(delimiter),
  HOME: folder,
  HELM_CACHE_HOME: folder,
  HELM_CONFIG_HOME: folder,
  HELM_DATA_HOME: folder,
};
/** What the table shows: name, figure, ratio, mark. */
const rows = [];
const missing = [];

try {
  await bench();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function bench() {
  const helm = hasCommand('helm', ['version']);
  const stacks = generateStacks(join(folder, 'many'), MANY);
  const small = benchSmall(helm);
  benchMany(helm, stacks, small);
  benchCompression(small);
  benchMemory(stacks);
  if (hasCommand('crane', ['version'])) await benchRequests();
  printTable();
}

function benchSmall(helm) {
  const candidates = {
    empty: () => run(process.execPath, ['-e', '0']),
    version: () => run(process.execPath, [CLI, '--version']),
    build: () => build(STACK),
    ...(helm && { helm: () => packageCharts([STACK]) }),
  };
  const times = measure(candidates, { warmUps: 3, runs: 21 });
  add('node -e 0', ms(times.empty));
  add('clusterstack --version', ms(times.version), ratio(times.version, times.empty, 'node -e 0'));
  add('build one small stack', ms(times.build), ratio(times.build, times.empty, 'node -e 0'), '2.00 or less');
  if (helm) add(`  helm package of its ${CHARTS.length} charts`, ms(times.helm), `${number(times.build / times.helm)} × (ours to helm’s)`);
  return times;
}

function benchMany(helm, stacks, small) {
  const { many } = measure({ many: () => build(stacks) }, { warmUps: 1, runs: 5 });
  const further = (many - small.build) / (MANY - 1);
  add(`build ${MANY} stacks in one process`, ms(many));
  if (!helm) {
    add('  each further stack', ms(further));
    return;
  }
  const generated = Array.from({ length: MANY }, (_, index) => join(stacks, stackName(index)));
  const { all } = measure({ all: () => packageCharts(generated) }, { warmUps: 0, runs: 1 });
  const charts = MANY * CHARTS.length;
  add('  each further stack', ms(further), ratio(further, all / charts, 'one helm process'), '0.33 or less');
  add(`  helm package of the same ${charts} charts`, ms(all), `${number(many / all)} × (ours to helm’s)`);
}

/** Bytes per second of a build, less what the build of a small stack takes anyway, against bare zlib. */
function benchCompression(small) {
  const stack = join(folder, 'heavy');
  cpSync(STACK, stack, { recursive: true });
  const files = Array.from({ length: 12 }, (_, index) => createText(index, 2_000_000));
  for (const [index, text] of files.entries()) writeFileSync(join(stack, `cluster-addon/cni/text-${index}.txt`), text);
  const bytes = Buffer.concat(files);
  const times = measure(
    { build: () => build(stack), zlib: () => gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }) },
    { warmUps: 1, runs: 5 },
  );
  const perSecond = (time) => bytes.length / 1e6 / (time / 1000);
  const ours = perSecond(times.build - small.build);
  add('compress, read and hash included', `${number(ours)} MB/s`, ratio(ours, perSecond(times.zlib), 'bare zlib'), 'near 1.00');
}

function benchMemory(stacks) {
  if (process.platform !== 'linux') return;
  add('peak memory: node -e 0', mb(peakMemory(['-e', '0'])));
  add('  one small stack', mb(peakMemory([CLI, ...buildArguments(STACK)])));
  add(`  ${MANY} stacks`, mb(peakMemory([CLI, ...buildArguments(stacks)])));
}

/** Requests of a first publication and of a rerun, counted on the way to a real registry. */
async function benchRequests() {
  const upstream = await findFreePort();
  const crane = spawn('crane', ['registry', 'serve', '--address', `127.0.0.1:${upstream}`], { env, stdio: 'ignore' });
  const requests = [];
  const counter = createServer((incoming, outgoing) => {
    requests.push(`${incoming.method} ${incoming.url}`);
    forward(incoming, outgoing, upstream);
  }).listen(0, '127.0.0.1');
  try {
    await once(counter, 'listening');
    await waitFor(upstream);
    const target = `oci://127.0.0.1:${counter.address().port}/bench`;
    const publish = async () => {
      requests.length = 0;
      const child = spawn(process.execPath, [CLI, 'release', STACK, '--output', join(folder, 'requests'), '--target', target, '--json'], {
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let output = '';
      child.stdout.on('data', (chunk) => {
        output += chunk;
      });
      await once(child, 'close');
      return { files: JSON.parse(output).releases[0].assets.length, count: requests.length };
    };
    const first = await publish();
    const again = await publish();
    add(`requests: first publication, ${first.files} files`, String(first.count), '', `${2 * first.files + 4} or less`);
    add('  rerun with nothing to do', String(again.count), '', '3 or less');
  } finally {
    crane.kill('SIGKILL');
    counter.closeAllConnections();
    counter.close();
  }
}

function forward(incoming, outgoing, port) {
  const { method, url, headers } = incoming;
  const sent = sendRequest({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.rawHeaders);
    answer.pipe(outgoing);
  });
  sent.on('error', () => outgoing.destroy());
  incoming.pipe(sent);
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function waitFor(port) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answered = await fetch(`http://127.0.0.1:${port}/v2/`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await sleep(50);
  }
  throw new Error('crane registry serve does not answer');
}

// Helpers

/** Median milliseconds of each candidate; they take turns, so that a busy moment hits all of them. */
function measure(candidates, { warmUps, runs }) {
  const times = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]));
  for (let round = 0; round < warmUps + runs; round++) {
    for (const [name, candidate] of Object.entries(candidates)) {
      const start = performance.now();
      candidate();
      if (round >= warmUps) times[name].push(performance.now() - start);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function run(command, args, more = {}) {
  const { status, stderr, error } = spawnSync(command, args, { env: { ...env, ...more }, stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw error ?? new Error(`${command} ${args.join(' ')} exited with ${status}\n${stderr}`);
}

/** Each build starts without earlier releases to compare with, and replaces what the one before wrote. */
function buildArguments(stacks) {
  return ['build', stacks, '--output', join(folder, 'out')];
}

function build(stacks) {
  run(process.execPath, [CLI, ...buildArguments(stacks)]);
}

function packageCharts(stacks) {
  for (const stack of stacks) {
    for (const chart of CHARTS) run('helm', ['package', join(stack, chart), '--destination', join(folder, 'helm-out')]);
  }
}

function peakMemory(args) {
  const file = join(folder, 'memory');
  // The kernel's own count; getrusage would start from what this process had when it forked.
  const preload = `import{readFileSync,writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(process.env.BENCH_MEMORY,readFileSync('/proc/self/status')))`;
  run(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(preload)}`, ...args], { BENCH_MEMORY: file });
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))[1]) / 1024;
}

function hasCommand(command, args) {
  const found = spawnSync(command, args, { env, stdio: 'ignore' }).status === 0;
  if (!found) missing.push(command);
  return found;
}

/** Copies of our stack that differ in name and content. */
function generateStacks(parent, count) {
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

function stackName(index) {
  return `bench${String(index).padStart(3, '0')}`;
}

/** Text that compresses like manifests do, always the same. */
function createText(seed, length) {
  const words = ['apiVersion: v1', 'kind: ConfigMap', 'metadata:', '  name: ', '  namespace: kube-system', 'data:', '  value: '];
  let state = seed + 1;
  let text = '';
  while (text.length < length) {
    state = (state * 1103515245 + 12345) % 2147483648;
    text += `${words[state % words.length]}${state.toString(36)}\n`;
  }
  return Buffer.from(text.slice(0, length));
}

function add(name, figure, compared = '', mark = '') {
  rows.push([name, figure, compared, mark]);
}

function ratio(value, reference, name) {
  return `${number(value / reference)} × ${name}`;
}

function number(value) {
  return value.toFixed(2);
}

function ms(value) {
  return `${value.toFixed(1)} ms`;
}

function mb(value) {
  return `${value.toFixed(0)} MB`;
}

function printTable() {
  const table = [['what', 'median', 'ratio', 'mark'], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const [name, figure, compared, mark] of table) {
    console.log(`${name.padEnd(widths[0])}  ${figure.padStart(widths[1])}  ${compared.padEnd(widths[2])}  ${mark}`.trimEnd());
  }
  if (missing.length > 0) console.log(`\nleft out, since not installed (scripts/install-tools.sh): ${missing.join(', ')}`);
}
