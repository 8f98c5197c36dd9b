import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';
import { createCompiler } from '../../../src/compat/go-regexp/compiler.ts';
import { LONGEST, readPlainPattern } from '../../../src/compat/go-regexp/plain-pattern.ts';

const PLAIN: readonly (readonly [pattern: string, fits: readonly string[], others: readonly string[]])[] = [
  ['^[^\\s"\\\\]+$', ['a', '\v', '\u00a0', '\u2028', '💡'], ['', 'a b', 'a\n', '"', '\\', '\f']],
  ['^[^"\\\\]*$', ['', '\n'], ['"']],
  ['^([a-z0-9][a-z0-9.:/_-]*[a-z0-9])?$', ['', 'ab', 'a.b-c'], ['a', '-a', 'ab\n']],
  ['^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$', ['', '01234567-89ab-cdef-0123-456789abcdef'], ['01234567-89ab-cdef-456789abcdef']],
  ['^(https?://[^\\s"\\\\]+)?$', ['', 'http://a', 'https://a'], ['httpss://a', 'https://']],
  ['^(a|bc)$', ['a', 'bc'], ['ab', 'abc', 'c']],
  ['^/', ['/', '/a\n'], ['a/']],
  ['^-----BEGIN CERTIFICATE-----\\s', ['-----BEGIN CERTIFICATE-----\n'], ['-----BEGIN CERTIFICATE-----\v']],
  ['^\\d\\w\\.\\-\\/[\\w.-]$', ['1a.-/-', '1_.-/.'], ['1a.-/', '\u0661a.-/-']],
  ['^.$', ['a', '\r', '\u2028', '💡'], ['', '\n', 'ab']],
  ['^[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?$', ['a', 'a.b:1', 'a:12345'], [':1', 'a:', 'a:123456']],
  ['^([0-9]{1,3}\\.){3}[0-9]{1,3}/(1[6-9]|2[0-8])$', ['10.0.0.1/16', '255.255.255.255/28'], ['10.0.0/16', '10.0.0.1/29']],
  ['^\\S\\D\\W$', ['aa ', '\u00a0\u0661ä'], [' aa', 'a1 ', 'aaa']],
  ['^(a|b?c){2}$', ['aa', 'cbc', 'bca'], ['a', 'ab']],
  ['^a{0,2}$', ['', 'aa'], ['aaa', 'a{0,2}']],
  ['^a?b+$', ['b', 'abbb'], ['a']],
];

test.each(PLAIN)('%s is plain, and means what Go says', (pattern, fits, others) => {
  const plain = readPlainPattern(pattern)?.expression;
  const go = RE2JS.compile(pattern);
  for (const [texts, expected] of [[fits, true] as const, [others, false] as const]) {
    expect(texts.map((text) => [text, plain?.test(text), go.test(text)])).toEqual(texts.map((text) => [text, expected, expected]));
  }
});

test.each([
  ['not anchored', 'a$'],
  ['anchored in places', '^a|b$'],
  ['flags', '^(?i)a'],
  ['named', '^(?P<a>b)$'],
  ['loops in loops', '^(a*)*$'],
  ['choices in loops', '^(a|b)*$'],
  ['many loops', '^a*a*a*$'],
  ['many choices', `^${'a?'.repeat(18)}$`],
  ['choices of choices', '^((a|b){10}){2}$'],
  ['lazy', '^a*?$'],
  ['counts of counts', '^a{2}{3}$'],
  ['counts without an end', '^a{2,}$'],
  ['counts that go down', '^a{3,2}$'],
  ['counts that are none', '^a{02}$'],
  ['wide ranges of counts', '^a{1,99}a{1,99}a{1,99}$'],
  ['classes in classes', '^[\\S]$'],
  ['large counts', '^(a{100}){100}$'],
  ['a count of none', '^a{0}$'],
  ['what is not ASCII', '^ä$'],
  ['words’ borders', '^a\\b$'],
  ['properties', '^\\pL$'],
  ['named classes', '^[[:alpha:]]$'],
  ['ranges that are none', '^[z-a]$'],
  ['ranges of classes', '^[\\d-z]$'],
  ['an open class', '^[a'],
  ['an empty class', '^[]$'],
  ['an open group', '^(a$'],
  ['an empty group', '^()$'],
  ['a group too few', '^a)$'],
  ['nothing to repeat', '^*$'],
  ['an escape of nothing', '^a\\'],
  ['letters that are no escape', '^\\q$'],
  ['what is deep', `^${'('.repeat(100_000)}`],
])('%s is not plain', (_, pattern) => {
  expect(readPlainPattern(pattern)).toBeUndefined();
});

/** Pieces of patterns, plain and not. */
const PIECES =
  '^ $ a b - . / \\ [ ] ( ) { } | ? * + 1 2 , {2} {1,2} {0,1} [a-b] [^a] [\\s-] \\s \\S \\d \\W \\w \\. \\- (a|b) (ab)? a* [ab]+ : _'.split(
    ' ',
  );
const TEXTS = ['a', 'b', '-', '.', '/', '1', '_', ' ', '\n', '\v', '\u00a0', '💡', ':', '{', '2'];

describe('whatever is plain', () => {
  const pattern = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => `^${pieces.join('')}`);
  const texts = fc.array(
    fc.array(fc.constantFrom(...TEXTS), { maxLength: 6 }).map((parts) => parts.join('')),
    { minLength: 20 },
  );

  test('is what Go takes, and matches the same', () => {
    let count = 0;
    fc.assert(
      fc.property(pattern, texts, (source, all) => {
        const plain = readPlainPattern(source)?.expression;
        if (plain === undefined) return;
        count++;
        const go = RE2JS.compile(source);
        expect([source, all.map((text) => plain.test(text))]).toEqual([source, all.map((text) => go.test(text))]);
      }),
      { numRuns: 20_000 },
    );
    expect(count).toBeGreaterThan(1000);
  });
});

test.each(PLAIN)('%s costs about what it costs in RE2, which adds some instructions of its own', (pattern) => {
  const plain = createCompiler()(pattern);
  const size = RE2JS.compile(pattern).programSize();
  if (plain.kind !== 'usable') throw new Error('not usable');
  expect([plain.size > (size - 8) / 4, plain.size <= size]).toEqual([true, true]);
});

test('texts too long for it are matched too', () => {
  const expression = createCompiler()('^a*a*b$');
  const long = 'a'.repeat(10 * LONGEST);
  if (expression.kind !== 'usable') throw new Error('not usable');
  expect([expression.test(`${long}b`), expression.test(long), expression.test('aab')]).toEqual([true, false, true]);
});
