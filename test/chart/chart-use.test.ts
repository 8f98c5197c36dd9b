import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type ChartUse, hashKey, openRenderCache, readUse } from '../../src/chart/index.ts';
import { readCni } from '../support/helm-tool.ts';
import { packTar } from '../support/tar.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

type Files = Readonly<Record<string, string | Buffer>>;

const CHART = 'apiVersion: v2\nname: sub\nversion: 1.0.0\n';

/** A chart `sub` as an archive. */
function packSub(files: Files): Buffer {
  return gzipSync(packTar(Object.entries({ 'Chart.yaml': CHART, ...files }).map(([path, content]) => ({ path: `sub/${path}`, content }))));
}

const readOwn = async (files: Files): Promise<ChartUse> => (await readUse(await readCni(files))).own;
const readTemplate = (template: string, files: Files = {}) => readOwn({ 'templates/a.yaml': template, ...files });

test('a chart uses what its templates name', async () => {
  const files = {
    'templates/a.yaml': `{{/* genCA, .Values.comment */}}
kind: A # now
a: {{ .Values.image.tag | default (randAlphaNum 5) }}{{ now }}
{{- if .Values.enabled }}
b: {{ "genCA" }}{{ include "more" . }}
{{- end }}
`,
    'templates/_more.tpl': '{{ define "more" }}{{ toYaml .Values.extra }}{{ end }}{{ define "unused" }}{{ uuidv4 }}{{ end }}',
    'values.yaml': '# -- more of it\n# extra: {}\nimage:\n  tag: "1"\n',
    'values.schema.json': '{"properties": {"enabled" : {"type": "boolean"}}}',
    'README.md': '{{ now }} unread',
  };
  expect(await readOwn(files)).toEqual({
    volatile: ['now', 'randAlphaNum'],
    volatileAnywhere: ['now', 'randAlphaNum', 'uuidv4'],
    includesForeign: false,
    words: [
      ...['define', 'more', 'toYaml', 'Values', 'extra', 'end', 'unused', 'uuidv4'],
      ...['genCA', 'comment', 'kind', 'A', 'now', 'a', 'image', 'tag', 'default', 'randAlphaNum', 'if', 'enabled', 'b', 'include'],
      ...['properties', 'type', 'boolean'],
    ],
    paths: ['image.tag', 'enabled', 'extra'],
    whole: ['image.tag', 'extra'],
    all: 'unused',
    declared: { image: { tag: '1' } },
    documented: ['extra', 'properties', 'enabled', 'type'],
  });
});

test('a chart without templates uses nothing', async () => {
  expect(await readOwn({})).toEqual({
    ...{ volatile: [], volatileAnywhere: [], includesForeign: false, words: [], paths: [], whole: [], all: 'unused' },
    ...{ declared: {}, documented: [] },
  });
});

describe('functions whose results are others each time', () => {
  test.each<[name: string, template: string, volatile: readonly string[]]>([
    ['called in a text that values may hold in any writing', '{{ tpl .Values.text . }}', ['tpl']],
    ['sorted, and each once', '{{ now }}{{ uuidv4 }}{{ genCA "a" 1 }}{{ now }}', ['genCA', 'now', 'uuidv4']],
    ['in a pipeline', '{{ "a" | htpasswd "b" }}', ['htpasswd']],
    ['in brackets', '{{ upper (randAscii 5) }}', ['randAscii']],
    ['in a condition', '{{ if randInt 0 2 }}a{{ end }}', ['randInt']],
    ['not as a field', '{{ .now }}{{ $x.uuidv4 }}', []],
    ['not as a variable', '{{ $now := 1 }}', []],
    ['not in a comment', '{{- /* now */ -}}', []],
    ['not in a text', 'now {{ "uuidv4" }} `now`', []],
    ['in a definition of the same file', '{{ define "a" }}{{ now }}{{ end }}', ['now']],
  ])('count %s', async (_, template, volatile) => expect((await readTemplate(template)).volatile).toEqual(volatile));

  const define = (name: string, body: string) => `{{- define "${name}" -}}${body}{{- end -}}`;
  test.each<[name: string, template: string, definitions: string, volatile: readonly string[]]>([
    ['that is included', '{{ include "a" . }}', define('a', '{{ now }}'), ['now']],
    ['that is taken as a template', '{{- template "a" -}}', define('a', '{{ now }}'), ['now']],
    ['that nothing includes', '{{ include "b" . }}', define('a', '{{ now }}') + define('b', '{{ uuidv4 }}'), ['uuidv4']],
    ['that another one includes', '{{ include "b" . }}', define('a', '{{ now }}') + define('b', '{{ include "a" . }}'), ['now']],
    ['that includes itself', '{{ include "a" . }}', define('a', '{{ now }}{{ include "a" . }}'), ['now']],
    ['that a comment includes', '{{/* {{ include "a" . }} */}}{{- /* include "a" . */ -}}', define('a', '{{ now }}'), []],
    ['that a text includes', 'include "a" .', define('a', '{{ now }}'), []],
    ['with the two before it', '{{ include "c" . }}', define('a', '{{ now }}') + define('b', '') + define('c', '{{ ago }}'), ['ago']],
    ['that is there twice', '{{ include "a" . }}', define('a', '{{ now }}') + define('a', '{{ ago }}'), ['ago', 'now']],
    ['none: what stands beside it', '{{ include "a" . }}', `{{ now }}${define('a', '')}`, []],
  ])('count where they are in a definition %s', async (_, template, definitions, volatile) => {
    const use = await readTemplate(template, { 'templates/lib/_a.tpl': definitions });
    expect([use.volatile, use.includesForeign]).toEqual([volatile, false]);
  });
});

test.each<[template: string, includesForeign: boolean]>([
  ['{{ include "common.labels" . }}', true],
  ['{{ template "common.labels" . }}', true],
  ['{{ include (printf "%s.labels" .Chart.Name) . }}', true],
  ['{{ include $name . }}', true],
  ['{{ include "own" . }}{{ include "own" . }}', false],
  ['{{ include "own" . }}{{ include "common.labels" . }}', true],
  ['{{ include (print $.Template.BasePath "/a.yaml") . | sha256sum }}', false],
  ['{{ include (print .Template.BasePath "/a.yaml") . }}{{ include (print "a") . }}', true],
  ['{{ includes "x" }}{{ reinclude "x" }}', false],
  ['include "x"', false],
])('whether %j includes what another chart defines: %s', async (template, includesForeign) => {
  const use = await readTemplate(template, { 'templates/_own.tpl': '{{ define "own" }}a{{ end }}' });
  expect(use.includesForeign).toBe(includesForeign);
});

describe('values', () => {
  test.each<[template: string, paths: readonly string[], whole: readonly string[], all: ChartUse['all']]>([
    ['{{ .Values.a }}', ['a'], ['a'], 'unused'],
    ['{{ $.Values.a.b_c.d1 | quote }}{{ .Values.a.b_c.d1 }}', ['a.b_c.d1'], ['a.b_c.d1'], 'unused'],
    ['{{ .Values.ä }}{{ .Values._b }}', ['ä', '_b'], ['ä', '_b'], 'unused'],
    ['{{ if .Values.a }}{{ else if .Values.b }}{{- if and .Values.c .Values.d -}}{{ end }}', ['a', 'b', 'c', 'd'], [], 'unused'],
    ['{{ if .Values.a }}{{ .Values.a }}{{ end }}', ['a'], ['a'], 'unused'],
    ['{{ iffy .Values.a }}{{ with .Values.b }}{{ end }}{{ range .Values.c }}{{ end }}', ['a', 'b', 'c'], ['a', 'b', 'c'], 'unused'],
    ['{{ else with .Values.a }}', ['a'], ['a'], 'unused'],
    ['{{\n  toYaml\n  .Values.a\n}}', ['a'], ['a'], 'unused'],
    ['.Values.a {{/* .Values.b */}}{{- /* .Values.c }} */ -}}', [], [], 'unused'],
    ['{{ hasKey .Values "a" }}', [], ['a'], 'used'],
    ['{{ if hasKey .Values "a" }}{{ end }}', [], [], 'used'],
    ['{{ get .Values  "a-b" }}{{ index $.Values "c" "d" }}', [], ['a-b', 'c'], 'used'],
    ['{{ toYaml .Values }}', [], [], 'handed-on'],
    ['{{ toYaml .Values }}{{ hasKey .Values "a" }}', [], ['a'], 'handed-on'],
    ['{{ hasKey .Values "a" }}{{ tpl "a" .Values }}', [], ['a'], 'handed-on'],
    ['{{ .ValuesOf }}{{ .Values. }}', [], [], 'unused'],
  ])('that %j asks for', async (template, paths, whole, all) => {
    const use = await readTemplate(template);
    expect([use.paths, use.whole, use.all]).toEqual([paths, whole, all]);
  });

  test('are asked for in definitions that are reached', async () => {
    const definitions = '{{ define "a" }}{{ .Values.a }}{{ end }}{{ define "b" }}{{ .Values.b }}{{ end }}';
    expect((await readTemplate('{{ include "a" . }}', { 'templates/_x.tpl': definitions })).paths).toEqual(['a']);
  });

  test.each<[values: string, declared: object | undefined, documented: readonly string[]]>([
    ['', {}, []],
    ['a: 1\nb: {c: null}\n', { a: 1, b: { c: null } }, []],
    ['- a\n', undefined, []],
    ['a: 1\na: 2\n', { a: 2 }, []],
    ['# a: 1\n  #   b.c/d-e: 1\n\t## "f": 1\n# - g:\n#- h: 1\n# \'i\':\n', {}, ['a', 'b.c/d-e', 'f', 'g', 'h', 'i']],
    ['a: 1 # b: 2\n# see c for d\n# e f: 1\n# a: 1\n# a: 2\n', { a: 1 }, ['a']],
  ])('that %j declares and documents', async (values, declared, documented) => {
    const { declared: own, documented: all } = await readOwn({ 'values.yaml': values });
    expect([own, all]).toEqual([declared, documented]);
  });

  test('that a schema documents', async () => {
    const { documented } = await readOwn({ 'values.yaml': '# a: 1\n', 'values.schema.json': '{"a": "b", "c.d-e"\t:\n{"f g": 1}}' });
    expect(documented).toEqual(['a', 'c.d-e']);
  });
});

describe('words', () => {
  test('are those of templates, schemas and the values of charts inside, and not of comments there', async () => {
    const files = {
      'values.yaml': 'own: 1\n',
      'templates/a.yaml': '# Übung_1 2x\n',
      'templates/NOTES.txt': 'notes',
      'crds/a.yaml': 'crd: 1\n',
      'docs/templates/b.yaml': 'docs',
      'mytemplates/c.yaml': 'unread',
      'other.json': '"unread"',
      'values.schema.json.bak': 'unread',
      'myvalues.yaml': 'unread: 1\n',
      'values.schema.json': '"schema"',
      'sub/values.yaml': '# unread: 1\n  # unread\ninner: "# kept"\n',
    };
    expect((await readOwn(files)).words).toEqual(['docs', 'inner', 'kept', 'notes', 'Übung_1', 'x', 'schema']);
  });

  test('are those of all files where a template takes files', async () => {
    const files = {
      'templates/a.yaml': '{{ .Files.Get }}',
      'files/a.conf': 'file',
      ...{ 'files/a.md': 'md', 'files/a.json': 'json', 'files/a.gotmpl': 'gotmpl', 'files/a.tgz': 'tgz' },
      ...{ 'crds/a.yaml': 'crd', 'ci/a.yaml': 'ci', 'sub/ci/b.yaml': 'ci', 'cid/a.mdx': 'cid' },
    };
    expect((await readOwn(files)).words).toEqual(['apiVersion', 'v2', 'name', 'cni', 'version', 'cid', 'file', 'Files', 'Get']);
    expect((await readOwn({ ...files, 'templates/a.yaml': 'Files', 'docs.md': '.Files' })).words).toEqual(['Files']);
  });
});

describe('charts inside', () => {
  const volatileOf = async (files: Files) => {
    const { own, subcharts } = await readUse(await readCni(files));
    return [own.volatile, [...subcharts].map(([path, use]) => [path, use?.volatile])];
  };

  test('are read on their own, with those inside of them', async () => {
    const deepest = packSub({ 'templates/a.yaml': '{{ uuidv4 }}' });
    const files = {
      'templates/a.yaml': '{{ now }}',
      'charts/folder/Chart.yaml': CHART,
      'charts/folder/templates/a.yaml': '{{ ago }}',
      'charts/folder/charts/deep.tgz': deepest,
      'charts/packed.tgz': packSub({ 'templates/a.yaml': '{{ randInt 1 2 }}', 'charts/deep.tgz': deepest, 'charts/README.md': 'x' }),
      'charts/plain.tgz': packSub({ 'templates/a.yaml': 'a', 'files/deep.tgz': deepest }),
      'charts/broken.tgz': 'x',
      'charts/none/values.yaml': 'a: 1\n',
    };
    expect(await volatileOf(files)).toEqual([
      ['now'],
      [
        ['charts/broken.tgz', undefined],
        ['charts/folder', ['ago', 'uuidv4']],
        ['charts/none', undefined],
        ['charts/packed.tgz', ['randInt', 'uuidv4']],
        ['charts/plain.tgz', []],
      ],
    ]);
  });

  test('of an archive have its values, without the top folder', async () => {
    const { subcharts } = await readUse(await readCni({ 'charts/a.tgz': packSub({ 'values.yaml': 'a: 1\n', 'templates/a.yaml': 'b' }) }));
    expect(subcharts.get('charts/a.tgz')).toMatchObject({ declared: { a: 1 }, words: ['b'] });
  });

  test('are not known where an archive inside of them cannot be read', async () => {
    expect(await volatileOf({ 'charts/a.tgz': packSub({ 'charts/b.tgz': 'x' }) })).toEqual([[], [['charts/a.tgz', undefined]]]);
  });

  test('are read five archives deep', async () => {
    const nest = (depth: number): Buffer =>
      packSub(depth === 0 ? { 'templates/a.yaml': '{{ now }}' } : { 'charts/a.tgz': nest(depth - 1) });
    expect(await volatileOf({ 'charts/a.tgz': nest(4), 'charts/b.tgz': nest(5) })).toEqual([
      [],
      [
        ['charts/a.tgz', ['now']],
        ['charts/b.tgz', undefined],
      ],
    ]);
  });

  test('are read up to 64 MiB, unpacked', async () => {
    const large = packSub({ 'files/a': Buffer.alloc(30 * 1024 * 1024) });
    const folder = { 'charts/a/Chart.yaml': CHART, 'charts/a/charts/b.tgz': large, 'charts/a/charts/c.tgz': large };
    expect(await volatileOf(folder)).toEqual([[], [['charts/a', []]]]);
    expect(await volatileOf({ ...folder, 'charts/a/charts/d.tgz': large })).toEqual([[], [['charts/a', undefined]]]);
  });

  test('are read once a content', async () => {
    const cache = openRenderCache(temporaryDirectory());
    const chart = await readCni({ 'charts/a.tgz': packSub({ 'templates/a.yaml': '{{ now }}' }) });
    const plain = await readUse(chart);
    expect(await readUse(chart, cache)).toEqual(plain);
    const key = hashKey('use', chart.subcharts[0]?.sha256);
    expect(await cache.read(key)).toEqual(plain.subcharts.get('charts/a.tgz'));
    await cache.write(key, { volatile: ['kept'] });
    expect((await readUse(chart, cache)).subcharts).toEqual(new Map([['charts/a.tgz', { volatile: ['kept'] }]]));
  });

  test('of which one cannot be read are not kept', async () => {
    const directory = temporaryDirectory();
    const cache = openRenderCache(directory);
    const chart = await readCni({ 'charts/a.tgz': packSub({ 'charts/b.tgz': 'x' }) });
    await readUse(chart, cache);
    expect(await cache.read(hashKey('use', chart.subcharts[0]?.sha256))).toBeUndefined();
  });
});

test.each<[name: string, file: string, text: string]>([
  ['beginnings of actions', 'values.yaml', `a: "${'{{'.repeat(300_000)}"`],
  ['beginnings of comments', 'templates/b.yaml', `{{ "${'{{/*'.repeat(200_000)}" }}`],
  ['ends of comments in the middle', 'templates/b.yaml', `{{/* ${'*/ '.repeat(200_000)} */}}${'{{/*'.repeat(200_000)}`],
  ['definitions of one name', 'templates/b.yaml', '{{ define "a" }}{{ end }}'.repeat(100_000)],
])('%s take no time', async (_, file, text) => {
  const started = performance.now();
  const { own, subcharts } = await readUse(
    await readCni({ 'templates/a.yaml': '{{ now }}{{ include "a" . }}', 'charts/sub/Chart.yaml': CHART, [`charts/sub/${file}`]: text }),
  );
  expect([own.volatile, subcharts.size]).toEqual([['now'], 1]);
  expect(performance.now() - started).toBeLessThan(5000);
});
