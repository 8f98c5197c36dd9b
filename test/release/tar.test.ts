import { Header } from 'tar';
import { describe, expect, test } from 'vitest';
import { createFile, sortTree } from '../../src/files/index.ts';
import { formatTar } from '../../src/release/tar.ts';
import { unpackTar } from '../support/tar.ts';

const tree = (...paths: readonly string[]) => sortTree(paths.map((path) => createFile(path, Buffer.from(path))));

describe('formatTar', () => {
  test('every field of a header is fixed', () => {
    const tar = formatTar([createFile('a/b.txt', Buffer.from('hello'))]);
    const header = (path: string, mode: string, size: string, sum: string, type: string) =>
      `${path.padEnd(100, '\0')}${mode}\0${'0000000\0'.repeat(2)}${size}\0${'0'.repeat(11)}\0${sum}\0 ${type}`
        .padEnd(257, '\0')
        .concat('ustar\x0000')
        .padEnd(512, '\0');
    expect(tar.toString('latin1')).toBe(
      [
        header('a/', '0000755', '00000000000', '006165', '5'),
        header('a/b.txt', '0000644', '00000000005', '007142', '0'),
        'hello'.padEnd(512, '\0'),
        '\0'.repeat(1024),
      ].join(''),
    );
  });

  test('the package tar would give other bytes', () => {
    const header = new Header({ path: 'a', type: 'File', size: 1, mode: 0o644, uid: 0, gid: 0, mtime: new Date(0) });
    header.encode();
    const numbers = (block: Buffer | undefined) =>
      block
        ?.subarray(100, 148)
        .toString('latin1')
        .split(/(?<=\0)/);
    expect(numbers(header.block)).toEqual(['000644 \0', '000000 \0', '000000 \0', '0000000001 \0', '0000000000 \0']);
    expect(numbers(formatTar(tree('a')))).toEqual(['0000644\0', '0000000\0', '0000000\0', '00000000001\0', '00000000000\0']);
  });

  test.each([
    ['a name of 100 bytes', 'n'.repeat(100)],
    ['a name of 101 bytes', 'n'.repeat(101)],
    ['155 and 100 bytes', `${'p'.repeat(155)}/${'n'.repeat(100)}`],
    ['156 and 100 bytes', `${'p'.repeat(156)}/${'n'.repeat(100)}`],
    ['many short folders', `${'d/'.repeat(120)}file`],
    ['a long path with a slash only at the front', `a/${'n'.repeat(140)}`],
    ['umlauts, whose bytes are more than their letters', `${'ü'.repeat(70)}/${'ö'.repeat(60)}`],
    ['a path whose pax length gains a digit', 'n'.repeat(992)],
  ])('another reader finds %s again', async (_, path) => {
    const entries = await unpackTar(formatTar(tree(path)));
    const files = entries.filter(({ type }) => type === 'File');
    expect(files.map((file) => [file.path, file.content.toString()])).toEqual([[path, path]]);
  });

  /** The headers as they are in the bytes: type, mode, and the two fields of the path. */
  function listHeaders(tar: Buffer): string[] {
    const headers: string[] = [];
    for (let at = 0; tar[at] !== 0; ) {
      const text = (from: number, length: number) => tar.toString('utf8', at + from, at + from + length).replace(/\0.*/s, '');
      headers.push(`${text(156, 1)} ${text(100, 8)} ${text(345, 155)}|${text(0, 100)}`);
      at += 512 + Math.ceil(Number.parseInt(text(124, 12), 8) / 512) * 512;
    }
    return headers;
  }

  const [n99, n100, n101, p155, p156] = ['n'.repeat(99), 'n'.repeat(100), 'n'.repeat(101), 'p'.repeat(155), 'p'.repeat(156)];
  test.each<[path: string, headers: readonly string[]]>([
    [n100, [`0 0000644 |${n100}`]],
    [n101, ['x 0000644 |PaxHeader', `0 0000644 |${n100}`]],
    [`a/${n99}`, ['5 0000755 |a/', `0 0000644 a|${n99}`]],
    [`a/${n100}`, ['5 0000755 |a/', `0 0000644 a|${n100}`]],
    [`a/${n101}`, ['5 0000755 |a/', 'x 0000644 |PaxHeader', `0 0000644 |a/${n100.slice(2)}`]],
    [`${p155}/${n100}`, ['x 0000644 |PaxHeader', `5 0000755 |${p155.slice(55)}`, `0 0000644 ${p155}|${n100}`]],
    [`${p156}/n`, ['x 0000644 |PaxHeader', `5 0000755 |${p156.slice(56)}`, 'x 0000644 |PaxHeader', `0 0000644 |${p156.slice(56)}`]],
    [`${n99}/n`, [`5 0000755 |${n99}/`, `0 0000644 ${n99}|n`]],
    [`${n99.slice(1)}/n`, [`5 0000755 |${n99.slice(1)}/`, `0 0000644 |${n99.slice(1)}/n`]],
    [`/${n100}`, ['5 0000755 |/', 'x 0000644 |PaxHeader', `0 0000644 |/${n99}`]],
  ])('the fields of %s', (path, headers) => expect(listHeaders(formatTar(tree(path)))).toEqual(headers));

  test.each([0, 1, 511, 512, 513, 1024])('a file of %i bytes ends with its block', async (length) => {
    const content = Buffer.alloc(length, 'x');
    const tar = formatTar([createFile('a', content), createFile('b', Buffer.from('y'))]);
    expect((await unpackTar(tar)).map((entry) => entry.content)).toEqual([content, Buffer.from('y')]);
    expect(tar.length).toBe(512 + Math.ceil(length / 512) * 512 + 2 * 512 + 1024);
  });

  test('folders come once, before what is in them', async () => {
    const entries = await unpackTar(formatTar(tree('b/c/2', 'a', 'b/c/1', 'b.d/x')));
    expect(entries.map((entry) => entry.path)).toEqual(['a', 'b.d/', 'b.d/x', 'b/', 'b/c/', 'b/c/1', 'b/c/2']);
  });
});
