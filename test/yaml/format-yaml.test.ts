import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { formatYaml, formatYamlStream } from '../../src/yaml/index.ts';

test.each([
  { a: { b: [{ c: 1, d: [] }, [1, [2, {}]], 'x'] }, e: {}, f: [] },
  { texts: ['', 'no', 'null', '1.30', '1e3', '0x1', '- a', 'a: b', 'a #b', '"', "'", '{{ x }}', 'ü\n\ttab', '~', '.', 'a.b/c-d', 'Y'] },
  { 'a key': 1, '1': 2, yes: 3, '': 4 },
  [[], [[]], {}, [{}]],
  'text',
  7,
  true,
  null,
])('%j is read back as it was', (data) => {
  expect(parse(formatYaml(data))).toEqual(data);
});

test('what is not set is left out, and documents follow each other', () => {
  expect(formatYaml({ a: 1, b: undefined, c: { d: undefined } })).toBe('a: 1\nc: {}\n');
  expect(parseAllDocuments(formatYamlStream([{ a: 1 }, { b: 2 }])).map((one) => one.toJS())).toEqual([{ a: 1 }, { b: 2 }]);
});
