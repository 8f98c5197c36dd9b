import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { formatDocuments } from '../../../src/management/folder/format-yaml.ts';
import { parseYaml, toData } from '../../../src/yaml/index.ts';

test('what is written reads back as the same data, whatever its texts are', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('yes', 'null', '1.30', '', 'a: b', '- x', '#', '0x1f', '2026-11-28', 'v1.12.11', 'E-0', '<<', '=', '~', 'no\nyes'),
  );
  const data = fc.dictionary(
    fc.oneof(fc.stringMatching(/^[A-Za-z][A-Za-z0-9./_-]{0,12}$/), fc.stringMatching(/^[eE][-+]?\d{0,3}$/)),
    fc.oneof(
      text,
      fc.boolean(),
      fc.integer(),
      fc.array(text),
      fc.array(fc.dictionary(fc.constantFrom('name', 'a/b'), text)),
      fc.dictionary(fc.constantFrom('x', 'no'), text),
    ),
  );
  fc.assert(
    fc.property(data, fc.array(text, { maxLength: 2 }), (map, comments) => {
      const written = formatDocuments([{ comments, data: map }]);
      for (const version of ['1.1', '1.2'] as const) expect(parse(written, { version }) ?? {}).toEqual({ ...map });
    }),
    { numRuns: 200 },
  );
});

test('a comment stays a comment', () => {
  const written = formatDocuments([{ comments: ['why\nkind: Secret\u2028- x \u001b[31m', 'x '.repeat(200)], data: { a: 1 } }]);
  expect(written.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual(['a: 1']);
  expect(Math.max(...written.split('\n').map((line) => line.length))).toBeLessThanOrEqual(121);
  expect(toData(parseYaml('x.yaml', Buffer.from(written)))).toEqual({ a: 1 });
});

test('expressions are written as they are, and versions without quotes', () => {
  const data = {
    spec: {
      version: 'v1.12.11',
      minor: '1.32',
      on: true,
      empty: [],
      none: {},
      expression: 'a ||\nb',
      list: [{ name: 'x', expression: 'x' }, 'z'],
    },
  };
  expect(
    formatDocuments([
      { comments: ['one'], data },
      { comments: [], data: { a: null, gone: undefined } },
    ]),
  ).toBe(`# one
spec:
  version: v1.12.11
  minor: "1.32"
  "on": true
  empty: []
  none: {}
  expression: |-
    a ||
    b
  list:
    - name: x
      expression: x
    - z
---
a: null
`);
});
