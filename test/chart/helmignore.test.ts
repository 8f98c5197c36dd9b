import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGoPattern } from '../../src/chart/go-pattern.ts';
import { isFileIgnored, parseHelmignore } from '../../src/chart/helmignore.ts';
import { readIgnoreRules, selectChartFiles } from '../../src/chart/index.ts';
import { createFile, sortTree } from '../../src/files/index.ts';

/** Which of these files Helm leaves out. The same table was run through `helm package` of Helm 3.19 once. */
function ignored(text: string, paths: readonly string[]): string[] {
  const { rules, problems } = parseHelmignore(text);
  expect(problems).toEqual([]);
  return paths.filter((path) => isFileIgnored(rules, path));
}

const FILES = [
  'Chart.yaml',
  'README.md',
  'a-b.txt',
  'a.txt',
  'ab.txt',
  'b.bak',
  'docs/a.txt',
  'docs/deep/b.bak',
  'files/[x].txt',
  'files/a b.txt',
  'files/grüße.txt',
  'templates/.hidden',
  'templates/.hidden.yaml',
  'templates/a.yaml',
  'templates/sub/.hidden',
  'tests/a.txt',
  'values.yaml',
];

/** The default rule's. */
const HIDDEN = ['templates/.hidden', 'templates/.hidden.yaml'];
const but = (...kept: readonly string[]) => FILES.filter((path) => !kept.includes(path));

describe('.helmignore', () => {
  test.each<[name: string, text: string, expected: readonly string[]]>([
    ['nothing: the default rule', '', HIDDEN],
    ['comments and blanks', '# *.txt\n\n   \n\t# x', HIDDEN],
    ['a name anywhere', 'a.txt', ['a.txt', 'docs/a.txt', ...HIDDEN, 'tests/a.txt']],
    ['a name with a dash', 'a-b.txt', ['a-b.txt', ...HIDDEN]],
    ['a star', '*.bak', ['b.bak', 'docs/deep/b.bak', ...HIDDEN]],
    ['a star with dashes', 'a-*', ['a-b.txt', ...HIDDEN]],
    ['a question mark', 'a?.txt', ['ab.txt', ...HIDDEN]],
    ['a leading slash', '/a.txt', ['a.txt', ...HIDDEN]],
    ['a leading slash and a folder', '/docs/a.txt', ['docs/a.txt', ...HIDDEN]],
    ['a slash inside', 'docs/*.txt', ['docs/a.txt', ...HIDDEN]],
    ['a star does not cross a slash', 'docs/*.bak', HIDDEN],
    ['a slash inside is from the top', 'deep/b.bak', HIDDEN],
    ['a folder by its name', 'docs', ['docs/a.txt', 'docs/deep/b.bak', ...HIDDEN]],
    ['a folder below another, by its name', 'deep', ['docs/deep/b.bak', ...HIDDEN]],
    ['folders only', 'docs/', ['docs/a.txt', 'docs/deep/b.bak', ...HIDDEN]],
    ['folders only: no file', 'a.txt/', HIDDEN],
    ['folders only, from the top', '/deep/', HIDDEN],
    ['folders only, with a path', 'docs/deep/', ['docs/deep/b.bak', ...HIDDEN]],
    ['a class', '[ab].txt', ['a.txt', 'docs/a.txt', ...HIDDEN, 'tests/a.txt']],
    ['a range', '[a-c].bak', ['b.bak', 'docs/deep/b.bak', ...HIDDEN]],
    ['a negated class', '[^a].bak', ['b.bak', 'docs/deep/b.bak', ...HIDDEN]],
    ['! in a class is a character', '[!a].bak', HIDDEN],
    ['an escaped bracket', '\\[x].txt', ['files/[x].txt', ...HIDDEN]],
    ['a bracket in a class', '[[]x[\\]].txt', ['files/[x].txt', ...HIDDEN]],
    ['a dot is not a wildcard', 'a.tx.', HIDDEN],
    ['a blank inside', 'a b.txt', ['files/a b.txt', ...HIDDEN]],
    ['a ? is one character, not one byte', 'gr??e.txt', ['files/grüße.txt', ...HIDDEN]],
    ['blanks around', '  a.txt  ', ['a.txt', 'docs/a.txt', ...HIDDEN, 'tests/a.txt']],
    ['CRLF', '*.bak\r\na-b.txt\r\n', ['a-b.txt', 'b.bak', 'docs/deep/b.bak', ...HIDDEN]],
    ['a byte order mark', '\ufeffa-b.txt', ['a-b.txt', ...HIDDEN]],
    ['a byte order mark inside', 'a\ufeff-b.txt', HIDDEN],
    ['a negated rule ignores all it does not match', '!a-b.txt', but('a-b.txt')],
    ['a negated rule does not bring back', '*.bak\n!b.bak', but()],
    ['a negated folder rule ignores all files', '!docs/', but()],
    ['upper and lower case differ', 'readme.md', HIDDEN],
    ['a Chart.yaml can be lost', 'Chart.yaml', ['Chart.yaml', ...HIDDEN]],
    ['a bare slash matches nothing', '/', HIDDEN],
    ['./ matches nothing', './a.txt', HIDDEN],
    ['alternatives are characters', '{a,b}.txt', HIDDEN],
    ['regular expressions are characters', '(a|b).txt\na+.txt\n^a\\.txt$', HIDDEN],
  ])('%s: %j', (_, text, expected) => expect(ignored(text, FILES)).toEqual(expected));

  test.each<[text: string, lines: readonly number[]]>([
    ['**/a.txt', [1]],
    ['*.bak\n\n# x\na**\n', [4]],
    ['[a', [1]],
    ['[]a]', [1]],
    ['[]', [1]],
    ['[^]', [1]],
    ['[a-]', [1]],
    ['[-a]', [1]],
    ['[a\\', [1]],
    ['a\\', [1]],
    ['x\n[\n\\', [2, 3]],
    ['# [a\n!**', [2]],
  ])('%j has problems on lines %j', (text, lines) => expect(parseHelmignore(text).problems.map(({ line }) => line)).toEqual(lines));

  test('a bad rule does not disturb the others', () => {
    const { rules } = parseHelmignore('[a\n*.bak');
    expect(FILES.filter((path) => isFileIgnored(rules, path))).toEqual(['b.bak', 'docs/deep/b.bak', ...HIDDEN]);
  });

  test('never throws', () => {
    const character = fc.constantFrom(...('ab/\\[]^-!*?{}().+|$# \n\r\u{1F600}ä'.match(/./gsu) ?? []));
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ unit: character, maxLength: 12 })),
        fc.string({ unit: character }),
        (text, path) => {
          isFileIgnored(parseHelmignore(text).rules, path);
        },
      ),
    );
  });

  test('a pattern of plain characters matches itself alone', () => {
    const escaped = (text: string) => text.replaceAll(/[\\*?[]/g, '\\$&');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, other) => {
        const pattern = compileGoPattern(escaped(text));
        expect([pattern?.test(text), pattern?.test(other)]).toEqual([true, text === other]);
      }),
    );
  });

  test.each<[pattern: string, text: string, expected: boolean]>([
    ['*a*b*c', 'xaxbxc', true],
    ['*a*b*c', 'xaxcxb', false],
    ['a*', 'a', true],
    ['*', '', true],
    ['*', 'a/b', false],
    ['*/*', 'a/b', true],
    ['a*1*2', 'a12', true],
    ['*[^a]*b', 'xyb', true],
    // A class matches a slash, and Go does not go back for it.
    ['*[^a]b', 'x/b', true],
    ['*[^a]*b', 'x/yb', false],
    ['?', '/', false],
    ['[/]', '/', true],
    ['[b-a]', 'a', false],
    ['[^b-a]', 'a', true],
    ['\u{1f600}?', '\u{1f600}\u{1f601}', true],
    ['[\u{1f600}-\u{1f64f}]', '\u{1f601}', true],
  ])('Go: %j and %j: %s', (pattern, text, expected) => expect(compileGoPattern(pattern)?.test(text)).toBe(expected));

  test('many stars take no time', () => {
    const started = performance.now();
    expect(compileGoPattern('*a'.repeat(40))?.test('a'.repeat(30) + 'b'.repeat(200))).toBe(false);
    expect(compileGoPattern(`${'*a'.repeat(40)}b`)?.test('a'.repeat(250))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('a rule longer than any path is a problem', () => {
    expect(parseHelmignore('a'.repeat(5_000_000)).problems).toHaveLength(1);
    expect(isFileIgnored(parseHelmignore('?'.repeat(4096)).rules, 'a')).toBe(false);
  });

  test('more rules than anybody writes are a problem, and are not tried', () => {
    const start = performance.now();
    const { rules, problems } = parseHelmignore('a*b\n'.repeat(6000));
    expect(problems).toEqual([{ line: 5001, message: 'there are more than 5000 lines' }]);
    expect(isFileIgnored(rules, 'templates/.a')).toBe(true);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test('rules are held against files up to a measure', () => {
    const rules = `a.bak\n${'#'.repeat(39_994)}`;
    const tree = (count: number) =>
      sortTree([
        createFile('.helmignore', Buffer.from(rules)),
        ...Array.from({ length: count - 1 }, (_, index) => createFile(`${index}.bak`, Buffer.from(''))),
      ]);
    expect([rules.length, readIgnoreRules(tree(100)).problems]).toEqual([40_000, []]);
    const { rules: few, problems } = readIgnoreRules([...tree(100), createFile('a.bak', Buffer.from(''))]);
    expect(problems).toEqual([
      { line: 1, message: 'has 40000 characters of rules for 101 files, which is too much to compare; leave out what is not needed' },
    ]);
    expect(['a.bak', 'templates/.a'].map((path) => isFileIgnored(few, path))).toEqual([false, true]);
  });

  test('a file of rules longer than any is a problem, and none are read from it', () => {
    const longest = `a.bak\n${'#'.repeat(64 * 1024 - 6)}`;
    expect(parseHelmignore(longest).problems).toEqual([]);
    const { rules, problems } = parseHelmignore(`${longest}#`);
    expect(problems).toEqual([
      { line: 1, message: 'has more than 65536 characters, and no rules are read from it; leave out what is not needed' },
    ]);
    expect(['a.bak', 'templates/.a'].map((path) => isFileIgnored(rules, path))).toEqual([false, true]);
  });

  test('selectChartFiles leaves out what Helm never takes, where a chart has no rules', () => {
    const chart = sortTree(['Chart.yaml', 'templates/.a', 'templates/a'].map((path) => createFile(path, Buffer.from(''))));
    expect(selectChartFiles(chart).map(({ path }) => path)).toEqual(['Chart.yaml', 'templates/a']);
  });

  test('selectChartFiles keeps .helmignore itself', () => {
    const chart = sortTree(
      ['.helmignore', 'Chart.yaml', 'a.bak', 'charts/x/a.bak'].map((path) => createFile(path, Buffer.from('*.bak\n'))),
    );
    expect(selectChartFiles(chart).map(({ path }) => path)).toEqual(['.helmignore', 'Chart.yaml']);
  });
});
