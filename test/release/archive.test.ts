import { randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Parser, Pax, type ReadEntry } from 'tar';
import { describe, expect, test } from 'vitest';
import { readArchive } from '../../src/chart/read-archive.ts';
import { createFile, sortTree, TREE_LIMITS, type TreeLimits } from '../../src/files/index.ts';
import { hasCommonZlib, packArchive } from '../../src/release/archive.ts';
import { isCleanName } from '../../src/text.ts';
import { packTar, type TarEntry } from '../support/tar.ts';

const files = (contents: Readonly<Record<string, string | Buffer>>) =>
  sortTree(Object.entries(contents).map(([path, content]) => createFile(path, Buffer.from(content))));

/** Every entry of an archive with the header's fields, read by another library than the one that writes. */
function listEntries(archive: Buffer): Promise<object[]> {
  return new Promise((resolve, reject) => {
    const entries: object[] = [];
    const parser = new Parser({
      strict: true,
      onReadEntry: (entry: ReadEntry) => {
        const { path, type, mode, uid, gid, uname, gname, size } = entry;
        entries.push({ path, type, mode: mode?.toString(8), uid, gid, uname, gname, size, mtime: entry.mtime?.getTime() });
        entry.resume();
      },
    });
    parser.on('end', () => resolve(entries));
    parser.on('error', reject);
    parser.end(gunzipSync(archive));
  });
}

describe('packArchive', () => {
  test('headers hold nothing of the machine', async () => {
    const archive = await packArchive(files({ 'cni/templates/a.yaml': 'abc', 'cni/Chart.yaml': '', 'cni.txt': 'x' }));
    const owner = { uid: 0, gid: 0, uname: '', gname: '', mtime: 0 };
    const folder = { type: 'Directory', mode: '755', size: 0, ...owner };
    const file = { type: 'File', mode: '644', ...owner };
    expect(await listEntries(archive)).toEqual([
      { path: 'cni.txt', size: 1, ...file },
      { path: 'cni/', ...folder },
      { path: 'cni/Chart.yaml', size: 0, ...file },
      { path: 'cni/templates/', ...folder },
      { path: 'cni/templates/a.yaml', size: 3, ...file },
    ]);
  });

  test('the gzip header has no time and no operating system', async () => {
    const archive = await packArchive(files({ a: 'x' }));
    expect(archive.subarray(0, 10).toString('hex')).toBe('1f8b08000000000002ff');
  });

  test('the bytes do not change from release to release of clusterstack', async () => {
    const archive = await packArchive(files({ 'a/b': 'x'.repeat(1000), 'a/grüße': '' }));
    expect(archive.toString('base64')).toMatchInlineSnapshot(
      `"H4sIAAAAAAAC/+3UvQmAMBQE4DdKNshF8+I8EcTeH3AbF7FzMcFSTZkIel9z1x9ctJIdADSqZwK45kMPLqgYlQLmcYqDAPJP0bZF9g/ep/Z3jd72r2svBtw/u4WIPi/9//2wb/vavff/9+5QOf4/EVFWB0eUiWsADgAA"`,
    );
  });

  test('any order of files gives the same bytes', async () => {
    const tree = files({ 'a/b': '1', 'a/c/d': '2', a1: '3', 'b/x': '4' });
    expect(await packArchive(tree.toReversed())).toEqual(await packArchive(tree));
  });

  test('what is packed is read back', async () => {
    // A name that is a folder elsewhere cannot be a file, so files and folders have other alphabets.
    const folder = fc.stringMatching(/^[A-F]{1,60}$/);
    const name = fc
      .oneof(fc.stringMatching(/^[a-z0-9._ -]{1,150}$/), fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 80 }))
      .filter((text) => isCleanName(text) && !/\/|^\.{1,2}$|^[A-F]+$/.test(text));
    const path = fc.tuple(fc.array(folder, { maxLength: 4 }), name).map(([folders, last]) => [...folders, last].join('/'));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(path, fc.uint8Array({ maxLength: 1100 }).map(Buffer.from), { maxKeys: 8, noNullPrototype: true }),
        async (contents) => {
          if (Object.keys(contents).length === 0) return;
          const tree = files(contents);
          expect(await readArchive('a.tgz', await packArchive(tree))).toEqual(tree);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([99, 100, 101, 155, 156, 254, 255, 256, 257, 1000])('a path of %i characters', async (length) => {
    for (const path of [`${'d/'.repeat(20)}${'a'.repeat(length)}`.slice(-length), 'a'.repeat(length), 'ü'.repeat(length)]) {
      const tree = files({ [path]: 'x' });
      expect(await readArchive('a.tgz', await packArchive(tree))).toEqual(tree);
    }
  });

  test('this Node compresses as all do', async () => expect(await hasCommonZlib()).toBe(true));
});

describe('readArchive', () => {
  const read = async (bytes: Buffer, limits?: TreeLimits): Promise<readonly string[] | string> => {
    try {
      return (await readArchive('a.tgz', bytes, limits)).map(({ path }) => path);
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  test.each<[name: string, entries: readonly TarEntry[], expected: readonly string[] | string]>([
    ['plain', [{ path: 'b', content: 'x' }, { path: 'a/', type: 'Directory' }, { path: 'a/c' }], ['a/c', 'b']],
    ['./ before', [{ path: './', type: 'Directory' }, { path: './a' }], ['a']],
    ['no folder entries', [{ path: 'a/b/c' }], ['a/b/c']],
    ['an old file', [{ path: 'a', type: 'OldFile' }], ['a']],
    ['two empty files, the last one too', [{ path: 'a' }, { path: 'b' }], ['a', 'b']],
    ['a file above the top', [{ path: '../a' }], 'invalid-archive'],
    ['a file above the top, deep', [{ path: 'a/../../b' }], 'invalid-archive'],
    ['a path that comes back', [{ path: 'a/../b' }], 'invalid-archive'],
    ['an absolute path', [{ path: '/etc/passwd' }], 'invalid-archive'],
    ['./ and an absolute path', [{ path: './/etc/passwd' }], 'invalid-archive'],
    ['a backslash', [{ path: '..\\a' }], 'invalid-archive'],
    ['a folder above the top', [{ path: '../a/', type: 'Directory' }], 'invalid-archive'],
    ['a symbolic link', [{ path: 'a', type: 'SymbolicLink', linkpath: '/etc/passwd' }], 'invalid-archive'],
    ['a hard link', [{ path: 'a' }, { path: 'b', type: 'Link', linkpath: 'a' }], 'invalid-archive'],
    ['a character device', [{ path: 'a', type: 'CharacterDevice' }], 'invalid-archive'],
    ['a block device', [{ path: 'a', type: 'BlockDevice' }], 'invalid-archive'],
    ['a FIFO', [{ path: 'a', type: 'FIFO' }], 'invalid-archive'],
    [
      'a file twice',
      [
        { path: 'a', content: '1' },
        { path: 'a', content: '2' },
      ],
      'invalid-archive',
    ],
    ['an empty file twice', [{ path: 'a' }, { path: './a' }], 'invalid-archive'],
    [
      'a file after a bad one',
      [
        { path: '../a', content: 'x' },
        { path: 'b', content: 'y' },
      ],
      'invalid-archive',
    ],
    [
      'a global pax header',
      [
        { path: 'pax_global_header', type: 'GlobalExtendedHeader', content: new Pax({ comment: 'b3680fb' }, true).encodeBody() },
        { path: 'a' },
      ],
      'invalid-archive',
    ],
    [
      'a huge pax header',
      [{ path: 'a', type: 'ExtendedHeader', content: new Pax({ path: 'x'.repeat(70_000) }).encodeBody() }, { path: 'a' }],
      'invalid-archive',
    ],
    [
      'a pax path above the top',
      [{ path: 'a', type: 'ExtendedHeader', content: new Pax({ path: '../../x' }).encodeBody() }, { path: 'a' }],
      'invalid-archive',
    ],
    [
      'a pax link',
      [
        { path: 'a', type: 'ExtendedHeader', content: new Pax({ linkpath: '/etc/passwd' }).encodeBody() },
        { path: 'a', type: 'SymbolicLink', linkpath: 'x' },
      ],
      'invalid-archive',
    ],
  ])('%s', async (_, entries, expected) => expect(await read(gzipSync(packTar(entries)))).toEqual(expected));

  const plain = packTar([
    { path: 'a', content: 'abc' },
    { path: 'b', content: 'x'.repeat(2000) },
  ]);
  test.each<[name: string, bytes: Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['no gzip', Buffer.from('hello')],
    ['a bare tar', plain],
    ['a truncated gzip', gzipSync(plain).subarray(0, -20)],
    ['a truncated tar', gzipSync(plain.subarray(0, 2000))],
    ['a header without its file', gzipSync(plain.subarray(0, 512))],
    ['an empty gzip', gzipSync(Buffer.alloc(0))],
    ['an empty tar', gzipSync(Buffer.alloc(1024))],
    ['text', gzipSync(Buffer.from('hello '.repeat(1000)))],
    ['noise', gzipSync(randomBytes(4096))],
    ['gzip in gzip', gzipSync(gzipSync(plain))],
    ['zstandard in gzip', gzipSync(Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), randomBytes(600)]))],
    ['rubbish behind', Buffer.concat([gzipSync(plain), Buffer.from('rubbish')])],
    ['a flipped byte in a header', gzipSync(Buffer.concat([Buffer.from('z'), plain.subarray(1)]))],
  ])('refuses %s', async (_, bytes) => expect(await read(bytes)).toBe('invalid-archive'));

  test.each<[name: string, limits: Partial<TreeLimits>, expected: readonly string[] | string]>([
    ['at the limit of bytes', { totalBytes: plain.length }, ['a', 'b']],
    ['above the limit of bytes', { totalBytes: plain.length - 1 }, 'invalid-archive'],
    ['at the limit of files', { files: 2 }, ['a', 'b']],
    ['above the limit of files', { files: 1 }, 'invalid-archive'],
  ])('%s', async (_, limits, expected) => expect(await read(gzipSync(plain), { ...TREE_LIMITS, ...limits })).toEqual(expected));

  test('a bomb is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(bomb.length).toBeLessThan(60_000);
    expect(await read(bomb, { ...TREE_LIMITS, totalBytes: 1_000_000 })).toBe('invalid-archive');
  });

  test('never hangs and throws nothing else', async () => {
    const tar = packTar([
      { path: 'abc', content: 'abc' },
      { path: 'd/', type: 'Directory' },
      { path: 'e', content: 'x' },
    ]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(tar.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), async (edits) => {
        const edited = Buffer.from(tar);
        for (const [offset, byte] of edits) edited[offset] = byte;
        const result = await read(gzipSync(edited));
        expect(Array.isArray(result) || result === 'invalid-archive').toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
