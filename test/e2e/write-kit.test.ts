import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHECKSUMS, formatChecksums } from '../../src/e2e/build-kit.ts';
import { writeKit } from '../../src/e2e/write-kit.ts';
import { attempt } from '../../src/errors.ts';
import { createFile, type FileTree, sortTree } from '../../src/files/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

function makeKit(texts: Readonly<Record<string, string>>): FileTree {
  const files = sortTree(Object.entries(texts).map(([path, text]) => createFile(path, Buffer.from(text))));
  return sortTree([...files, createFile(CHECKSUMS, Buffer.from(formatChecksums(files)))]);
}

const FIRST = makeKit({ 'run.sh': 'one', 'lib.sh': 'lib', 'old/deep/a.txt': 'a' });
const SECOND = makeKit({ 'run.sh': 'two', 'lib.sh': 'lib', 'new/b.txt': 'b' });

const read = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
const contents = (kit: FileTree) => Object.fromEntries(kit.map(({ path, bytes }) => [path, bytes.toString()]));
const refusal = async (directory: string) => {
  const before = read(directory);
  const result = await attempt(async () => writeKit(directory, SECOND));
  expect(read(directory)).toEqual(before);
  return result.kind === 'failed' ? result.error : undefined;
};

test('a new folder, and an empty one; what people start can be started', () => {
  const folder = temporaryDirectory();
  writeKit(join(folder, 'a/b'), FIRST);
  writeKit(folder.concat('/empty'), FIRST);
  rmSync(join(folder, 'empty'), { recursive: true });
  mkdirSync(join(folder, 'empty'));
  writeKit(join(folder, 'empty'), FIRST);
  expect(read(join(folder, 'a/b'))).toEqual(contents(FIRST));
  expect(read(join(folder, 'empty'))).toEqual(contents(FIRST));
  const mode = (path: string) => (statSync(join(folder, 'a/b', path)).mode & 0o111) !== 0;
  expect([mode('run.sh'), mode('lib.sh')]).toEqual([true, false]);
});

test('an earlier kit is replaced, and what its runs made stays', () => {
  const folder = join(temporaryDirectory(), 'kit');
  writeKit(folder, FIRST);
  for (const made of ['.state', 'bin', 'results']) {
    mkdirSync(join(folder, made));
    writeFileSync(join(folder, made, 'file'), made);
  }
  writeKit(folder, SECOND);
  expect(read(folder)).toEqual({ ...contents(SECOND), '.state/file': '.state', 'bin/file': 'bin', 'results/file': 'results' });
  expect(existsSync(join(folder, 'old'))).toBe(false);
});

test.each([
  ['a file that is not its own', (folder: string) => writeFileSync(join(folder, 'mine.txt'), 'x'), 'mine.txt'],
  ['a file that was changed', (folder: string) => writeFileSync(join(folder, 'run.sh'), 'x'), 'run.sh'],
  ['a link', (folder: string) => symlinkSync('/etc/hostname', join(folder, 'link')), 'link'],
])('%s is named, and nothing is written', async (_, spoil, name) => {
  const folder = join(temporaryDirectory(), 'kit');
  writeKit(folder, FIRST);
  spoil(folder);
  expect(await refusal(folder)).toEqual({
    code: 'unwritable',
    message: expect.stringMatching(new RegExp(`changed since: ${name}\\. Nothing`)),
  });
});

test('a folder of something else is named by a few of its files', async () => {
  const folder = temporaryDirectory();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) writeFileSync(join(folder, name), name);
  expect((await refusal(folder))?.message).toMatch(/is not empty: it has a, b, c, d, e and 2 more/);
});

test('a writing that was interrupted anywhere is finished by the next', () => {
  const files = SECOND.filter(({ path }) => path !== CHECKSUMS);
  const own = FIRST.filter(({ path }) => path !== CHECKSUMS);
  for (let done = 0; done <= files.length; done++) {
    const folder = join(temporaryDirectory(), 'kit');
    writeKit(folder, FIRST);
    writeFileSync(join(folder, CHECKSUMS), formatChecksums([...own, ...files]));
    writeFileSync(join(folder, '.01234567-89ab-cdef-0123-456789abcdef.tmp'), 'half');
    for (const { path, bytes } of files.slice(0, done)) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    writeKit(folder, SECOND);
    expect(read(folder)).toEqual(contents(SECOND));
  }
});
