import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanData, cleanLines, cleanText, disarm, formatJson, hasSecret, isCleanName, listSecrets, maskUrls } from '../src/text.ts';
import { actsInRunner, hostileText, UNSEEN } from './support/hostile-text.ts';

describe('texts for people', () => {
  test.each([
    ['a\r\n\tb', 'a b'],
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['\u009b31m', '\\u{9b}31m'],
    ['a\u202eb\u2066c\u200e', 'a\\u{202e}b\\u{2066}c\\u{200e}'],
    ['a\u2028b\u0085c', 'a b c'],
    ['\ufeffa\u200bb', '\\u{feff}a\\u{200b}b'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\ud800', '\\u{d800}'],
    ['Grüße 🚀 ⛔ 中文', 'Grüße 🚀 ⛔ 中文'],
  ])('%j is %j', (text, expected) => expect([cleanText(text), cleanLines(`${text}\nx`).split('\n').at(-1)]).toEqual([expected, 'x']));

  test('of data, all of them', () => {
    expect(cleanData({ a: ['x\ny', 1, null, undefined], b: { c: '\u0007' } })).toEqual({
      a: ['x y', 1, null, undefined],
      b: { c: '\\u{7}' },
    });
  });

  test('nothing in them is unseen, and lines are ours', () => {
    fc.assert(fc.property(hostileText, (text) => !UNSEEN.test(cleanText(text)) && !cleanText(text).includes('\n')));
  });
});

describe('output', () => {
  test.each([
    ['::error::x', ': :error::x'],
    ['a\n \t::add-mask::x\n', 'a\n \t: :add-mask::x\n'],
    ['\u001b[1m::warning::x', '\u001b[1m: :warning::x'],
    ['\u00a0::x::', '\u00a0: :x::'],
    ['a ##[add-mask]x', 'a ## [add-mask]x'],
    ['###[group]', '### [group]'],
    ['std::string a::b', 'std::string a::b'],
  ])('%j is %j', (text, expected) => expect(disarm(text)).toBe(expected));

  test('no line of it acts', () => {
    fc.assert(
      fc.property(hostileText, (text) => !disarm(cleanLines(text)).split('\n').some(actsInRunner)),
      {
        examples: [['::error::x'], ['\n\n  ::error::'], ['##[##[add-mask]x']],
      },
    );
  });
});

describe('JSON', () => {
  test('is printable, loses nothing, and acts nowhere', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(undefined, 2), (text, indent) => {
        const data = { a: [text, { b: text }] };
        const json = formatJson(data, indent);
        expect(JSON.parse(json)).toEqual({ a: [maskUrls(text), { b: maskUrls(text) }] });
        expect(UNSEEN.test(json.replaceAll('\n', ''))).toBe(false);
        expect(json.split('\n').some(actsInRunner)).toBe(false);
      }),
    );
  });
});

describe('names', () => {
  test.each(['a', 'cilium-1.17.4.tgz', 'Grüße', '中文', 'a b', '..'])('%j', (name) => expect(isCleanName(name)).toBe(true));
  test.each([
    '\n',
    'a\u0000',
    'a\u007f',
    'a\u0085',
    '\u009b',
    '\u202e',
    '\u2069',
    '\u200f',
    '\u061c',
    '\u2028',
    '\u200b',
    '\ufeff',
    '\u{e0041}',
    '\ufffd',
    'a\\b',
    '\udc00',
  ])('%j is refused', (name) => expect(isCleanName(name)).toBe(false));
});

describe('secrets in URLs', () => {
  test.each([
    ['https://ann:p4ss@charts.example.com/x', 'https://***@charts.example.com/x'],
    ['from https://ghp_token@h.example.com, and', 'from https://***@h.example.com, and'],
    ['oci://u:p@h:5000/a', 'oci://***@h:5000/a'],
    ['https://u:p/w@h.example.com/a', 'https://***@h.example.com/a'],
    ['https://h/i.yaml?token=abc&x=1', 'https://h/i.yaml?token=***&x=1'],
    ['https://h/i?X-Amz-Signature=0f&sig=1&api_key=2', 'https://h/i?X-Amz-Signature=***&sig=***&api_key=***'],
    ['https://h/i?q=Zm9vYmFyYmF6MTIzNDU2Nzg5MDEy', 'https://h/i?q=***'],
    ['https://ann:p@[::1]:80/', 'https://***@[::1]:80/'],
  ])('%s', (text, expected) => {
    expect(maskUrls(text)).toBe(expected);
    expect([hasSecret(text), maskUrls(expected)]).toEqual([true, expected]);
  });

  test.each([
    'https://charts.example.com:8443/stable?version=1.0.0',
    'oci://h/a@sha256:abc',
    'oci://h:5000/a@sha256:abc',
    'git@github.com:org/repo',
    'a?token b',
  ])('%s has none', (text) => expect([maskUrls(text), hasSecret(text)]).toEqual([text, false]));

  test('for a runner to mask', () => {
    expect(listSecrets('a=https://u:p%40ss@h/?token=t0&x=1 oci://key@h')).toEqual(['p%40ss', 'p@ss', 'key', 't0']);
    expect(listSecrets('oci://ghcr.io/org/name')).toEqual([]);
  });

  test('long texts take no time', () => {
    const start = performance.now();
    for (const text of ['://', 'a:/', '?a=', '&', ':: ', '\n ', '://a:'].map((part) => part.repeat(300_000))) {
      disarm(cleanText(text));
      disarm(text);
      formatJson(text);
    }
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
