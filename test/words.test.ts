import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatWord, parseWords } from '../src/words.ts';

describe('the entries of an input', () => {
  test.each<[text: string, words: readonly string[]]>([
    ['', []],
    [' \n ', []],
    ['stacks/a', ['stacks/a']],
    ['stacks/a stacks/b\n\tstacks/c\n', ['stacks/a', 'stacks/b', 'stacks/c']],
    ['"stacks/my stack" stacks/b', ['stacks/my stack', 'stacks/b']],
    ['"a\\nb"\n"c\\"d"', ['a\nb', 'c"d']],
    ['stacks/"a', ['stacks/"a']],
    ['"a', ['"a']],
    ['"a"b', ['"a"b']],
    ['"\\x"', ['"\\x"']],
    ['stacks/{a,b} stacks/*', ['stacks/{a,b}', 'stacks/*']],
  ])('%j', (text, words) => expect(parseWords(text)).toEqual(words));

  test.each<[text: string, directories: readonly string[], words: readonly string[]]>([
    ['stacks/my stack', ['stacks/my stack'], ['stacks/my stack']],
    ['stacks/a\nb ', ['stacks/a\nb '], ['stacks/a\nb ']],
    [' a', [' a', 'a'], ['a']],
    [' a', [' a'], [' a']],
    ['a b', ['a b', 'a'], ['a b']],
    ['a b', ['a', 'b', 'a b'], ['a', 'b']],
    ['a b', [], ['a', 'b']],
  ])('%j, where there are the directories %j', (text, directories, words) =>
    expect(parseWords(text, (path) => directories.includes(path))).toEqual(words),
  );

  test('any name survives as one entry among others', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 4 }), (names) => {
        expect(parseWords(names.map(formatWord).join(' '))).toEqual(names);
      }),
    );
  });
});
