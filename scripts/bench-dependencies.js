// node scripts/bench-dependencies.js: how fast dependencies are vendored, as ratios to what helm needs for the same on this
// machine, in the same run. It prints and never fails on slowness. It needs helm, and real charts in ../shared/charts.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const PROJECT = join(import.meta.dirname, '..');
const CHARTS = join(PROJECT, '../shared/charts');
const LINES = 20;
const DEPENDENCIES = [
  ['cilium', '1.17.4'],
  ['metrics-server', '3.12.2'],
  ['openstack-cinder-csi', '2.32.0'],
  ['openstack-cloud-controller-manager', '2.32.0'],
];
const RUNS = 5;

const folder = mkdtempSync(join(tmpdir(), 'clusterstack-bench-'));
const env = {
  PATH: [join(PROJECT, '.tools/bin'), process.env.PATH].join(delimiter),
  HOME: folder,
  HELM_CACHE_HOME: join(folder, 'helm/cache'),
  HELM_CONFIG_HOME: join(folder, 'helm/config'),
  HELM_DATA_HOME: join(folder, 'helm/data'),
};
const rows = [];

if (!existsSync(join(CHARTS, 'index.yaml'))) console.log('left out: there is no ../shared/charts');
else {
  try {
    await bench();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bench() {
  const program = await bundle();
  const requests = [];
  let large = '';
  const server = createServer((request, response) => {
    requests.push(request.url);
    const file = readFileSync(join(CHARTS, basename(request.url)));
    response.end(request.url === '/index.yaml' && large !== '' ? large : file);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  try {
    const stack = writeStack(url);
    await run(process.execPath, [program, 'lock', stack]);
    await run(process.execPath, [program, 'vendor', stack, join(folder, 'warm')]);
    requests.length = 0;
    const empty = await measure(() => run(process.execPath, ['-e', '0']));
    const ours = await measure(() => run(process.execPath, [program, 'vendor', stack]));
    const asked = requests.length;
    await run('helm', ['repo', 'add', 'bench', url]);
    const charts = writeCharts();
    const helm = await measure((index) => buildWithHelm(charts, index), 1);
    const what = `${LINES} lines × ${DEPENDENCIES.length} dependencies`;
    add('node -e 0', ms(empty));
    add(`${what}, locked, from a warm cache`, ms(ours), `${(helm / ours).toFixed(1)} × less than helm`, '10 × or more');
    add('  requests', String(asked), '', '0');
    add(`  helm dependency build of the same ${LINES} charts`, ms(helm));
    large = readFileSync(join(CHARTS, 'index.yaml'), 'utf8').replace(/^entries:\n/m, `entries:\n${createEntries()}`);
    const one = await measure(() => buildWithHelm(charts.slice(0, 1)), 3);
    add(
      `  of one of them, with an index of ${(large.length / 1e6).toFixed(0)} MB`,
      ms(one),
      `${((one * LINES) / ours).toFixed(0)} × for ${LINES}`,
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
  await benchIndex(program);
  printTable();
}

/** How long it takes to find one chart's versions in a large index, against hashing the same bytes. */
async function benchIndex(program) {
  const { parseIndex } = await import(pathToFileURL(program).href);
  const text = createIndex();
  const bytes = Buffer.from(text);
  const hash = await measure(() => createHash('sha256').update(bytes).digest());
  const first = await measure(() => parseIndex(text, 'chart-0', 'https://charts.example.com'));
  const last = await measure(() => parseIndex(text, 'chart-499', 'https://charts.example.com'));
  const none = await measure(() => parseIndex(text, 'nothing', 'https://charts.example.com'));
  const size = `an index of ${(bytes.length / 1e6).toFixed(0)} MB`;
  add(`SHA-256 of ${size}`, ms(hash));
  for (const [name, time] of Object.entries({ 'its first chart': first, 'its last chart': last, 'a chart that it lacks': none })) {
    add(`  ${name}`, ms(time), `${(time / hash).toFixed(2)} × SHA-256`);
  }
}

/** The sources bundled as in dist, with what only an update needs in a file of its own. */
async function bundle() {
  const input = join(folder, 'input.ts');
  const source = (path) => JSON.stringify(join(PROJECT, 'src', path));
  writeFileSync(
    input,
    `import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createVendor } from ${source('dependency/create-vendor.ts')};
import { parseIndex } from ${source('repository/index.ts')};
import { readStack } from ${source('stack/index.ts')};
export { parseIndex };
const [verb, directory, output] = process.argv.slice(2);
const cache = ${JSON.stringify(join(folder, 'cache'))};
if (verb === 'lock') {
  const { updateStack } = await import(${source('dependency/update-stack.ts')});
  await updateStack(directory, { cache, kubernetes: { major: 1, minor: 0 } });
}
if (verb === 'vendor') {
  const vendor = createVendor({ cache });
  await Promise.all(readStack(directory).map(async ({ stack }) => {
    const { stack: vendored, dependencies } = await vendor(stack);
    if (dependencies.length !== ${DEPENDENCIES.length}) throw new Error('not vendored');
    for (const { path, bytes } of output === undefined ? [] : vendored.clusterAddon) {
      const file = join(output, String(stack.config.kubernetes.minor), path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
  }));
}
`,
  );
  const build = await rolldown({ input, platform: 'node', resolve: { modules: [join(PROJECT, 'node_modules')] } });
  await build.write({
    dir: join(folder, 'program'),
    format: 'esm',
    entryFileNames: 'program.mjs',
    chunkFileNames: '[name].mjs',
    minify: true,
  });
  await build.close();
  return join(folder, 'program/program.mjs');
}

function writeStack(repository) {
  const stack = join(folder, 'stack');
  const items = DEPENDENCIES.map(([name, version]) => `  - {name: ${name}, version: ${version}, repository: "${repository}"}\n`);
  const files = {
    'csctl.yaml':
      'apiVersion: csctl.clusterstack.x-k8s.io/v1alpha1\nconfig:\n  kubernetesVersion: v1.20.1\n  clusterStackName: bench\n  provider: {type: docker, apiVersion: docker.csctl.clusterstack.x-k8s.io/v1alpha1}\n',
    'versions.yaml': Array.from({ length: LINES }, (_, index) => `- {kubernetes: 1.${index + 10}.1}\n`).join(''),
    'clusteraddon.yaml': 'addonStages: {AfterControlPlaneInitialized: [{name: all, action: apply}]}\n',
    'cluster-class/Chart.yaml': 'apiVersion: v2\nname: docker-bench-1-20-cluster-class\nversion: v1\n',
    'cluster-addon/all/Chart.yaml': `apiVersion: v2\nname: all\nversion: 1.0.0\ndependencies:\n${items.join('')}`,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(stack, path, '..'), { recursive: true });
    writeFileSync(join(stack, path), text);
  }
  return stack;
}

/** What we made, so with a Chart.lock; helm has to fetch the archives. */
function writeCharts() {
  return Array.from({ length: LINES }, (_, index) => {
    const chart = join(folder, 'charts', String(index));
    cpSync(join(folder, 'warm', String(index + 10), 'all'), chart, { recursive: true });
    return chart;
  });
}

async function buildWithHelm(charts) {
  for (const chart of charts) {
    rmSync(join(chart, 'charts'), { recursive: true, force: true });
    await run('helm', ['dependency', 'build', chart]);
  }
}

/** As Helm writes them: 500 charts of 80 versions. */
function createIndex() {
  return `apiVersion: v1\nentries:\n${createEntries()}generated: "2026-01-01T00:00:00Z"\n`;
}

function createEntries() {
  const out = [];
  const description = 'A chart that takes as many bytes as real ones do, with maintainers, sources and keywords. '.repeat(3);
  for (let chart = 0; chart < 500; chart++) {
    out.push(`  chart-${chart}:`);
    for (let version = 80; version > 0; version--) {
      const digest = createHash('sha256').update(`${chart} ${version}`).digest('hex');
      out.push(
        `  - apiVersion: v2\n    appVersion: 1.${version}.0\n    created: "2026-01-01T00:00:00Z"\n    description: ${description}`,
        `    digest: ${digest}\n    maintainers:\n    - email: someone@example.com\n      name: someone\n    name: chart-${chart}`,
        `    urls:\n    - https://charts.example.com/chart-${chart}-1.${version}.0.tgz\n    version: 1.${version}.0`,
      );
    }
  }
  return `${out.join('\n')}\n`;
}

/** The median in milliseconds. */
async function measure(action, runs = RUNS) {
  const times = [];
  for (let index = 0; index < runs; index++) {
    const start = performance.now();
    await action(index);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

async function run(command, args) {
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} exited with ${code}\n${said}`);
}

function add(name, figure, compared = '', mark = '') {
  rows.push([name, figure, compared, mark]);
}

function ms(value) {
  return `${value.toFixed(1)} ms`;
}

function printTable() {
  const table = [['what', 'median', 'ratio', 'mark'], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const [name, figure, compared, mark] of table) {
    console.log(`${name.padEnd(widths[0])}  ${figure.padStart(widths[1])}  ${compared.padEnd(widths[2])}  ${mark}`.trimEnd());
  }
}
