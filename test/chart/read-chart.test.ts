import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Chart, openRenderCache, readChart, type Subchart } from '../../src/chart/index.ts';
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

describe('sub-charts', () => {
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
