// Building: one stack, many, compression, memory.
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import { CLI, createText, folder, generateStacks, hasCommand, measure, peakMemory, run, STACK, stackName } from './machine.js';
import { add, leaveOut, mb, ms, number, ratio, section } from './table.js';

const CHARTS = ['cluster-class', 'cluster-addon/cni', 'cluster-addon/metrics-server'];
const MANY = 100;

export async function benchBuild() {
  section('building');
  const helm = hasCommand('helm', ['version']);
  if (!helm) leaveOut('helm package', 'there is no helm');
  const stacks = generateStacks('many', MANY);
  const small = await benchSmall(helm);
  await benchMany(helm, stacks, small);
  await benchCompression(small);
  if (process.platform === 'linux') benchMemory(stacks);
  else leaveOut('memory', 'only Linux tells it');
}

async function benchSmall(helm) {
  const times = await measure(
    {
      empty: () => run(process.execPath, ['-e', '0']),
      version: () => run(process.execPath, [CLI, '--version']),
      build: () => build(STACK),
      ...(helm && { helm: () => packageCharts([STACK]) }),
    },
    { warmUps: 3, runs: 21 },
  );
  add('node -e 0', ms(times.empty));
  add('clusterstack --version', ms(times.version), ratio(times.version, times.empty, 'node -e 0'), 'near 1.00');
  add('check and build one small stack, renders kept', ms(times.build), ratio(times.build, times.empty, 'node -e 0'), '3.50 or less');
  if (helm) add(`  helm package of its ${CHARTS.length} charts`, ms(times.helm), `${number(times.build / times.helm)} × (ours to helm’s)`);
  return times;
}

async function benchMany(helm, stacks, small) {
  const { many } = await measure({ many: () => build(stacks) }, { warmUps: 1, runs: 5 });
  const further = (many - small.build) / (MANY - 1);
  add(`build ${MANY} stacks in one process`, ms(many));
  if (!helm) {
    add('  each further stack', ms(further));
    return;
  }
  const generated = Array.from({ length: MANY }, (_, index) => join(stacks, stackName(index)));
  const { all } = await measure({ all: () => packageCharts(generated) }, { warmUps: 0, runs: 1 });
  const charts = MANY * CHARTS.length;
  add('  each further stack', ms(further), ratio(further, all / charts, 'one helm process'), '0.33 or less');
  add(`  helm package of the same ${charts} charts`, ms(all), `${number(many / all)} × (ours to helm’s)`, '0.25 or less');
}

/** Bytes per second of a build, less what the build of a small stack takes anyway, against bare zlib. */
async function benchCompression(small) {
  const stack = join(folder, 'heavy');
  cpSync(STACK, stack, { recursive: true });
  const files = Array.from({ length: 12 }, (_, index) => createText(index, 2_000_000));
  for (const [index, text] of files.entries()) writeFileSync(join(stack, `cluster-addon/cni/text-${index}.txt`), text);
  const bytes = Buffer.concat(files);
  const times = await measure(
    { build: () => build(stack), zlib: () => gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }) },
    { warmUps: 1, runs: 5 },
  );
  const perSecond = (time) => bytes.length / 1e6 / (time / 1000);
  const ours = perSecond(times.build - small.build);
  add('compress, read and hash included', `${number(ours)} MB/s`, ratio(ours, perSecond(times.zlib), 'bare zlib'), 'near 1.00');
}

function benchMemory(stacks) {
  const empty = peakMemory(['-e', '0']);
  const peak = (args) => {
    const memory = peakMemory([CLI, ...args]);
    return [mb(memory), ratio(memory, empty, 'node -e 0')];
  };
  add('peak memory: node -e 0', mb(empty));
  add('  one small stack', ...peak(buildArguments(STACK)));
  add(`  ${MANY} stacks`, ...peak(buildArguments(stacks)));
}

/** Each build replaces what the one before wrote. */
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
