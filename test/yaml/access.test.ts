import { describe, expect, test } from 'vitest';
import { getNode, getScalar, getText, isList, isNull, parseYaml, readItems, replaceRanges } from '../../src/yaml/index.ts';

const read = (text: string, dialect: 'v2' | 'v3') => parseYaml('f.yaml', Buffer.from(text), { dialect });

describe('getNode finds what the reader finds', () => {
  test.each<[text: string, v2: string | undefined, v3: string | undefined]>([
    ['m: {k: own}', 'own', 'own'],
    ['a: &a {k: merged}\nm: {<<: *a}', 'merged', 'merged'],
    ['a: &a {k: merged}\nm: {k: own, <<: *a}', 'merged', 'own'],
    ['a: &a {k: merged}\nm: {<<: *a, k: own}', 'own', 'own'],
    ['a: &a {k: first}\nb: &b {k: second}\nm: {<<: [*a, *b]}', 'first', 'first'],
    ['m: *m', undefined, undefined],
    ['a: &a {k: aliased}\nm: *a', 'aliased', 'aliased'],
    ['m: [{k: in a list}]', undefined, undefined],
    ['m: text', undefined, undefined],
  ])('%j', (text, v2, v3) => {
    const find = (dialect: 'v2' | 'v3') => {
      const yaml = read(text, dialect);
      return getScalar(yaml, getNode(yaml.root, 'm', 'k'))?.source;
    };
    expect([find('v2'), find('v3')]).toEqual([v2, v3]);
  });

  test('keys are called as their reader calls them', () => {
    const yaml = read('on: 1\n0x10: 2\n', 'v2');
    expect(['on', 'true', '16'].map((key) => getScalar(yaml, getNode(yaml.root, key))?.value)).toEqual([undefined, 1, 2]);
    expect(getScalar(yaml, getNode(read('on: 1\n', 'v3').root, 'on'))?.value).toBe(1);
  });
});

test('lists are read through aliases', () => {
  const { root } = read('a: &a [x, y]\nb: *a\n', 'v2');
  expect([isList(getNode(root, 'b')), readItems(getNode(root, 'b')).length, readItems(root).length]).toEqual([true, 2, 0]);
});

test.each([
  ['k:', true],
  ['k: ~', true],
  ['k: !!null null', true],
  ['k: "null"', false],
  ['k: !!str null', false],
  ['k: []', false],
])('%j is null: %j', (text, expected) => expect(isNull(getNode(read(text, 'v2').root, 'k'))).toBe(expected));

test.each([
  ['1.30', '1.3'],
  ['"1.30"', '1.30'],
  ['2.0', '2'],
  ['1.30.0', '1.30.0'],
  ['30', '30'],
  ['.5', '0.5'],
  ['16777217.5', '16777218'],
])('a field of a chart that says %s is %s to Helm', (written, expected) =>
  expect(getText(read(`k: ${written}\n`, 'v2'), getNode(read(`k: ${written}\n`, 'v2').root, 'k'))?.source).toBe(expected),
);

test('a number of many digits takes no time', () => {
  const yaml = read(`k: ${'0'.repeat(400_000)}.1e3\n`, 'v2');
  expect(getText(yaml, getNode(yaml.root, 'k'))?.source).toHaveLength(400_004);
});

test('replaced ranges leave all else as it is', () => {
  const text = '# a\nk:   "v1"   # b\nl: [v2,v3]\r\n';
  const yaml = read(text, 'v2');
  const [first, second] = [getNode(yaml.root, 'k'), readItems(getNode(yaml.root, 'l'))[1]].map((node) => getScalar(yaml, node));
  const edits = [first, second].map((scalar) => ({ range: scalar?.range ?? ([0, 0] as const), text: 'NEW' }));
  expect(replaceRanges(yaml, edits).toString()).toBe('# a\nk:   NEW   # b\nl: [v2,NEW]\r\n');
});
