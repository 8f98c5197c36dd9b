import { describe, expect, test } from 'vitest';
import { asList, asMap, asText, getIn, getOwn, isObject, isSame } from '../src/data.ts';

const DOCUMENT: unknown = JSON.parse('{"spec": {"names": ["a", "b"], "replicas": 3, "none": null, "__proto__": {"x": 1}}}');

describe('getIn', () => {
  test.each<[readonly string[], unknown]>([
    [[], DOCUMENT],
    [
      ['spec', 'names'],
      ['a', 'b'],
    ],
    [['spec', 'replicas'], 3],
    [['spec', 'none'], null],
    [['spec', '__proto__', 'x'], 1],
    [['spec', 'missing'], undefined],
    [['spec', 'none', 'below'], undefined],
    [['spec', 'replicas', 'toFixed'], undefined],
    [['spec', 'names', '0'], undefined],
    [['spec', 'names', 'length'], undefined],
    [['constructor'], undefined],
    [['spec', 'constructor', 'name'], undefined],
  ])('%j', (path, expected) => {
    expect(getIn(DOCUMENT, ...path)).toEqual(expected);
  });
});

test('getOwn sees a map’s own keys alone', () => {
  const ages: Readonly<Record<string, number>> = { ada: 36 };
  expect(['ada', 'bob', 'toString'].map((key) => getOwn(ages, key))).toEqual([36, undefined, undefined]);
});

test.each<[unknown, unknown]>([
  [{}, { map: {}, list: [], text: undefined, isObject: true }],
  [[1], { map: undefined, list: [1], text: undefined, isObject: false }],
  ['', { map: undefined, list: [], text: '', isObject: false }],
  [3, { map: undefined, list: [], text: undefined, isObject: false }],
  [null, { map: undefined, list: [], text: undefined, isObject: false }],
  [undefined, { map: undefined, list: [], text: undefined, isObject: false }],
])('%j as a map, a list and a text', (value, expected) => {
  expect({ map: asMap(value), list: asList(value), text: asText(value), isObject: isObject(value) }).toEqual(expected);
});

describe('isSame', () => {
  test.each<[unknown, unknown]>([
    [1, 1],
    [null, null],
    [undefined, undefined],
    [
      { a: 1, b: [2] },
      { b: [2], a: 1 },
    ],
    [[{ a: 1, b: 2 }], [{ b: 2, a: 1 }]],
  ])('%j is %j', (a, b) => {
    expect(isSame(a, b)).toBe(true);
  });

  test.each<[unknown, unknown]>([
    [1, '1'],
    [null, undefined],
    [[], {}],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 2]],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: undefined }, { b: undefined }],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
    [{ toString: 1 }, {}],
  ])('%j is not %j', (a, b) => {
    expect([isSame(a, b), isSame(b, a)]).toEqual([false, false]);
  });
});
