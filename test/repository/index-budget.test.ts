import { describe, expect, test } from 'vitest';
import { parseIndex } from '../../src/repository/index.ts';
import { formatIndex } from '../support/chart-repository.ts';

const BASE = 'https://charts.example.com';
const DIGEST = 'a'.repeat(64);
const chart = (name: string, version: string, digest = DIGEST) => ({ name, version, bytes: Buffer.alloc(0), digest });
const entry = (version: string) => `  - version: ${version}\n    urls: [x-${version}.tgz]\n`;
const versions = (text: string, name = 'x') => parseIndex(text, name, BASE)?.map(({ version }) => version);
const refusal = (text: string): unknown => {
  try {
    return parseIndex(text, 'x', BASE)?.length;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('digests', () => {
  test.each([
    ['all digits, unquoted', '1'.repeat(64), '1'.repeat(64)],
    ['digits and an e, unquoted', `${'1'.repeat(31)}e${'1'.repeat(32)}`, `${'1'.repeat(31)}e${'1'.repeat(32)}`],
    ['octal, to some', `0${'7'.repeat(63)}`, `0${'7'.repeat(63)}`],
    ['with its algorithm', `sha256:${DIGEST}`, DIGEST],
    ['in capitals', 'A'.repeat(64), DIGEST],
    ['none at all', '""', undefined],
    ['null', '~', undefined],
    // What cannot be compared is kept, so that nothing is taken for good unchecked.
    ['another algorithm', 'sha512:abc', 'sha512:abc'],
    ['a word', 'latest', 'latest'],
  ])('%s', (_, written, expected) => {
    expect(parseIndex(formatIndex([chart('x', '1.0.0', written)]), 'x', BASE)?.map(({ sha256 }) => sha256)).toEqual([expected]);
    const flow = `apiVersion: v1\nentries:\n  x: [{version: 1.0.0, urls: [x.tgz], digest: ${written}}]\n`;
    expect(parseIndex(flow, 'x', BASE)?.map(({ sha256 }) => sha256)).toEqual([expected]);
  });
});

describe('lines', () => {
  const filler = Array.from(
    { length: 60_000 },
    (_, at) => `  c${at}:\n  - version: 1.0.0\n    description: a chart among many, ${at}\n    urls: [a.tgz]\n`,
  );

  test('of an index that is too large to be parsed as a whole are found by their indentation', () => {
    const large = `apiVersion: v1\nentries:\n  first:\n${entry('3.0.0')}${filler.join('')}  x:\n${entry('1.0.0')}${entry('2.0.0')}  z:\n${entry('4.0.0')}`;
    expect(large.length).toBeGreaterThan(4 * 1024 * 1024);
    expect(['first', 'x', 'z', 'none'].map((name) => versions(large, name))).toEqual([['3.0.0'], ['2.0.0', '1.0.0'], ['4.0.0'], []]);
  });

  test.each([
    ['an empty item', `  x:\n  -\n${entry('1.0.0')}  - \n${entry('2.0.0')}`],
    ['a dash alone', '  x:\n  -\n    version: 1.0.0\n    urls: [x]\n  - version: 2.0.0\n    urls: [x]\n'],
    ['blank lines and comments', `  x:\n\n   \n  # one\n${entry('1.0.0')}\n    # two\n# three\n${entry('2.0.0')}\n`],
    [
      'a list in another field',
      `  x:\n  - keywords:\n    - a\n    - version: 9.0.0\n    version: 1.0.0\n    urls:\n    - x.tgz\n${entry('2.0.0')}`,
    ],
    ['Windows line ends', `  x:\n${entry('1.0.0')}${entry('2.0.0')}`.replaceAll('\n', '\r\n')],
  ])('%s', (_, text) => expect(versions(`apiVersion: v1\nentries:\n${text}`)).toEqual(['2.0.0', '1.0.0']));
});

describe('beyond what is read', () => {
  test.each<[what: string, text: () => string, expected: unknown]>([
    ['too many versions', () => `entries:\n  x:\n${entry('1.0.0').repeat(10_001)}`, 'too-large'],
    ['an entry that does not end', () => `entries:\n  x:\n  - urls:\n${'    - x.tgz\n'.repeat(500_000)}`, 'too-large'],
    ['too many in JSON', () => JSON.stringify({ entries: { x: Array(10_001).fill({ version: '1.0.0', urls: ['x'] }) } }), 'too-large'],
    ['JSON nested without end', () => `{"entries":{"x":${'['.repeat(100_000)}`, undefined],
    ['JSON of millions of values', () => `{"entries":{"x":[${'[],'.repeat(3_000_000)}[]]}}`, undefined],
    ['a name of the prototype', () => '{"entries":{}}'.replace('{}', '{"y":[]}'), 0],
  ])('%s', (_, text, expected) => expect(refusal(text())).toBe(expected));
});
