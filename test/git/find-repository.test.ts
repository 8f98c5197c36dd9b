import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRepository } from '../../src/git/index.ts';
import { makeRepository, runGit, write } from './support.ts';

test('a stack below the root, and one that is the root', () => {
  const { root, stack } = makeRepository();
  const expected = { root, gitDirectory: join(root, '.git') };
  expect(findRepository(stack)).toEqual(expected);
  expect(findRepository(root)).toEqual(expected);
});

test.each<[string, (stack: string) => void]>([
  ['a bare repository', (stack) => runGit(stack, 'init', '-q', '--bare', '.')],
  ['a folder .git', (stack) => runGit(stack, 'init', '-q')],
  [
    'a file .git that leads into the stack',
    (stack) => (runGit(stack, 'init', '-q', '--bare', 'evil'), write(join(stack, '.git'), 'gitdir: evil\n')),
  ],
  ['a file .git that leads elsewhere', (stack) => write(join(stack, '.git'), `gitdir: ${makeRepository().root}/.git\n`)],
  ['a link .git', (stack) => symlinkSync(join(makeRepository().root, '.git'), join(stack, '.git'))],
  ['a file .git that leads nowhere', (stack) => write(join(stack, '.git'), 'hello\n')],
])('%s inside of a stack is not taken', (_, plant) => {
  const { root, stack } = makeRepository();
  plant(stack);
  expect(findRepository(stack)).toEqual({ root, gitDirectory: join(root, '.git') });
});

test('above the stack, a file .git that leads to the files beside it is not taken', () => {
  const { root } = makeRepository({ 'stacks/a/csctl.yaml': '' });
  runGit(root, 'init', '-q', '--bare', 'stacks/evil');
  write(join(root, 'stacks/.git'), 'gitdir: evil\n');
  expect(findRepository(join(root, 'stacks/a'))?.root).toBe(root);
});

test('without a repository above it, neither', () => {
  const stack = join(makeRepository().root, '../lonely');
  mkdirSync(stack, { recursive: true });
  runGit(stack, 'init', '-q', '--bare', 'evil');
  write(join(stack, '.git'), 'gitdir: evil\n');
  expect(findRepository(stack)).toBeUndefined();
});

test('worktrees and submodules are taken', () => {
  const { root, git } = makeRepository();
  const tree = `${root}-tree`;
  git('worktree', 'add', '-q', tree);
  expect(findRepository(join(tree, 'stack'))).toEqual({
    root: tree,
    gitDirectory: join(root, '.git/worktrees', tree.split('/').at(-1) ?? ''),
  });
  expect(findRepository(tree)?.root).toBe(tree);
  git('submodule', '--quiet', 'add', makeRepository().root, 'sub');
  const submodule = { root: join(root, 'sub'), gitDirectory: join(root, '.git/modules/sub') };
  expect(findRepository(join(root, 'sub/stack'))).toEqual(submodule);
  expect(findRepository(join(root, 'sub'))).toEqual(submodule);
});
