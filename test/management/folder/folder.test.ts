import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FolderFile, HEADER } from '../../../src/management/folder/folder-file.ts';
import { planFolder, type WantedFolder } from '../../../src/management/folder/plan-folder.ts';
import { readFolder } from '../../../src/management/folder/read-folder.ts';
import { writeFolder } from '../../../src/management/folder/write-folder.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const ours = (text: string) => `${HEADER}${text}\n`;
const wanted = (...names: readonly string[]): WantedFolder => ({
  files: names.map((name) => ({ path: `2-providers/${name}`, text: ours(`name: ${name}`) })),
  kustomizations: [{ path: '2-providers/kustomization.yaml', header: '# why\n', resources: names }],
});
const kinds = (...args: Parameters<typeof planFolder>) => planFolder(...args).map(({ kind, path }) => `${kind} ${path}`);

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('planFolder', () => {
  const there: readonly FolderFile[] = [
    { path: '2-providers/core.yaml', text: ours('name: core.yaml') },
    { path: '2-providers/kustomization.yaml', text: 'resources:\n- core.yaml\n- mine.yaml\n- old.yaml\n' },
    { path: '2-providers/mine.yaml', text: 'mine: 1\n' },
    { path: '2-providers/old.yaml', text: ours('name: old') },
  ];

  test('keeps what nobody wants any more until it is pruned', () => {
    expect(kinds(wanted('core.yaml'), there, false)).toEqual([
      'same 2-providers/core.yaml',
      'same 2-providers/kustomization.yaml',
      'kept 2-providers/old.yaml',
    ]);
    expect(kinds(wanted('core.yaml'), there, true)).toEqual([
      'same 2-providers/core.yaml',
      'changed 2-providers/kustomization.yaml',
      'removed 2-providers/old.yaml',
    ]);
  });

  test('writes over nobody else’s file', () => {
    expect(() => planFolder(wanted('core.yaml', 'mine.yaml'), there, true)).toThrow(
      /2-providers\/mine.yaml is there and was not written by/,
    );
  });
});

describe('a folder on disk', () => {
  test('is written as a whole, and the same again changes nothing', () => {
    const folder = join(temporaryDirectory(), 'management');
    const all = wanted('core.yaml', 'kubeadm.yaml');
    writeFolder(folder, planFolder(all, readFolder(folder), false));
    expect(readdirSync(join(folder, '2-providers'))).toEqual(['core.yaml', 'kubeadm.yaml', 'kustomization.yaml']);
    expect(new Set(kinds(all, readFolder(folder), false).map((line) => line.split(' ')[0]))).toEqual(new Set(['same']));
    expect(readdirSync(dirname(folder))).toEqual(['management']);
  });

  test('what others have put there stays, byte for byte', () => {
    const folder = temporaryDirectory();
    write(folder, '2-providers/mine.yaml', 'mine: 1\n');
    write(folder, '2-providers/notes.txt', 'notes\n');
    write(folder, 'README.md', 'readme\n');
    writeFolder(folder, planFolder(wanted('core.yaml', 'old.yaml'), readFolder(folder), true));
    writeFolder(folder, planFolder(wanted('core.yaml'), readFolder(folder), true));
    expect(existsSync(join(folder, '2-providers/old.yaml'))).toBe(false);
    const read = (path: string) => readFileSync(join(folder, path), 'utf8');
    expect([read('2-providers/mine.yaml'), read('2-providers/notes.txt'), read('README.md')]).toEqual(['mine: 1\n', 'notes\n', 'readme\n']);
  });

  test.each(['2-providers', '2-providers/core.yaml'])('nothing is written through a link in place of %s', (path) => {
    const folder = temporaryDirectory();
    const outside = temporaryDirectory();
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(path === '2-providers' ? outside : join(outside, 'target'), join(folder, path));
    expect(() => writeFolder(folder, planFolder(wanted('core.yaml'), [], false))).toThrow(
      /is a symbolic link, and nothing is written through it/,
    );
    expect(readdirSync(outside)).toEqual([]);
  });
});
