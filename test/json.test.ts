import { expect, test } from 'vitest';
import { parseJson } from '../src/json.ts';

test.each<[name: string, source: string | Uint8Array, expected: unknown]>([
  ['text', '{"a": [1]}', { a: [1] }],
  ['bytes', Buffer.from('"ä"'), 'ä'],
  ['a part of other bytes', Buffer.from('xx[1]yy').subarray(2, 5), [1]],
  ['a typed array', new TextEncoder().encode('null'), null],
  ['bytes with a byte order mark', Buffer.from('\ufeff{}'), {}],
  ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), undefined],
  ['half a character', Buffer.from('"ä"').subarray(0, 2), undefined],
  ['no JSON', 'secret', undefined],
  ['nothing', '', undefined],
  ['more values than are read', `[${'0,'.repeat(2_000_000)}0]`, undefined],
])('%s', (_, source, expected) => {
  expect(parseJson(source)).toEqual(expected);
});
