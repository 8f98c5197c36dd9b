import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseManifests } from '../../src/chart/index.ts';
import { findTemplate, locateObjects } from '../../src/chart/locate.ts';
import { readCni } from '../support/helm-tool.ts';
import { packTar } from '../support/tar.ts';

const PATH = 'stack/cluster-addon/cni';
const chartOf = (name: string, more = '') => `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${more}`;

const archive = gzipSync(
  packTar([
    { path: 'packed/Chart.yaml', content: chartOf('packed') },
    { path: 'packed/templates/a.yaml', content: 'kind: A\n' },
  ]),
);
const dependencies =
  'dependencies:\n- {name: one, alias: other}\n- {name: gone, alias: two}\n- {name: two, alias: one}\n- {name: none, alias: none}\n';
const FILES = {
  'Chart.yaml': chartOf('cni', dependencies),
  'templates/a.yaml': 'top',
  'charts/b/Chart.yaml': chartOf('one'),
  'charts/b/templates/a.yaml': 'one',
  'charts/b/charts/inner/Chart.yaml': chartOf('inner'),
  'charts/b/charts/inner/templates/a.yaml': 'inner',
  'charts/c/Chart.yaml': chartOf('two'),
  'charts/c/templates/a.yaml': 'two',
  'charts/broken/templates/a.yaml': 'broken',
  'charts/packed-1.0.0.tgz': archive,
};

describe('a template by its name', () => {
  test.each<[template: string, file: string, content: string | undefined]>([
    ['cni/templates/a.yaml', 'templates/a.yaml', 'top'],
    ['cni/charts/other/templates/a.yaml', 'charts/b/templates/a.yaml', 'one'],
    ['cni/charts/other/charts/inner/templates/a.yaml', 'charts/b/charts/inner/templates/a.yaml', 'inner'],
    // An alias wins over the name of another chart, unless it is that of a chart that is not there.
    ['cni/charts/one/templates/a.yaml', 'charts/c/templates/a.yaml', 'two'],
    ['cni/charts/two/templates/a.yaml', 'charts/c/templates/a.yaml', 'two'],
    ['cni/charts/packed/templates/a.yaml', 'charts/packed-1.0.0.tgz', undefined],
    ['cni/charts/packed/charts/deeper/templates/a.yaml', 'charts/packed-1.0.0.tgz', undefined],
    // What cannot be found.
    ['cni/templates/none.yaml', 'Chart.yaml', undefined],
    ['cni/charts/none/templates/a.yaml', 'Chart.yaml', undefined],
    ['cni/charts/inner/templates/a.yaml', 'Chart.yaml', undefined],
    ['cni/charts/b', 'Chart.yaml', undefined],
    ['cni/files/one/templates/a.yaml', 'Chart.yaml', undefined],
    ['', 'Chart.yaml', undefined],
    // Under the names of folders Helm knows them nowhere.
    ['cni/charts/broken/templates/a.yaml', 'charts/broken/templates/a.yaml', 'broken'],
  ])('%j is in %s', async (template, file, content) => {
    const found = findTemplate(await readCni(FILES), template);
    expect([found.place, found.bytes?.toString()]).toEqual([{ file: `${PATH}/${file}` }, content]);
  });
});

describe('the lines of objects', () => {
  /** The kinds of the rendered objects of one template, and the lines in it. */
  async function locate(template: string, output: string, path = 'templates/a.yaml') {
    const chart = await readCni({ ...FILES, [path]: template });
    const text = output.replaceAll('---\n', `---\n# Source: cni/${path}\n`);
    const { objects } = parseManifests(text, (name) => findTemplate(chart, name).place);
    return locateObjects(chart, objects).map(({ kind, place }) => [kind, place.line, place.column]);
  }

  test.each<[name: string, template: string, output: string, lines: readonly (number | undefined)[]]>([
    ['one of a kind each', 'kind: A\n---\nkind: B\n', '---\nkind: B\n---\nkind: A\n', [3, 1]],
    ['two of a kind', 'a: 1\nkind: A\n---\nkind: A\n', '---\nkind: A\n---\nkind: A\n', [2, 4]],
    ['quotes, blanks and a comment', '"kind" :  \'A\' \t# of it\r\n---\r\nkind: A\r\n', '---\nkind: A\n---\nkind: A\n', [1, 3]],
    ['a key that ends in kind', 'notkind: A\n  kind: A\nkind: A\n', '---\nkind: A\n', [3]],
    ['a kind that begins alike', 'kind: AB\nkind: A\n', '---\nkind: A\n', [2]],
    ['fewer than were rendered', 'kind: A\n', '---\nkind: A\n---\nkind: A\n', [undefined, undefined]],
    ['more than were rendered', 'kind: A\n---\nkind: A\n', '---\nkind: A\n', [undefined]],
    ['a kind that is made up', 'kind: A\n---\nkind: {{ "A" }}\n', '---\nkind: A\n', [undefined]],
    [
      'a hook among others, which Helm prints last',
      'kind: A\n---\nkind: A\n',
      '---\nkind: A\nmetadata: {annotations: {"helm.sh/hook": x}}\n---\nkind: A\n',
      [undefined, undefined],
    ],
    ['a hook alone', 'kind: A\n', '---\nkind: A\nmetadata: {annotations: {"helm.sh/hook": x}}\n', [1]],
    ['a kind with more blanks than one', `kind: A${' '.repeat(100_000)}B\n`, '---\nkind: A\n', [undefined]],
    ['what only speaks of hooks', 'kind: A\n---\nkind: A\n', '---\nkind: A\na: "helm.sh/hook"\n---\nkind: A\nmetadata:\n', [1, 3]],
  ])('are known with %s', async (_, template, output, lines) => {
    const located = await locate(template, output);
    expect(located.map(([, line, column]) => [line, column])).toEqual(lines.map((line) => [line, line && 1]));
  });

  test('of many kinds take no time', async () => {
    const kinds = Array.from({ length: 40_000 }, (_, index) => `---\nkind: A${index}\n`).join('');
    expect((await locate(kinds, kinds)).at(-1)).toEqual(['A39999', 80_000, 1]);
  });

  test('are those of their own template', async () => {
    const chart = await readCni({ ...FILES, 'templates/a.yaml': 'kind: A\n', 'templates/b.yaml': '\nkind: A\n' });
    const text = '---\n# Source: cni/templates/a.yaml\nkind: A\n---\n# Source: cni/templates/b.yaml\nkind: A\n';
    const { objects } = parseManifests(text, (name) => findTemplate(chart, name).place);
    expect(locateObjects(chart, objects).map(({ place }) => place)).toEqual([
      { file: `${PATH}/templates/a.yaml`, line: 1, column: 1 },
      { file: `${PATH}/templates/b.yaml`, line: 2, column: 1 },
    ]);
  });

  test('are not told in an archive', async () => {
    const chart = await readCni(FILES);
    const text = '---\n# Source: cni/charts/packed/templates/a.yaml\nkind: A\n';
    const { objects } = parseManifests(text, (name) => findTemplate(chart, name).place);
    expect(locateObjects(chart, objects).map(({ place }) => place)).toEqual([{ file: `${PATH}/charts/packed-1.0.0.tgz` }]);
  });
});
