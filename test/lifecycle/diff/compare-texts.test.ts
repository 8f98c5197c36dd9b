import { expect, test } from 'vitest';
import { compareTexts } from '../../../src/lifecycle/diff/compare-texts.ts';
import { formatValue } from '../../../src/lifecycle/diff/format-value.ts';

const NO_MASKS = { before: (text: string) => text, after: (text: string) => text };

test('texts of empty lines are compared by lines, and take no time', () => {
  const lines = '\n'.repeat(400_000);
  expect(compareTexts(`${lines}a`, `${lines}b`, NO_MASKS)).toMatchObject({ kind: 'lines' });
});

test('a text of digits is told in short, and takes no time', () => {
  expect(formatValue(`${'0'.repeat(400_000)}x`)).toMatch(/^0{300}… \(400001 characters, sha256 [0-9a-f]{12}\)$/);
  expect(['1', '1.', '1.5', '.5', '-1e3', '1.x'].map(formatValue)).toEqual(['"1"', '"1."', '"1.5"', '".5"', '"-1e3"', '1.x']);
});
