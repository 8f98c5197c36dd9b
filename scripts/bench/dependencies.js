// Vendoring what charts depend on, against helm, with a repository on this machine.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import config from '../../rolldown.config.js';
import { CHARTS, CLI, folder, hasCharts, hasCommand, measure, PROJECT, runBeside } from './machine.js';
import { add, leaveOut, ms, number, section } from './table.js';

const LINES = 20;
const DEPENDENCIES = [
  ['cilium', '1.17.4'],
  ['metrics-server', '3.12.2'],
  ['openstack-cinder-csi', '2.32.0'],
  ['openstack-cloud-controller-manager', '2.32.0'],
];

export async function benchDependencies() {
  section('dependencies');
  if (!hasCharts()) {
    leaveOut('dependencies', 'there is no ../shared/charts');
    return;
  }
  const program = await bundle();
  const requests = [];
  const large = addCharts(readFileSync(join(CHARTS, 'index.yaml'), 'utf8'));
  const server = createServer((request, response) => {
    requests.push(request.url);
    response.end(request.url === '/large/index.yaml' ? large : readFileSync(join(CHARTS, basename(request.url))));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  try {
    await benchLines(program, url, requests);
    await benchIndex(program, `${url}/large`, requests, large);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** All lines from the lock and a warm cache. */
async function benchLines(program, url, requests) {
  const stack = writeStack('lines', url);
  await update(stack);
  await runBeside(process.execPath, [program, stack, join(folder, 'warm')]);
  requests.length = 0;
  const ours = await measure(
    { empty: () => runBeside(process.execPath, ['-e', '0']), vendor: () => runBeside(process.execPath, [program, stack]) },
    { warmUps: 1, runs: 9 },
  );
  const asked = requests.length;
  const what = `${LINES} lines × ${DEPENDENCIES.length} dependencies, locked, warm cache`;
  if (!hasCommand('helm', ['version'])) {
    leaveOut('helm dependency build', 'there is no helm');
    add(what, ms(ours.vendor), `${number(ours.vendor / ours.empty)} × node -e 0`);
  } else {
    await runBeside('helm', ['repo', 'add', 'bench', url]);
    const charts = writeCharts();
    const { helm } = await measure({ helm: () => buildWithHelm(charts) }, { warmUps: 0, runs: 1 });
    add(what, ms(ours.vendor), `${(helm / ours.vendor).toFixed(1)} × less than helm`, '10 × or more');
    add(`  helm dependency build of the same ${LINES} charts`, ms(helm));
  }
  add('  requests', String(asked), '', '0');
}

/** The cost of a large repository's index. */
async function benchIndex(program, url, requests, text) {
  const stack = writeStack('large', url);
  const count = () => requests.filter((path) => path.endsWith('/index.yaml')).length;
  const size = `an index of ${(text.length / 1e6).toFixed(0)} MB`;
  requests.length = 0;
  await update(stack);
  add(`${size}: how often ${LINES} lines without a lock read it`, String(count()), '', '1');
  requests.length = 0;
  await runBeside(process.execPath, [CLI, 'build', stack, '--no-check', '--output', join(folder, 'large-out')]);
  add('  with a lock', String(count()), '', '0');
  const { parseIndex } = await import(pathToFileURL(program).href);
  const bytes = Buffer.from(text);
  const find = (chart) => () => parseIndex(text, chart, 'https://charts.example.com');
  const times = await measure(
    { hash: () => createHash('sha256').update(bytes).digest(), first: find('chart-0'), last: find('chart-499'), none: find('nothing') },
    { warmUps: 1, runs: 5 },
  );
  add('  its SHA-256', ms(times.hash));
  for (const [name, what] of Object.entries({ first: 'its first chart', last: 'its last chart', none: 'a chart that it lacks' })) {
    add(`  ${what}`, ms(times[name]), `${number(times[name] / times.hash)} × SHA-256`);
  }
}

/** The sources bundled as in dist, with nothing but the vendoring. */
async function bundle() {
  const input = join(folder, 'vendor.ts');
  const source = (path) => JSON.stringify(join(PROJECT, 'src', path));
  writeFileSync(
    input,
    `import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createVendor } from ${source('dependency/create-vendor.ts')};
import { parseIndex } from ${source('repository/index.ts')};
import { readStack } from ${source('stack/index.ts')};
export { parseIndex };
const [directory, output] = process.argv.slice(2);
const vendor = createVendor({ cache: ${JSON.stringify(join(folder, '.cache/clusterstack'))} });
if (import.meta.filename === process.argv[1]) await Promise.all(readStack(directory).map(async ({ stack }) => {
  const { stack: vendored, dependencies } = await vendor(stack);
  if (dependencies.length !== ${DEPENDENCIES.length}) throw new Error('not vendored');
  for (const { path, bytes } of output === undefined ? [] : vendored.clusterAddon) {
    const file = join(output, String(stack.config.kubernetes.minor), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}));
`,
  );
  const [{ resolve }] = config;
  const build = await rolldown({ input, platform: 'node', resolve: { ...resolve, modules: [join(PROJECT, 'node_modules')] } });
  const names = { entryFileNames: 'vendor.mjs', chunkFileNames: '[name].mjs' };
  await build.write({ dir: join(folder, 'program'), format: 'esm', minify: true, ...names });
  await build.close();
  return join(folder, 'program/vendor.mjs');
}

function update(stack) {
  return runBeside(process.execPath, [CLI, 'update', stack]);
}

function writeStack(name, repository) {
  const stack = join(folder, name);
  const items = DEPENDENCIES.map(([chart, version]) => `  - {name: ${chart}, version: ${version}, repository: "${repository}"}\n`);
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

/** The stack that we made, so with a Chart.lock; helm has to fetch the archives. */
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
    await runBeside('helm', ['dependency', 'build', chart]);
  }
}

/** With 500 charts of 80 versions before the others, as Helm writes them. */
function addCharts(index) {
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
  return index.replace(/^entries:\n/m, `entries:\n${out.join('\n')}\n`);
}
