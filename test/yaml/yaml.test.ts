import { describe, expect, test } from 'vitest';
import { getNode, getScalar, hasSyntaxError, isInline, parseYaml, readMap, toData } from '../../src/yaml/index.ts';
import { briefFinding } from '../support/brief-finding.ts';

const parse = (text: string | Buffer) => parseYaml('f.yaml', Buffer.from(text));

describe('scalars', () => {
  test.each<[text: string, source: string, value: unknown, quoted: boolean, marked: boolean, inline: boolean, column: number]>([
    ['1.30', '1.30', 1.3, false, false, true, 4],
    ['0x1F', '0x1F', 31, false, false, true, 4],
    ['1e3', '1e3', 1000, false, false, true, 4],
    ['"1.30"', '1.30', '1.30', true, false, true, 4],
    ["'it''s'", "it's", "it's", true, false, true, 4],
    ['true', 'true', true, false, false, true, 4],
    ['v1.32.5  # x', 'v1.32.5', 'v1.32.5', false, false, true, 4],
    ['&a x', 'x', 'x', false, true, true, 7],
    ['!!str 1', '1', '1', false, true, true, 10],
    ['|\n  x', 'x', 'x', true, false, false, 4],
    ['a\n  b', 'a b', 'a b', false, false, false, 4],
  ])('%j', (text, source, value, quoted, marked, inline, column) => {
    const yaml = parse(`a: ${text}\n`);
    const scalar = getScalar(yaml, getNode(yaml.root, 'a'));
    expect({
      ...scalar,
      source: scalar?.source.trim(),
      value: typeof scalar?.value === 'string' ? scalar.value.trim() : scalar?.value,
      range: [],
    }).toEqual({
      source,
      value,
      quoted,
      marked,
      place: { file: 'f.yaml', line: 1, column },
      range: [],
    });
    expect(scalar && isInline(yaml, scalar)).toBe(inline && !marked);
  });

  test.each(['a:', 'a: null', 'a: ~', 'a: [x]', 'a: {b: c}', 'a', '', '[a]'])('%j has none', (text) => {
    const yaml = parse(text);
    expect(getScalar(yaml, getNode(yaml.root, 'a'))).toBeUndefined();
  });
});

test('an alias has the value of its anchor, and its own place', () => {
  const yaml = parse('b: &x apply\na: *x\n');
  const scalar = getScalar(yaml, getNode(yaml.root, 'a'));
  expect([scalar?.source, scalar?.place.line, scalar && isInline(yaml, scalar)]).toEqual(['apply', 2, false]);
});

describe('maps', () => {
  test('the last of equal keys counts', () => {
    const yaml = parse('a: {b: 1}\na: {c: 2}\nx: y\n');
    expect([getNode(yaml.root, 'a', 'b'), getScalar(yaml, getNode(yaml.root, 'a', 'c'))?.value]).toEqual([undefined, 2]);
    expect(readMap(yaml.root)?.map(({ key }) => key)).toEqual(['a', 'a', 'x']);
  });

  test('keys that are not text', () => {
    const yaml = parse('1: a\ntrue: c\nyes: d\n0x10: e\n1.0: f\n');
    expect(readMap(yaml.root)?.map(({ key }) => key)).toEqual(['1', 'true', 'true', '16', '1']);
  });

  test.each(['[x]: b\n', '{x: y}: b\n', '? \n: d\n', '~: d\n'])('the key of %j is refused, as by Go', (text) => {
    expect(hasSyntaxError(parse(text))).toBe(true);
  });

  test.each(['__proto__', 'constructor', 'toString'])('the key %s is a key', (key) => {
    const yaml = parse(`${key}: x\n`);
    expect([getScalar(yaml, getNode(yaml.root, key))?.source, getNode(parse('a: 1').root, key)]).toEqual(['x', undefined]);
  });
});

describe('files', () => {
  test.each<[name: string, text: string | Buffer, findings: readonly string[], data: unknown]>([
    ['fine', 'a: [1, "2", null]\n', [], { a: [1, '2', null] }],
    ['empty', '', [], null],
    ['a byte order mark', '\ufeffa: 1\n', ['warn byte-order-mark f.yaml'], { a: 1 }],
    ['CRLF', 'a: 1\r\nb: 2\r\n', ['warn crlf f.yaml:1:5'], { a: 1, b: 2 }],
    ['keys twice', 'a: 1\na: 2\n', ['warn duplicate-key f.yaml:2:1'], { a: 2 }],
    ['several documents', 'a: 1\n---\nb: 2\n', ['warn yaml-documents f.yaml:2:1'], { a: 1 }],
    ['broken', 'a: [\nb', ['refuse yaml-syntax f.yaml:2:2'], undefined],
    ['not UTF-8', Buffer.from([0x61, 0x3a, 0x20, 0xff]), ['refuse not-utf8 f.yaml:1:4'], undefined],
    ['an unknown anchor', 'a: *x\n', ['refuse yaml-syntax f.yaml:1:4'], undefined],
    ['an anchor after its alias', 'a: *x\nb: &x 1\n', ['refuse yaml-syntax f.yaml:1:4'], undefined],
    ['anchors', 'a: &x {b: 1}\nc: [*x, *x]\n', [], { a: { b: 1 }, c: [{ b: 1 }, { b: 1 }] }],
    [
      'many aliases of aliases',
      `a: &a [x]\n${'bcdefghij'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(',')}]`)
        .join('\n')}\n`,
      ['refuse yaml-syntax f.yaml:2:20'],
      undefined,
    ],
  ])('%s', (_, text, findings, data) => {
    const yaml = parse(text);
    expect([yaml.findings.map(briefFinding('.')), toData(yaml)]).toEqual([findings, data]);
    expect(hasSyntaxError(yaml)).toBe(findings.some((finding) => finding.startsWith('refuse')));
  });
});

describe('deep nesting', () => {
  test.each<[name: string, text: string]>([
    ['999 lists', `${'['.repeat(999)}x${']'.repeat(999)}`],
    ['999 lists by blocks', `${'- '.repeat(999)}x`],
    ['999 levels of maps', Array.from({ length: 999 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['brackets that are closed', '- [{a: [1, 2]}]\n'.repeat(1000)],
    ['a long text with brackets', `a: |\n${'  {{ [x] }} if [[ y ]]\n'.repeat(1000)}`],
  ])('%s are read', (_, text) => expect(parse(text).findings).toEqual([]));

  test.each(['[', '{a: ', '[{a: ', '- ', '? ', '- ? ', '- [', "'[' ", '[a: '])(
    'very much of %j is refused, and does not fill the stack',
    (part) => {
      const yaml = parse(part.repeat(20_000));
      expect([hasSyntaxError(yaml), toData(yaml)]).toEqual([true, undefined]);
    },
  );

  test.each([`# ${']'.repeat(50_000)}\n${'['.repeat(20_000)}`, `'${'}'.repeat(500)}': ${'{a: '.repeat(20_000)}`])(
    'what closes nothing in a comment or a text hides none of it',
    (text) => expect(parse(text).findings.map(({ code }) => code)).toEqual(['yaml-limit']),
  );

  test('pairs in pairs', () => {
    expect(hasSyntaxError(parse(`[${'a: '.repeat(20_000)}]`))).toBe(true);
  });
});
