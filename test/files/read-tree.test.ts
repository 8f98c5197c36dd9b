import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparePaths,
  createFile,
  findFile,
  readTree,
  selectFolder,
  sortTree,
  TREE_LIMITS,
  type TreeLimits,
  topFolders,
} from '../../src/files/index.ts';
import { readStack } from '../../src/stack/index.ts';
import { briefFinding } from '../support/brief-finding.ts';
import { buildStack, writeStack } from '../support/stack-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const tree = (...paths: readonly string[]) => sortTree(paths.map((path) => createFile(path, Buffer.from(path))));
const pathsOf = (files: readonly { readonly path: string }[]) => files.map(({ path }) => path);

describe('trees', () => {
  test('are sorted by bytes, as Go sorts', () => {
    const sorted = ['A', 'Z', 'a', 'a b', 'a-b', 'a.b', 'a/b', 'ab', 'ä', '\u{ff5e}', '\u{1f600}'];
    expect(pathsOf(tree(...sorted.toReversed()))).toEqual(sorted);
  });

  test('any order of files gives the same tree', () => {
    const paths = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 20 });
    fc.assert(
      fc.property(paths, (unsorted) => {
        expect(pathsOf(tree(...unsorted))).toEqual(unsorted.toSorted(comparePaths));
        expect(tree(...unsorted)).toEqual(tree(...unsorted.toReversed()));
      }),
    );
  });

  test('folders', () => {
    const files = tree('b/x', 'a/c/d', 'a/b', 'ab', 'top');
    expect(topFolders(files)).toEqual(['a', 'b']);
    expect(pathsOf(selectFolder(files, 'a'))).toEqual(['b', 'c/d']);
    expect(findFile(files, 'a')).toBeUndefined();
    expect(findFile(files, 'top')).toEqual({
      path: 'top',
      bytes: Buffer.from('top'),
      sha256: '28720365c5e7476a011e4f43ac003ee5f16247a263b9d623aa85ed311d73bf39',
    });
  });
});

describe('readTree', () => {
  const read = (directory: string, limits?: TreeLimits) => {
    const { files, findings } = readTree(directory, limits);
    return { files: pathsOf(files), findings: findings.map(briefFinding(directory)) };
  };
  const write = (directory: string, ...paths: readonly string[]) => {
    for (const path of paths) {
      mkdirSync(join(directory, path, '..'), { recursive: true });
      writeFileSync(join(directory, path), 'x');
    }
    return directory;
  };

  test('reads what was written, but for .git and .release at the top, and .git everywhere', () => {
    const directory = writeStack(join(temporaryDirectory(), 'demo'));
    write(directory, '.git/config', '.release/a/b', '.hidden', 'x/.git/config', '.github/x');
    const { files, findings } = readTree(directory);
    const expected = sortTree([...buildStack(), ...['.hidden', '.github/x'].map((path) => createFile(path, Buffer.from('x')))]);
    expect({ files, findings: findings.map(briefFinding(directory)) }).toEqual({ files: expected, findings: ['warn git-folder x/.git'] });
  });

  test.each(['.git', '.GIT', '.Git', '.git ', '.git.', 'git~1', 'GIT~1', '.git::$INDEX_ALLOCATION'])(
    'what a file system may take for .git does not ship: %j',
    (name) => {
      const directory = write(temporaryDirectory(), `a/b/${name}/config`, `c/${name}`, 'a/fine');
      expect(read(directory)).toEqual({ files: ['a/fine'], findings: [`warn git-folder a/b/${name}`, `warn git-folder c/${name}`] });
    },
  );

  test.each(['.gitignore', '.gitkeep', '.gitattributes', 'x.git', 'git', '.github'])('%s does', (name) => {
    expect(read(write(temporaryDirectory(), `a/${name}`))).toEqual({ files: [`a/${name}`], findings: [] });
  });

  test('an empty folder is not a file', () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, 'a/b'), { recursive: true });
    expect(read(directory)).toEqual({ files: [], findings: [] });
  });

  test('links, whatever they point to, are not read', () => {
    const directory = write(temporaryDirectory(), 'a', 'folder/b');
    symlinkSync('a', join(directory, 'to-file'));
    symlinkSync('folder', join(directory, 'to-folder'));
    symlinkSync('nowhere', join(directory, 'dangling'));
    symlinkSync('..', join(directory, 'folder/loop'));
    const { files, findings } = read(directory);
    expect(files).toEqual(['a', 'folder/b']);
    expect(findings.sort()).toEqual(['dangling', 'folder/loop', 'to-file', 'to-folder'].map((path) => `refuse not-regular ${path}`));
  });

  test('a FIFO is not read', () => {
    const directory = temporaryDirectory();
    execFileSync('mkfifo', [join(directory, 'pipe')]);
    expect(read(directory)).toEqual({ files: [], findings: ['refuse not-regular pipe'] });
  });

  test('names that differ in case alone', () => {
    const directory = write(temporaryDirectory(), 'x/README.md', 'x/readme.md', 'X/readme.md', 'other');
    const found = read(directory);
    // A file system that cannot hold both needs no finding.
    if (found.files.length === 2) return;
    expect(found.findings).toEqual(['refuse case-clash x', 'refuse case-clash x/readme.md']);
  });

  test('names that differ in Unicode form alone', () => {
    const directory = write(temporaryDirectory(), 'grüße'.normalize('NFC'), 'grüße'.normalize('NFD'));
    const found = read(directory);
    if (found.files.length === 1) return;
    expect(found.findings).toEqual([`refuse case-clash ${'grüße'.normalize('NFC')}`]);
  });

  test.each(['a\nb', 'a\tb', 'a\u001b[31m', 'a\\b', 'a\u007f', 'a\u009b31m', 'a\u202egpj.exe', 'a\u2028b', 'a\ufeff', 'a\u200b'])(
    'the name %j is refused',
    (name) => {
      const directory = write(temporaryDirectory(), 'fine');
      writeFileSync(join(directory, name), 'x');
      const { files, findings } = readTree(directory);
      expect(pathsOf(files)).toEqual(['fine']);
      expect(findings.map(({ code, subject }) => [code, subject])).toEqual([['file-name', JSON.stringify(name)]]);
    },
  );

  test('a path of more folders than any real one has', () => {
    const deep = (folders: number) => Array.from({ length: folders }, () => 'd').join('/');
    const directory = write(temporaryDirectory(), `${deep(63)}/fine`);
    mkdirSync(join(directory, deep(200)), { recursive: true });
    const { files, findings } = readTree(directory);
    expect([pathsOf(files), findings.map(({ code, message }) => [code, message])]).toEqual([
      [`${deep(63)}/fine`],
      [['file-name', 'lies more than 64 folders deep; move it up']],
    ]);
  });

  test.each<[what: string, target: (folder: string) => string, code: string | undefined]>([
    ['out of the checkout', () => '/etc', 'not-regular'],
    ['to another folder of the checkout', (folder) => join(folder, 'checkout/real'), undefined],
  ])('a directory that is a link %s', (_, target, code) => {
    const folder = temporaryDirectory();
    write(folder, 'checkout/.git/HEAD', 'checkout/real/a');
    symlinkSync(target(folder), join(folder, 'checkout/stack'));
    const { files, findings } = readTree(join(folder, 'checkout/stack'));
    expect([pathsOf(files), findings[0]?.code]).toEqual([code === undefined ? ['a'] : [], code]);
  });

  test('a folder with such a name is not entered', () => {
    const directory = write(temporaryDirectory(), 'a\nb/c');
    expect(readTree(directory).files).toEqual([]);
  });

  test('a name that is not UTF-8', () => {
    const directory = temporaryDirectory();
    writeFileSync(Buffer.concat([Buffer.from(`${directory}/`), Buffer.from([0xff, 0x61])]), 'x');
    const { files, findings } = readTree(directory);
    expect([files, findings.map(({ code }) => code)]).toEqual([[], ['file-name']]);
  });

  test.each<[name: string, limits: Partial<TreeLimits>, files: number, findings: readonly string[]]>([
    ['at the limits', { files: 3, fileBytes: 1, totalBytes: 3 }, 3, []],
    ['too many files', { files: 2 }, 3, ['refuse tree-too-large b']],
    ['too many bytes', { totalBytes: 1 }, 2, ['refuse tree-too-large b']],
    ['files too large', { fileBytes: 0 }, 0, ['refuse file-too-large a', 'refuse file-too-large b/c', 'refuse file-too-large b/d']],
  ])('limits: %s', (_, limits, count, expected) => {
    const { files, findings } = read(write(temporaryDirectory(), 'a', 'b/c', 'b/d'), { ...TREE_LIMITS, ...limits });
    expect([files.length, findings]).toEqual([count, expected]);
  });

  test('a folder of more entries than can be files of a stack is not gone through', () => {
    const directory = temporaryDirectory();
    for (let index = 0; index < 50; index++) mkdirSync(join(directory, `many/${index}`), { recursive: true });
    expect(read(directory, { ...TREE_LIMITS, files: 10 })).toEqual({ files: [], findings: ['refuse tree-too-large many'] });
  });

  test('a directory that is not there', () => {
    const directory = join(temporaryDirectory(), 'nowhere');
    expect(readTree(directory)).toMatchObject({ files: [], findings: [{ code: 'unreadable', verdict: 'refuse', subject: '.' }] });
    expect(readStack(directory)).toMatchObject([
      { directory, findings: expect.arrayContaining([expect.objectContaining({ code: 'unreadable' })]) },
    ]);
  });

  test('a stack with a link is read, and refused', () => {
    const directory = writeStack(join(temporaryDirectory(), 'demo'));
    symlinkSync('../csctl.yaml', join(directory, 'cluster-class/link.yaml'));
    const read = readStack(directory).map(({ findings, stack }) => [stack?.files.length, findings.map(briefFinding(directory))]);
    expect(read).toEqual([[8, ['refuse not-regular cluster-class/link.yaml']]]);
  });
});

test('a file of a large tree is found in no time, and of two with one path the first', () => {
  const files = Array.from({ length: 20_000 }, (_, index) => createFile(`templates/${index}.yaml`, Buffer.from(`${index}`)));
  const tree = [...files, createFile('templates/7.yaml', Buffer.from('other'))];
  const started = performance.now();
  expect(files.filter((file) => findFile(tree, file.path) !== file)).toEqual([]);
  expect(findFile(tree, 'templates')).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(2000);
});
