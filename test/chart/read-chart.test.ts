import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Chart, hashKey, openRenderCache, readChart, type Subchart } from '../../src/chart/index.ts';
import { readCni, toTree } from '../support/helm-tool.ts';
import { packTar, type TarEntry } from '../support/tar.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const PATH = 'stack/cluster-addon/cni';

/** A tar.gz with files by path; a text `->x` is a link to x. */
async function packTgz(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const entries = Object.entries(files).map(([path, content]): TarEntry => {
    const isLink = typeof content === 'string' && content.startsWith('->');
    return isLink ? { path, type: 'SymbolicLink', linkpath: content.slice(2) } : { path, content };
  });
  return gzipSync(packTar(entries));
}

const formatChart = (name: string, version: string, more = '') => `apiVersion: v2\nname: ${name}\nversion: ${version}\n${more}`;

function chartOf(subchart: Subchart | undefined): Chart {
  if (subchart?.content.kind !== 'chart') throw new Error(JSON.stringify(subchart));
  return subchart.content.chart;
}

describe('dependencies', () => {
  test('are those of Chart.yaml, each with its place', async () => {
    const chart = await readCni({
      'Chart.yaml': formatChart(
        'cni',
        '1.0.0',
        'dependencies:\n  - name: cilium\n    version: 1.17.4\n    repository: https://helm.example\n    alias: net\n    condition: net.on\n    tags: [a]\n',
      ),
    });
    expect(chart.dependencies).toEqual([
      {
        name: 'cilium',
        version: '1.17.4',
        repository: 'https://helm.example',
        alias: 'net',
        condition: 'net.on',
        tags: ['a'],
        place: { file: `${PATH}/Chart.yaml`, line: 6, column: 14 },
      },
    ]);
    expect(chart.lock).toBeUndefined();
  });

  test('are shown where a row of a versions.yaml sets them', async () => {
    const files = toTree({ 'Chart.yaml': formatChart('cni', '1.0.0', 'dependencies:\n  - {name: cilium, version: 1.17.4}\n') });
    const place = { file: 'stack/versions.yaml', line: 3, column: 11 };
    const chart = await readChart(PATH, files, { places: new Map([['cilium', place]]) });
    expect(chart?.dependencies.map((dependency) => dependency.place)).toEqual([place]);
  });

  test('come from requirements.yaml where a chart has one', async () => {
    const chart = await readCni({
      'Chart.yaml': 'apiVersion: v1\nname: cni\nversion: 1.0.0\n',
      'requirements.yaml': 'dependencies:\n  - name: cilium\n    version: 1.16.6\n',
      'requirements.lock': 'dependencies:\n- name: cilium\n  version: 1.16.6\ndigest: sha256:abc\n',
    });
    expect(chart.dependencies.map(({ name, version, place }) => [name, version, place.file, place.line])).toEqual([
      ['cilium', '1.16.6', `${PATH}/requirements.yaml`, 3],
    ]);
    expect(chart.lock).toMatchObject({ file: `${PATH}/requirements.lock`, digest: 'sha256:abc', place: { line: 4 } });
  });

  test('are locked by Chart.lock', async () => {
    const chart = await readCni({ 'Chart.lock': 'dependencies:\n- name: cilium\n  version: 1.17.4\n  repository: r\n' });
    expect(chart.lock).toEqual({
      file: `${PATH}/Chart.lock`,
      place: { file: `${PATH}/Chart.lock` },
      dependencies: [
        { name: 'cilium', version: '1.17.4', repository: 'r', tags: [], place: { file: `${PATH}/Chart.lock`, line: 3, column: 12 } },
      ],
    });
  });
});

describe('dependencies of odd files', () => {
  const chartYaml = formatChart(
    'cni',
    '1.0.0',
    'dependencies:\n- {name: a, tags: [b, 1, {c: d}, null], alias: "", condition:}\n- {}\n- b\n',
  );

  test('have what can be read of them', async () => {
    const file = `${PATH}/Chart.yaml`;
    const empty = { name: '', version: '', repository: '', tags: [] };
    expect((await readCni({ 'Chart.yaml': chartYaml })).dependencies).toEqual([
      { ...empty, name: 'a', tags: ['b', '1'], place: { file, line: 5, column: 3 } },
      { ...empty, place: { file, line: 6, column: 3 } },
      { ...empty, place: { file, line: 7, column: 3 } },
    ]);
  });

  test.each<[name: string, requirements: string, names: readonly string[]]>([
    ['without dependencies, for which Chart.yaml has them', 'a: 1\n', ['a', '', '']],
    ['with an empty list', 'dependencies: []\n', []],
    ['with dependencies of its own', 'dependencies: [{name: b}]\n', ['b']],
  ])('a requirements.yaml %s', async (_, requirements, names) => {
    const { dependencies } = await readCni({ 'Chart.yaml': chartYaml, 'requirements.yaml': requirements });
    expect(dependencies.map(({ name }) => name)).toEqual(names);
  });

  test.each<[name: string, locks: Readonly<Record<string, string>>, lock: object | undefined]>([
    ['both', { 'requirements.lock': 'digest: a\n', 'Chart.lock': 'digest: b\n' }, { file: `${PATH}/requirements.lock`, digest: 'a' }],
    ['one without a digest', { 'Chart.lock': 'digest:\n' }, { file: `${PATH}/Chart.lock`, digest: undefined }],
    ['one that is not YAML', { 'Chart.lock': 'a: [\n' }, undefined],
  ])('locks: %s', async (_, locks, lock) => {
    const chart = await readCni(locks);
    expect(chart.lock === undefined ? undefined : { file: chart.lock.file, digest: chart.lock.digest }).toEqual(lock);
  });
});

describe('a chart', () => {
  test('has the versions that it names', async () => {
    const named = await readCni({ 'Chart.yaml': formatChart('cni', '1.0.0', 'appVersion: "2"\nkubeVersion: ">=1"\n') });
    expect([named.path, named.appVersion?.source, named.kubeVersion?.source]).toEqual([PATH, '2', '>=1']);
    const plain = await readCni({});
    expect(['appVersion' in plain, 'kubeVersion' in plain, 'lock' in plain]).toEqual([false, false, false]);
  });

  test.each<[name: string, files: Readonly<Record<string, string>>]>([
    ['no Chart.yaml', { 'charts/a/Chart.yaml': formatChart('a', '1.0.0') }],
    ['a Chart.yaml without a version', { 'Chart.yaml': 'apiVersion: v2\nname: a\n' }],
  ])('is none with %s', async (_, files) => expect(await readChart(PATH, toTree(files))).toBeUndefined());
});

describe('sub-charts', () => {
  test('of an archive keep those files that tell what they are', async () => {
    const names = [
      ...['Chart.lock', 'Chart.yaml', 'requirements.lock', 'requirements.yaml', 'values.schema.json'],
      ...[
        'charts/README.md',
        'charts/a/templates/first.yaml',
        'charts/b.tgz',
        'charts/c/Chart.yaml',
        'charts/c/charts/d/values.schema.json',
      ],
    ];
    const others = [
      ...['Chart.yaml.bak', 'myChart.yaml', 'templates/a.yaml', 'values.yaml', 'mycharts/a', 'values.schema.jsonnet'],
      ...['charts/a/templates/second.yaml', 'charts/c/templates/a.yaml', 'charts/c/charts/d/values.yaml'],
    ];
    const contents = Object.fromEntries([...names, ...others].map((name) => [`top/${name}`, formatChart('x', '1.0.0')]));
    const { subcharts } = await readCni({ 'charts/top.tgz': await packTgz(contents) });
    expect(chartOf(subcharts[0]).files.map(({ path }) => path)).toEqual(names.toSorted());
  });

  test('of an archive are one chart, whatever its top folders are called', async () => {
    const archive = await packTgz({ 'b/Chart.yaml': formatChart('b', '1.0.0'), 'a/requirements.yaml': 'dependencies: [{name: c}]\n' });
    const chart = chartOf((await readCni({ 'charts/b.tgz': archive })).subcharts[0]);
    expect([chart.path, chart.dependencies.map(({ name }) => name)]).toEqual([`${PATH}/charts/b.tgz/a`, ['c']]);
  });

  test('of an archive are shown there, the outermost one', async () => {
    const inner = await packTgz({ 'inner/Chart.yaml': formatChart('inner', '1.0.0') });
    const outer = await packTgz({ 'outer/Chart.yaml': formatChart('outer', '1.0.0'), 'outer/charts/inner.tgz': inner });
    const chart = await readCni({ 'charts/folder/Chart.yaml': formatChart('folder', '1.0.0'), 'charts/folder/charts/outer.tgz': outer });
    const place = { file: `${PATH}/charts/folder/charts/outer.tgz` };
    const [found] = chartOf(chart.subcharts[0]).subcharts;
    expect([found?.place, chartOf(found).subcharts[0]?.place]).toEqual([place, place]);
  });

  test('are no more than 500', async () => {
    const many = (count: number, folder: string) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`${folder}${1000 + index}/Chart.yaml`, formatChart('x', '1.0.0')]));
    const kinds = async (files: Readonly<Record<string, string>>) => {
      const contents = (await readCni(files)).subcharts.map(({ content }) => (content.kind === 'chart' ? 'chart' : content.why));
      return [contents.filter((content) => content === 'chart').length, ...contents.filter((content) => content !== 'chart')];
    };
    expect(await kinds(many(501, 'charts/'))).toEqual([500, 'is one of more than 500 charts, which are too many to look at']);
    const nested = { 'charts/a/Chart.yaml': formatChart('a', '1.0.0') };
    expect(await kinds({ ...nested, ...many(499, 'charts/a/charts/') })).toEqual([1]);
    expect(await kinds({ ...nested, ...many(500, 'charts/a/charts/') })).toEqual([
      0,
      'holds more than 500 charts or 536870912 bytes, archives unpacked',
    ]);
  });

  test('of an archive are what is kept, where that has the right form', async () => {
    const cache = openRenderCache(temporaryDirectory());
    const files = toTree({
      'Chart.yaml': formatChart('cni', '1.0.0'),
      'charts/a.tgz': await packTgz({ 'a/Chart.yaml': formatChart('a', '1.0.0') }),
    });
    const nameOf = async () => chartOf((await readChart(PATH, files, { cache }))?.subcharts[0]).path;
    const key = hashKey('archive', 'with schemas', files.find(({ path }) => path === 'charts/a.tgz')?.sha256);
    const kept = { 'Chart.yaml': Buffer.from(formatChart('kept', '1.0.0')).toString('base64') };
    for (const odd of ['x', null, { folder: 1, files: kept }, { folder: 'odd' }, { folder: 'odd', files: [] }]) {
      await cache.write(key, odd);
      expect(await nameOf()).toBe(`${PATH}/charts/a.tgz/a`);
    }
    await cache.write(key, { folder: 'kept', files: kept });
    expect(await nameOf()).toBe(`${PATH}/charts/a.tgz/kept`);
  });

  test('are what Helm loads, and what they are stands inside', async () => {
    const archive = await packTgz({
      'cilium/Chart.yaml': formatChart('cilium', '1.16.6', 'kubeVersion: ">= 1.21.0-0"\n'),
      'cilium/templates/a.yaml': 'kind: A\n',
      'cilium/charts/inner/Chart.yaml': formatChart('inner', '0.1.0'),
      'cilium/charts/inner/templates/b.yaml': 'kind: B\n',
      'cilium/link': '->Chart.yaml',
    });
    const chart = await readCni({
      'charts/cilium-1.17.4.tgz': archive,
      'charts/cilium-1.17.4.tgz.prov': 'signature',
      'charts/common/Chart.yaml': formatChart('common', '2.0.0'),
      'charts/_off/Chart.yaml': formatChart('off', '2.0.0'),
      'charts/.hidden': 'x',
    });
    expect(chart.subcharts.map(({ path, kind, place }) => ({ path, kind, place }))).toEqual([
      { path: 'charts/cilium-1.17.4.tgz', kind: 'archive', place: { file: `${PATH}/charts/cilium-1.17.4.tgz` } },
      { path: 'charts/common', kind: 'folder', place: { file: `${PATH}/charts/common/Chart.yaml` } },
    ]);
    const cilium = chartOf(chart.subcharts[0]);
    expect([cilium.path, cilium.name.source, cilium.version.source, cilium.kubeVersion?.source]).toEqual([
      `${PATH}/charts/cilium-1.17.4.tgz/cilium`,
      'cilium',
      '1.16.6',
      '>= 1.21.0-0',
    ]);
    expect(cilium.files.map(({ path }) => path)).toEqual(['Chart.yaml', 'charts/inner/Chart.yaml']);
    expect(cilium.subcharts[0]?.place).toEqual({ file: `${PATH}/charts/cilium-1.17.4.tgz` });
    expect(chartOf(cilium.subcharts[0]).path).toBe(`${PATH}/charts/cilium-1.17.4.tgz/cilium/charts/inner`);
    expect(chartOf(chart.subcharts[1]).name.source).toBe('common');
  });

  test.each([
    ['a stray file', { 'charts/README.md': 'x' }, 'is neither a chart folder nor a .tgz archive, and Helm fails on it'],
    ['a folder called .tgz', { 'charts/x.tgz/Chart.yaml': 'x' }, 'is neither a chart folder nor a .tgz archive, and Helm fails on it'],
    ['a folder without Chart.yaml', { 'charts/x/values.yaml': 'a: 1\n' }, 'has no Chart.yaml with a name and a version'],
    ['a Chart.yaml without version', { 'charts/x/Chart.yaml': 'apiVersion: v2\nname: x\n' }, 'has no Chart.yaml with a name and a version'],
    [
      'no archive at all',
      { 'charts/x.tgz': 'x' },
      expect.stringMatching(/^the archive is not a gzip file of at most \d+ bytes unpacked: /),
    ],
  ])('that cannot be read: %s', async (_, files, why) => {
    const { subcharts } = await readCni(files);
    expect(subcharts.map(({ content }) => content)).toEqual([{ kind: 'unreadable', why }]);
  });

  test('that cannot be read: files beside the folder, a folder of no chart within an archive', async () => {
    const { subcharts } = await readCni({
      'charts/a.tgz': await packTgz({ 'Chart.yaml': formatChart('a', '1.0.0') }),
      'charts/b.tgz': await packTgz({ 'b/Chart.yaml': formatChart('b', '1.0.0'), 'b/charts/none/x.yaml': 'x' }),
    });
    expect(subcharts[0]?.content).toEqual({ kind: 'unreadable', why: 'has Chart.yaml beside its folder, and Helm refuses that' });
    expect(chartOf(subcharts[1]).subcharts[0]?.content).toEqual({
      kind: 'unreadable',
      why: 'has no Chart.yaml with a name and a version',
    });
  });

  test('are followed to a depth and no further', async () => {
    const path = (depth: number) => `${'charts/x/'.repeat(depth)}Chart.yaml`;
    const files = Array.from({ length: 12 }, (_, depth) => [path(depth), formatChart('x', '1.0.0')]);
    let chart = await readCni(Object.fromEntries(files));
    for (let depth = 0; depth < 8; depth++) chart = chartOf(chart.subcharts[0]);
    expect(chart.subcharts.map(({ content }) => content)).toEqual([{ kind: 'unreadable', why: 'lies more than 8 charts deep' }]);
  });

  test('of an archive are the same from the cache', async () => {
    const inner = await packTgz({ 'inner/Chart.yaml': formatChart('inner', '0.1.0') });
    const archive = await packTgz({
      'top/Chart.yaml': formatChart('top', '1.0.0'),
      'top/charts/inner-0.1.0.tgz': inner,
      'top/values.yaml': 'x',
    });
    const files = toTree({ 'Chart.yaml': formatChart('cni', '1.0.0'), 'charts/top.tgz': archive });
    const cache = openRenderCache(temporaryDirectory());
    const plain = await readChart(PATH, files);
    const first = await readChart(PATH, files, { cache });
    const again = await readChart(PATH, files, { cache });
    const describeChart = (chart: Chart | undefined) =>
      JSON.stringify(chart, (key, value: unknown) => (key === 'document' ? undefined : value));
    expect(describeChart(first)).toBe(describeChart(plain));
    expect(describeChart(again)).toBe(describeChart(plain));
    expect(chartOf(chartOf(again?.subcharts[0]).subcharts[0]).name.source).toBe('inner');
  });

  test('of any bytes never throw', async () => {
    const parts = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.string().map((text) => Buffer.from(text)),
    );
    const archive = fc.oneof(
      parts,
      parts.map((bytes) => gzipSync(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(archive, parts, parts, async (tgz, yaml, lock) => {
        const files = { 'charts/x.tgz': tgz, 'charts/y/Chart.yaml': yaml, 'Chart.lock': lock, 'requirements.yaml': lock };
        const chart = await readCni(files);
        expect(chart.subcharts.length).toBe(2);
      }),
      { numRuns: 200 },
    );
  });
});

const CHARTS = join(import.meta.dirname, '../../../shared/charts');
if (!existsSync(CHARTS)) console.warn('skipped: real charts are read: there is no ../shared/charts');

test.skipIf(!existsSync(CHARTS))('real charts are read [needs ../shared/charts]', async () => {
  const chart = await readCni({
    'charts/cilium-1.17.4.tgz': readFileSync(join(CHARTS, 'cilium-1.17.4.tgz')),
    'charts/openstack-cloud-controller-manager-2.32.0.tgz': readFileSync(join(CHARTS, 'openstack-cloud-controller-manager-2.32.0.tgz')),
  });
  const [cilium, occm] = chart.subcharts.map(chartOf);
  expect([cilium?.version.source, cilium?.kubeVersion?.source, cilium?.subcharts.length]).toEqual(['1.17.4', '>= 1.21.0-0', 0]);
  expect([occm?.appVersion?.source, occm?.subcharts.map((subchart) => chartOf(subchart).name.source), occm?.lock?.file]).toEqual([
    'v1.32.0',
    ['common'],
    `${PATH}/charts/openstack-cloud-controller-manager-2.32.0.tgz/openstack-cloud-controller-manager/Chart.lock`,
  ]);
});
