import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseLock, readKubernetesVersions, type UpdateOptions, updateStack } from '../../src/dependency/index.ts';
import { createNetwork } from '../../src/http/index.ts';
import { packChart, type ServedChart, startRepository, type TestRepository } from '../support/chart-repository.ts';
import { type Overrides, writeStack } from '../support/stack-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const OCCM = 'openstack-cloud-controller-manager';

/** As upstream lists it: chart and appVersion have the minor of Kubernetes. */
async function occm(version: string, appVersion: string): Promise<ServedChart> {
  return { ...(await packChart(OCCM, version)), appVersion };
}

const CHARTS = [
  await occm('2.31.0', 'v1.31.0'),
  await occm('2.31.3', 'v1.31.3'),
  await occm('2.32.0', 'v1.32.0'),
  await occm('2.32.1', 'v1.32.1'),
  await occm('2.33.0-rc.1', 'v1.33.0-rc.1'),
  await occm('2.33.0', 'v1.33.0'),
  ...(await Promise.all(
    ['1.16.6', '1.17.4', '1.17.9', '1.18.2'].map(async (version) => ({ ...(await packChart('cilium', version)), appVersion: version })),
  )),
  ...(await Promise.all(['1.0.0', '1.1.0', '2.0.0-beta.1'].map((version) => packChart('mine', version)))),
];

let server: TestRepository;
beforeAll(async () => {
  server = await startRepository(CHARTS);
});
afterAll(() => server.close());
beforeEach(() => {
  server.charts = CHARTS;
});

const wrap = (...dependencies: readonly (readonly [name: string, version: string])[]) =>
  `apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies: # upstream\n${dependencies
    .map(([name, version]) => `  - name: ${name}\n    version: ${version} # kept\n    repository: ${server.url}\n`)
    .join('')}`;

const ROWS = `# the versions of all lines
- {kubernetes: 1.31.1, occm: '2.31.0'}   # oldest
- kubernetes: "1.32.5"
  occm: 2.32.0
`;

const layout2 = (): Overrides => ({ 'cluster-addon/cni/Chart.yaml': wrap([OCCM, '2.32.0']), 'versions.yaml': ROWS });

const write = (overrides: Overrides) => writeStack(join(temporaryDirectory(), 'demo'), overrides);
const read = (directory: string, file: string) => readFileSync(join(directory, file), 'utf8');
const network = createNetwork();
const update = (directory: string, options: Partial<UpdateOptions> = {}) => updateStack(directory, { network, ...options });
const locked = (directory: string) =>
  [...(parseLock('', Buffer.from(read(directory, 'stack.lock.yaml'))).lock ?? [])].map(([line, { kubernetes, dependencies }]) => [
    line,
    kubernetes,
    ...dependencies.map(({ name, version }) => `${name} ${version}`),
  ]);

describe('rows of versions.yaml', () => {
  test('each gets the newest that fits it; comments, order and quotes stay', async () => {
    const directory = write(layout2());
    const report = await update(directory);
    expect(read(directory, 'versions.yaml')).toBe(ROWS.replace('2.31.0', '2.31.3').replace('2.32.0', '2.32.1'));
    expect(read(directory, 'cluster-addon/cni/Chart.yaml')).toBe(wrap([OCCM, '2.32.0']));
    expect(report).toEqual({
      directory,
      moves: [
        {
          name: OCCM,
          lines: ['docker-demo-1-31'],
          from: '2.31.0',
          to: '2.31.3',
          reason: 'v1.31.3 fits Kubernetes 1.31',
          place: { file: join(directory, 'versions.yaml'), line: 2, column: 30 },
        },
        {
          name: OCCM,
          lines: ['docker-demo-1-32'],
          from: '2.32.0',
          to: '2.32.1',
          reason: 'v1.32.1 fits Kubernetes 1.32',
          place: { file: join(directory, 'versions.yaml'), line: 4, column: 9 },
        },
      ],
      held: [
        { name: OCCM, lines: ['docker-demo-1-31'], version: '2.33.0', reason: 'v1.33.0 is 2 minors newer than Kubernetes 1.31' },
        { name: OCCM, lines: ['docker-demo-1-32'], version: '2.33.0', reason: 'v1.33.0 is one minor newer than Kubernetes 1.32' },
      ],
      files: ['versions.yaml', 'stack.lock.yaml'],
    });
    expect(locked(directory)).toEqual([
      ['docker-demo-1-31', 'v1.31.1', `${OCCM} 2.31.3`],
      ['docker-demo-1-32', 'v1.32.5', `${OCCM} 2.32.1`],
    ]);
  });

  test('a second time there is nothing to do, and nothing is written', async () => {
    const directory = write(layout2());
    await update(directory);
    expect(await update(directory)).toMatchObject({ moves: [], files: [] });
  });

  test('a dry run writes nothing', async () => {
    const directory = write(layout2());
    expect(await update(directory, { dryRun: true })).toMatchObject({ files: ['versions.yaml', 'stack.lock.yaml'] });
    expect([read(directory, 'versions.yaml'), existsSync(join(directory, 'stack.lock.yaml'))]).toEqual([ROWS, false]);
  });

  test('one minor alone', async () => {
    const directory = write(layout2());
    await update(directory, { kubernetes: { major: 1, minor: 31 } });
    expect(read(directory, 'versions.yaml')).toBe(ROWS.replace('2.31.0', '2.31.3'));
    expect(locked(directory).map(([, , chart]) => chart)).toEqual([`${OCCM} 2.31.3`, `${OCCM} 2.32.0`]);
  });

  test('patches of Kubernetes, from a list', async () => {
    const directory = write(layout2());
    const file = join(temporaryDirectory(), 'versions');
    writeFileSync(file, 'v1.31.9\n1.32.5\nv1.32.11\nv1.32.12-rc.1\nv1.33.0\nlatest\n');
    const { moves } = await update(directory, { kubernetesVersions: await readKubernetesVersions(file, network) });
    expect(moves.filter(({ name }) => name === 'Kubernetes').map(({ from, to }) => [from, to])).toEqual([
      ['v1.31.1', 'v1.31.9'],
      ['v1.32.5', 'v1.32.11'],
    ]);
    expect(read(directory, 'versions.yaml')).toContain('{kubernetes: 1.31.9, ');
    expect(read(directory, 'versions.yaml')).toContain('- kubernetes: "1.32.11"\n');
    expect(locked(directory).map(([, kubernetes]) => kubernetes)).toEqual(['v1.31.9', 'v1.32.11']);
  });

  test('what takes its version from one place gets one that fits all', async () => {
    const rows = '- {kubernetes: 1.31.1}\n- {kubernetes: 1.32.5}\n';
    const directory = write({ 'cluster-addon/cni/Chart.yaml': wrap(['cilium', '1.16.6']), 'versions.yaml': rows });
    const { moves, held } = await update(directory);
    expect(moves.map(({ lines, from, to }) => [lines, from, to])).toEqual([[['docker-demo-1-31', 'docker-demo-1-32'], '1.16.6', '1.17.9']]);
    expect(held.map(({ version, reason }) => [version, reason])).toEqual([
      ['1.18.2', '2 minors above 1.16.6 in one step, where 1 is supported'],
    ]);
  });
});

describe('one line', () => {
  test('versions in Chart.yaml move, ranges stay and are locked', async () => {
    const chart = wrap([OCCM, '2.32.x'], ['mine', '"1.0.0"']);
    const directory = write({ 'cluster-addon/cni/Chart.yaml': chart });
    const { moves, held } = await update(directory);
    expect(read(directory, 'cluster-addon/cni/Chart.yaml')).toBe(chart.replace('1.0.0" #', '1.1.0" #'));
    expect(moves.map(({ name, from, to, place }) => [name, from, to, place?.line])).toEqual([
      [OCCM, undefined, '2.32.1', undefined],
      ['mine', '1.0.0', '1.1.0', 9],
    ]);
    expect(held.map(({ name, version, reason }) => [name, version, reason])).toEqual([[OCCM, '2.33.0', 'outside of the range 2.32.x']]);
    expect(locked(directory)).toEqual([['docker-demo-1-32', 'v1.32.5', `${OCCM} 2.32.1`, 'mine 1.1.0']]);
  });

  test.each<[what: string, from: string, to: string]>([
    ['one that is refused goes back', '2.33.0', '2.32.1'],
    ['a prerelease may be followed by what fits', '2.33.0-rc.1', '2.32.1'],
    ['one that fits stays', '2.32.1', '2.32.1'],
    ['one that is too old by little goes up', '2.31.3', '2.32.1'],
  ])('%s', async (_, from, to) => {
    const directory = write({ 'cluster-addon/cni/Chart.yaml': wrap([OCCM, from]) });
    await update(directory);
    expect(read(directory, 'cluster-addon/cni/Chart.yaml')).toBe(wrap([OCCM, to]));
  });

  test('a chart that was republished does not slip in: its digest stays locked', async () => {
    const directory = write({ 'cluster-addon/cni/Chart.yaml': wrap([OCCM, '2.32.1']) });
    await update(directory);
    const before = read(directory, 'stack.lock.yaml');
    server.charts = [{ ...(await packChart(OCCM, '2.32.1', { 'values.yaml': 'other: true\n' })), appVersion: 'v1.32.1' }];
    expect(await update(directory)).toMatchObject({ moves: [], files: [] });
    expect(read(directory, 'stack.lock.yaml')).toBe(before);
  });

  test('stack.yaml: its ranges hold, and the lock has the patch', async () => {
    const directory = write({
      'csctl.yaml': null,
      'stack.yaml': 'provider: docker\nclusterStackName: demo\nkubernetesVersion: 1.33\naddons:\n  cni: 2.32.x\n',
      'cluster-addon/cni/Chart.yaml': wrap([OCCM, '2.32.0']),
      'cluster-class/Chart.yaml': 'apiVersion: v2\nname: docker-demo-1-33-cluster-class\nversion: v1\n',
    });
    await expect(update(directory)).rejects.toMatchObject({ code: 'usage' });
    const first = await update(directory, { kubernetesVersions: [{ major: 1, minor: 33, patch: 4 }] });
    expect(first.moves.map(({ name, from, to }) => [name, from, to])).toEqual([
      ['Kubernetes', undefined, 'v1.33.4'],
      [OCCM, '2.32.0', '2.32.1'],
    ]);
    expect(first.held.map(({ reason }) => reason)).toEqual(['outside of the range 2.32.x of stack.yaml']);
    const second = await update(directory, { kubernetesVersions: [{ major: 1, minor: 33, patch: 5 }] });
    expect(second).toMatchObject({ moves: [{ from: 'v1.33.4', to: 'v1.33.5' }], files: ['stack.lock.yaml'] });
    expect(locked(directory)).toEqual([['docker-demo-1-33', 'v1.33.5', `${OCCM} 2.32.1`]]);
  });

  test('nothing is written when a chart cannot be had', async () => {
    const directory = write({ 'cluster-addon/cni/Chart.yaml': wrap([OCCM, '2.32.0'], ['gone', '1.0.0']) });
    await expect(update(directory)).rejects.toMatchObject({ code: 'dependency' });
    expect(read(directory, 'cluster-addon/cni/Chart.yaml')).toBe(wrap([OCCM, '2.32.0'], ['gone', '1.0.0']));
  });

  test('a stack that cannot be read', async () => {
    await expect(update(write({ 'csctl.yaml': 'a: b\n' }))).rejects.toMatchObject({ code: 'check-refused' });
  });
});
