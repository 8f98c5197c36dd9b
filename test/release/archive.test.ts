import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Parser, type ReadEntry } from 'tar';
import { describe, expect, test } from 'vitest';
import { readArchive } from '../../src/chart/read-archive.ts';
import { createFile, sortTree } from '../../src/files/index.ts';
import { hasCommonZlib, packArchive } from '../../src/release/archive.ts';
import { isCleanName } from '../../src/text.ts';

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
