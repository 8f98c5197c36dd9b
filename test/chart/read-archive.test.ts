import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Pax } from 'tar';
import { describe, expect, test } from 'vitest';
import { readArchive } from '../../src/chart/index.ts';
import { createFile, TREE_LIMITS, type TreeLimits } from '../../src/files/index.ts';
import { packTar, type TarEntry } from '../support/tar.ts';

type Reader = Parameters<typeof readArchive>[3];

/** The paths that are read, or what is wrong. */
async function read(bytes: Buffer, limits: Partial<TreeLimits> = {}, reader?: Reader): Promise<readonly string[] | string> {
  try {
    return (await readArchive('a.tgz', bytes, { ...TREE_LIMITS, ...limits }, reader)).map(({ path }) => path);
  } catch (error) {
    const { code, message } = error as { readonly code: string; readonly message: string };
    return code === 'invalid-archive' ? message : code;
  }
}

const pack = (entries: readonly TarEntry[]) => gzipSync(packTar(entries));

const LINK: TarEntry = { path: 'b', type: 'SymbolicLink', linkpath: 'a' };
const GLOBAL_HEADER: TarEntry = {
  path: 'pax_global_header',
  type: 'GlobalExtendedHeader',
  content: new Pax({ comment: 'b3680fb' }, true).encodeBody(),
};
const withPax = (pax: object): TarEntry => ({ path: 'a', type: 'ExtendedHeader', content: new Pax(pax).encodeBody() });
const folder = (path: string): TarEntry => ({ path, type: 'Directory' });

describe('an archive', () => {
  test('gives its files with their bytes, sorted', async () => {
    const long = 'x'.repeat(70_000);
    const files = await readArchive('a.tgz', pack([{ path: 'b', content: long }, folder('a/'), { path: 'a/c', content: 'c' }]));
    expect(files).toEqual([createFile('a/c', Buffer.from('c')), createFile('b', Buffer.from(long))]);
  });

  test.each<[name: string, entries: readonly TarEntry[], paths: readonly string[]]>([
    ['./ before', [folder('./'), { path: './a' }], ['a']],
    ['./ before, more than once', [{ path: '././a' }], ['a']],
    ['a dot for the top', [folder('.'), { path: './a' }], ['a']],
    ['no folder entries', [{ path: 'a/b/c' }], ['a/b/c']],
    ['an old file', [{ path: 'a', type: 'OldFile' }], ['a']],
    ['two empty files, the last one too', [{ path: 'a' }, { path: 'b' }], ['a', 'b']],
    ['dots in names', [{ path: 'a../..b/...' }], ['a../..b/...']],
    ['a path of its pax header', [withPax({ path: 'b/c' }), { path: 'a' }], ['b/c']],
    ['a pax header of nearly 64 KiB', [withPax({ path: 'b', comment: 'x'.repeat(65_400) }), { path: 'a' }], ['b']],
  ])('may have %s', async (_, entries, paths) => expect(await read(pack(entries))).toEqual(paths));

  test.each<[name: string, entries: readonly TarEntry[], why: string]>([
    ['a file above the top', [{ path: '../a' }], 'a.tgz has a file outside itself: "../a"'],
    ['a file above the top, deep', [{ path: 'a/../../b' }], 'a.tgz has a file outside itself: "a/../../b"'],
    ['a path that comes back', [{ path: 'a/../b' }], 'a.tgz has a file outside itself: "a/../b"'],
    ['an absolute path', [{ path: '/etc/passwd' }], 'a.tgz has a file outside itself: "/etc/passwd"'],
    ['./ and an absolute path', [{ path: './/etc/passwd' }], 'a.tgz has a file outside itself: ".//etc/passwd"'],
    ['a backslash', [{ path: 'a\\b' }], 'a.tgz has a file outside itself: "a\\\\b"'],
    ['a folder above the top', [folder('../a/')], 'a.tgz has a folder outside itself: "../a/"'],
    ['a folder called ..', [folder('..')], 'a.tgz has a folder outside itself: ".."'],
    ['a backslash in a folder', [folder('a\\b/')], 'a.tgz has a folder outside itself: "a\\\\b/"'],
    ['a symbolic link', [{ path: 'a' }, LINK], 'a.tgz has "b", a SymbolicLink; CSO unpacks only files and folders'],
    ['a hard link', [{ path: 'b', type: 'Link', linkpath: 'a' }], 'a.tgz has "b", a Link; CSO unpacks only files and folders'],
    [
      'a character device',
      [{ path: 'a', type: 'CharacterDevice' }],
      'a.tgz has "a", a CharacterDevice; CSO unpacks only files and folders',
    ],
    ['a block device', [{ path: 'a', type: 'BlockDevice' }], 'a.tgz has "a", a BlockDevice; CSO unpacks only files and folders'],
    ['a FIFO', [{ path: 'a', type: 'FIFO' }], 'a.tgz has "a", a FIFO; CSO unpacks only files and folders'],
    ['a file twice', [{ path: 'a', content: '1' }, { path: 'b' }, { path: 'a', content: '2' }], 'a.tgz has "a" twice'],
    ['an empty file twice', [{ path: 'a' }, { path: './a' }], 'a.tgz has "a" twice'],
    [
      'a bad file before another',
      [
        { path: '../a', content: 'x' },
        { path: 'b', content: 'y' },
      ],
      'a.tgz has a file outside itself: "../a"',
    ],
    [
      'a global pax header',
      [GLOBAL_HEADER, { path: 'a' }],
      'a.tgz has a global pax header, as git archive writes it; CSO refuses such archives',
    ],
    ['a huge pax header', [withPax({ path: 'x'.repeat(70_000) }), { path: 'a' }], 'a.tgz has a header of more than 64 KiB: "a"'],
    ['a pax path above the top', [withPax({ path: '../../x' }), { path: 'a' }], 'a.tgz has a file outside itself: "../../x"'],
    ['a pax link', [withPax({ linkpath: '/etc/passwd' }), LINK], 'a.tgz has "b", a SymbolicLink; CSO unpacks only files and folders'],
    [
      'a name that cannot be seen',
      [{ path: `a\u202e${'b'.repeat(300)}` }],
      `a.tgz has ${JSON.stringify(`a\u202e${'b'.repeat(198)}`)}, which has characters that cannot be seen, a backslash or bytes that are not UTF-8 in its name; rename the file`,
    ],
  ])('is refused with %s', async (_, entries, why) => expect(await read(pack(entries))).toEqual(why));

  test.each<[name: string, entries: readonly TarEntry[], helm: readonly string[], strict: readonly string[] | string]>([
    ['links', [{ path: 'a', content: 'x' }, LINK], ['a'], 'a.tgz has "b", a SymbolicLink; a chart holds files and folders'],
    ['a global pax header', [GLOBAL_HEADER, { path: 'a' }], ['a'], ['a']],
    ['a file twice', [{ path: 'a' }, { path: 'a', content: 'x' }], ['a'], 'a.tgz has "a" twice'],
  ])('is read as Helm reads it: %s', async (_, entries, helm, strict) => {
    expect([await read(pack(entries), {}, 'helm'), await read(pack(entries), {}, 'strict')]).toEqual([helm, strict]);
  });

  test('that Helm reads has the last of equal files', async () => {
    const bytes = pack([
      { path: 'a', content: 'first' },
      { path: 'a', content: 'last' },
    ]);
    expect(await readArchive('a.tgz', bytes, TREE_LIMITS, 'helm')).toEqual([createFile('a', Buffer.from('last'))]);
  });

  const plain = packTar([
    { path: 'a', content: 'abc' },
    { path: 'b', content: 'x'.repeat(2000) },
  ]);
  const NO_GZIP = /^a\.tgz is not a gzip file of at most \d+ bytes unpacked: /;
  const DAMAGED = /^a\.tgz is damaged: /;
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1\n`;
  test.each<[name: string, bytes: Buffer, why: RegExp]>([
    ['nothing', Buffer.alloc(0), NO_GZIP],
    ['no gzip', Buffer.from('hello'), NO_GZIP],
    ['a bare tar', plain, NO_GZIP],
    ['a pointer of git-lfs', Buffer.from(pointer), /^a\.tgz is a git-lfs pointer and not the archive; /],
    ['a truncated gzip', gzipSync(plain).subarray(0, -20), NO_GZIP],
    ['a truncated tar', gzipSync(plain.subarray(0, 2000)), DAMAGED],
    ['a header without its file', gzipSync(plain.subarray(0, 512)), DAMAGED],
    ['an empty gzip', gzipSync(Buffer.alloc(0)), DAMAGED],
    ['an empty tar', gzipSync(Buffer.alloc(1024)), DAMAGED],
    ['text', gzipSync(Buffer.from('hello '.repeat(1000))), DAMAGED],
    ['noise', gzipSync(Buffer.concat([Buffer.from('x'), randomBytes(4096)])), DAMAGED],
    ['gzip in gzip', gzipSync(gzipSync(plain)), /^a\.tgz is compressed more than once$/],
    [
      'zstandard in gzip',
      gzipSync(Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), randomBytes(600)])),
      /^a\.tgz is compressed more than once$/,
    ],
    ['rubbish behind', Buffer.concat([gzipSync(plain), Buffer.from('rubbish')]), NO_GZIP],
    ['a flipped byte in a header', gzipSync(Buffer.concat([Buffer.from('z'), plain.subarray(1)])), DAMAGED],
  ])('is not %s', async (_, bytes, why) => expect(await read(bytes)).toMatch(why));

  test.each<[name: string, limits: Partial<TreeLimits>, expected: readonly string[] | RegExp]>([
    ['at the limit of bytes', { totalBytes: plain.length }, ['a', 'b']],
    ['above the limit of bytes', { totalBytes: plain.length - 1 }, NO_GZIP],
    ['at the limit of files', { files: 2 }, ['a', 'b']],
    ['above the limit of files', { files: 1 }, /^a\.tgz has more than 1 files$/],
  ])('%s', async (_, limits, expected) => {
    const result = await read(gzipSync(plain), limits);
    if (expected instanceof RegExp) expect(result).toMatch(expected);
    else expect(result).toEqual(expected);
  });

  test('has no more entries than twice its files', async () => {
    const entries = [{ path: 'a' }, folder('b/'), folder('c/'), folder('d/')];
    expect(await read(pack(entries), { files: 2 })).toEqual(['a']);
    expect(await read(pack([...entries, folder('e/')]), { files: 2 })).toBe('a.tgz has more than 4 entries');
  });

  test('unpacks to 32 MiB, and to more where its own size tells so', async () => {
    const bytes = Buffer.alloc(33 * 1024 * 1024);
    expect(await read(gzipSync(packTar([{ path: 'a', content: bytes }]), { level: 1 }))).toMatch(
      /^a\.tgz is not a gzip file of at most 33554432 bytes unpacked: /,
    );
    randomBytes(200_000).copy(bytes);
    expect(await read(gzipSync(packTar([{ path: 'a', content: bytes }]), { level: 1 }))).toEqual(['a']);
  });

  test('that is a bomb is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(bomb.length).toBeLessThan(60_000);
    expect(await read(bomb, { totalBytes: 1_000_000 })).toMatch(/^a\.tgz is not a gzip file of at most 1000000 bytes unpacked: /);
  });

  test('never hangs the reader, which throws nothing else', async () => {
    const tar = packTar([{ path: 'abc', content: 'abc' }, folder('d/'), { path: 'e', content: 'x' }]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(tar.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), async (edits) => {
        const edited = Buffer.from(tar);
        for (const [offset, byte] of edits) edited[offset] = byte;
        const result = await read(gzipSync(edited));
        expect(Array.isArray(result) || String(result).startsWith('a.tgz ')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

test('paths of slashes take no time', async () => {
  const long = withPax({ path: `a${'/'.repeat(60_000)}a` });
  const entries = Array.from({ length: 400 }, () => [long, LINK]).flat();
  expect(await read(pack([...entries, { path: 'a/c', content: 'c' }]), {}, 'helm')).toEqual(['a/c']);
});
