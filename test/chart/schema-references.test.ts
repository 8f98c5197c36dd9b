import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRenderer, findSchemaReferences, type RenderRequest, readArchive, readChart } from '../../src/chart/index.ts';
import { searchSchema } from '../../src/chart/schema-references.ts';
import { packChart } from '../support/chart-repository.ts';
import { describeWithHelm, readCni } from '../support/helm-tool.ts';

const D7 = 'http://json-schema.org/draft-07/schema#';
const D4 = 'http://json-schema.org/draft-04/schema#';

test.each<[name: string, schema: unknown, found: readonly string[]]>([
  ['no reference', { type: 'object' }, []],
  ['a fragment', { $schema: D7, $ref: '#/definitions/a', definitions: { a: {} } }, []],
  ['a fragment below a name', { $id: 'https://example.com/values.json', $ref: '#/$defs/a', $defs: { a: {} } }, []],
  ['the draft itself', { $ref: D7 }, []],
  ['a URL', { properties: { a: { $ref: 'http://example.com/a.json#/x' } } }, ['network http://example.com/a.json#/x']],
  ['a URL in capitals', { $ref: 'HTTPS://example.com/a.json' }, ['network HTTPS://example.com/a.json']],
  ['in a list', { allOf: [{ anyOf: [{ $ref: 'https://example.com/a' }] }] }, ['network https://example.com/a']],
  ['a file', { $ref: 'file:///etc/passwd' }, ['file file:///etc/passwd']],
  ['a name beside it', { $ref: 'a.json' }, ['file a.json']],
  ['relative to a name', { $id: 'http://example.com/values.json', $ref: 'a.json' }, ['network a.json']],
  ['a name deeper down', { properties: { a: { $id: 'http://example.com/b', items: { $ref: 'c' } } } }, ['network c']],
  ['other keywords', { $dynamicRef: 'http://a/b', items: { $recursiveRef: 'http://a/c' } }, ['network http://a/b', 'network http://a/c']],
  ['a draft of their own', { $schema: 'http://example.com/draft' }, ['network http://example.com/draft']],
  ['bundled', { $ref: 'a.json', $defs: { a: { $id: 'a.json', type: 'object' } } }, []],
  ['bundled, by its URL', { $schema: D7, $ref: 'https://example.com/a', definitions: { a: { $id: 'https://example.com/a' } } }, []],
  [
    'bundled where the draft does not look',
    { $schema: D4, $ref: 'http://a/a', definitions: { a: { $id: 'http://a/a' } } },
    ['network http://a/a'],
  ],
  ['a name in an example does not count', { $ref: 'http://a/a', examples: [{ $id: 'http://a/a' }] }, ['network http://a/a']],
  ['relative in what is bundled', { $defs: { a: { $id: 'http://a/b', $comment: '', items: { $ref: 'c' } } } }, ['network c']],
  ['behind a long list', { enum: Array.from({ length: 200_000 }, () => 1), $ref: 'a.json' }, ['file a.json']],
])('%s', (_, schema, expected) => {
  expect(searchSchema(JSON.stringify(schema)).map(({ kind, text }) => `${kind} ${text}`)).toEqual(expected);
});

const REF = { $ref: 'https://example.com/a' };
const inDefs = (definition: unknown, more: object = {}) => ({ ...REF, ...more, $defs: { a: definition } });
const inDefinitions = ($schema: unknown, $id: unknown = 'https://example.com/a') => ({ $schema, ...REF, definitions: { a: { $id } } });

test.each<[name: string, schema: unknown, isFound: boolean]>([
  ['in $defs of 2020-12', inDefs({ $id: 'https://example.com/a' }), false],
  ['in $defs of 2019-09', inDefs({ $id: 'https://example.com/a' }, { $schema: 'https://json-schema.org/draft/2019-09/schema' }), false],
  ['in definitions of draft 6', inDefinitions('http://json-schema.org/draft-06/schema'), false],
  ['in definitions of draft 7', inDefinitions(D7), false],
  ['with an empty fragment', inDefs({ $id: 'https://example.com/a#' }), false],
  ['relative to the name of the whole', inDefs({ $id: 'a' }, { $id: 'https://example.com/values.json' }), false],
  ['as the whole', { $id: 'https://example.com/a', items: REF }, false],
  ['as the whole, which is the place that Helm gives it', { items: { $ref: 'values.schema.json#/a' } }, false],
  ['in definitions of draft 4', inDefinitions(D4), true],
  ['in definitions where no draft is named', inDefinitions(undefined), true],
  ['in $defs of draft 7', { ...inDefs({ $id: 'https://example.com/a' }), $schema: D7 }, true],
  ['with a reference beside its name', inDefs({ $id: 'https://example.com/a', $ref: '#/b' }), true],
  ['with a draft of its own', inDefs({ $id: 'https://example.com/a', $schema: D7 }), true],
  ['as a text', inDefs('https://example.com/a'), true],
  ['with a number for a name', { $ref: '3', $defs: { a: { $id: 3 } } }, true],
  ['where only the address of what asks is not sure', { $id: REF.$ref, items: { $id: 'b', items: REF } }, true],
  ['with another name', inDefs({ $id: 'https://example.com/b' }), true],
  ['with a fragment for a name', inDefs({ $id: 'https://example.com/a#b' }), true],
  ['in a list', { ...REF, $defs: [{ $id: 'https://example.com/a' }] }, true],
])('what is asked for is there %s', (_, schema, isFound) => {
  expect(searchSchema(JSON.stringify(schema)).length > 0).toBe(isFound);
});

test.each<[name: string, schema: unknown, found: readonly string[]]>([
  ['in a map with a name of its own', { items: { $id: 'https://example.com/b/c', items: { $ref: 'd' } } }, ['network d']],
  ['in a map with a name of draft 4', { items: { id: 'x', items: { $ref: 'values.schema.json' } } }, ['network values.schema.json']],
  ['beside a name that is no text', { items: { $id: 3, $ref: 'values.schema.json' } }, []],
  ['beside a file: address', { $ref: 'FILE:///a' }, ['file FILE:///a']],
  ['as an address that is not sure to be resolved alike', { $ref: 'a b' }, ['network a b']],
  ['as one that goes up', { $ref: '../a' }, ['network ../a']],
  ['as a file by another scheme', { $ref: 'myfile:a' }, ['network myfile:a']],
  ['as a reference that is no text', { $ref: 3, items: { $ref: { $ref: 'a.json' } } }, ['file a.json']],
  ['as other words', { ref: 'http://a/b', $refs: 'http://a/b', $comment: 'http://a/b' }, []],
  ['as a draft deeper down', { items: { $schema: 'http://a/b' } }, ['network http://a/b']],
  ['not as a draft that Helm has', { items: [{ $schema: D4 }, { $ref: 'https://json-schema.org/draft/2020-12/meta/core' }] }, []],
  ['not as another draft', { $schema: 'http://json-schema.org/draft-03/schema#' }, ['network http://json-schema.org/draft-03/schema#']],
  ['not a draft as a part of an address', { $ref: `https://example.com/?${D7}x` }, [`network https://example.com/?${D7}x`]],
  ['in the order of the text', { $ref: 'b', items: [{ $ref: 'a' }, { $ref: 'c' }] }, ['file b', 'file a', 'file c']],
])('references are found %s', (_, schema, found) => {
  expect(searchSchema(JSON.stringify(schema)).map(({ kind, text }) => `${kind} ${text}`)).toEqual(found);
});

test.each(['[{"$ref": "http://a/b"}]', '"http://a/b"', 'null', '{"$ref"'])('Helm asks for nothing with the schema %s', (text) => {
  expect(searchSchema(text)).toEqual([]);
});

test('escapes hide nothing, and depth does not matter', () => {
  expect(searchSchema('{"\\u0024ref": "http:\\/\\/a\\/b"}')).toMatchObject([{ text: 'http://a/b', kind: 'network' }]);
  expect(searchSchema(`${'{"a":'.repeat(5000)}{"$ref":"http://a"}${'}'.repeat(5000)}`)).toHaveLength(1);
  expect(searchSchema('{"$ref": ')).toEqual([]);
});

test('folders, archives, and archives in those are searched', async () => {
  const schema = '{\n  "properties": {\n    "a": {"$ref": "http://example.com/a"}\n  }\n}\n';
  const inner = await packChart('inner', '1.0.0', { 'values.schema.json': schema });
  const outer = await packChart('outer', '1.0.0', {
    'charts/plain/Chart.yaml': 'name: plain\nversion: 1.0.0\n',
    'charts/plain/values.schema.json': schema,
    'templates/values.schema.json': schema,
  });
  const chart = await readCni({
    'values.schema.json': schema,
    'charts/folder/Chart.yaml': 'name: folder\nversion: 1.0.0\n',
    'charts/folder/values.schema.json': schema,
    'charts/folder/charts/inner.tgz': inner.bytes,
    'charts/outer.tgz': outer.bytes,
    'files/values.schema.json': schema,
  });
  const { references, isComplete } = findSchemaReferences(chart);
  const at = (file: string) => ({ file: `stack/cluster-addon/cni/${file}` });
  expect([isComplete, references.map(({ place }) => place)]).toEqual([
    true,
    [
      { ...at('charts/folder/values.schema.json'), line: 3, column: 19 },
      { ...at('values.schema.json'), line: 3, column: 19 },
      at('charts/folder/charts/inner.tgz'),
      at('charts/outer.tgz'),
    ],
  ]);
  expect(findSchemaReferences(await readCni({ 'charts/a.tgz': 'nothing' })).isComplete).toBe(false);
});

const CHARTS = join(import.meta.dirname, '../../../shared/charts');
test.skipIf(!existsSync(CHARTS))('charts of others have none', async () => {
  for (const name of ['cilium-1.17.4', 'cilium-1.20.0', 'metrics-server-3.13.0']) {
    const files = await readArchive(name, readFileSync(join(CHARTS, `${name}.tgz`)), undefined, 'helm');
    const chart = await readChart(
      name,
      files.map((file) => ({ ...file, path: file.path.slice(file.path.indexOf('/') + 1) })),
    );
    expect(chart && findSchemaReferences(chart)).toEqual({ references: [], isComplete: true });
  }
});

describeWithHelm('helm', (helm) => {
  test('fetches nothing', async () => {
    const requests: string[] = [];
    const server = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end('{"type": "string"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const render = createRenderer({ helm, atATime: 2 });
      const schema = { properties: { a: { $ref: `${url}/a.json` } } };
      const packed = await packChart('sub', '1.0.0', { 'values.schema.json': JSON.stringify(schema) });
      const cluster = { provider: 'docker', clusterClass: 'docker-demo-1-32-v1', kubernetes: 'v1.32.5' };
      for (const files of [
        { 'values.schema.json': JSON.stringify(schema), 'values.yaml': 'a: 1\n' },
        { 'values.schema.json': JSON.stringify({ $schema: `${url}/draft` }) },
        { 'values.schema.json': JSON.stringify({ $id: `${url}/b.json`, $ref: 'c.json' }) },
        { 'charts/sub.tgz': packed.bytes, 'values.yaml': 'sub: {a: 1}\n' },
        { 'values.schema.json': '{"$ref": "file:///etc/hostname"}' },
      ]) {
        const chart = await readCni({ ...files, 'templates/a.yaml': 'dns: {{ getHostByName "localhost" | quote }}\n' });
        const ways: readonly RenderRequest[] = [
          { kind: 'addon', chart, cluster },
          { kind: 'cluster-class', chart, release: 'docker-demo-1-32', namespace: 'cluster' },
        ];
        for (const request of ways) expect(await render(request)).toMatchObject({ kind: 'rendered', objects: [{ data: { dns: '' } }] });
      }
      expect(requests).toEqual([]);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
