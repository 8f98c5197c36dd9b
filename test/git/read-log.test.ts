import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createGit, findRepository, GitError, type Repository, readLog } from '../../src/git/index.ts';
import { makeRepository, write } from './support.ts';

function open() {
  const { root, stack, git } = makeRepository();
  const repository = findRepository(root) as Repository;
  const head = () => git('rev-parse', 'HEAD').toString().trim();
  const commit = (file: string, message: string) => {
    write(join(root, file), message);
    git('add', '-A');
    git('commit', '-q', '-m', message);
    return head();
  };
  const log = (from: string, to: string | undefined, most = 10) =>
    readLog(createGit(repository, process.env['PATH'] ?? '', { HOME: root }), repository, stack, { from, to }, most);
  return { head, commit, log };
}

test('the commits that touched a stack, the newest first', async () => {
  const { head, commit, log } = open();
  const start = head();
  const first = commit('stack/a', 'First');
  commit('other', 'Elsewhere');
  const second = commit('stack/b', 'Second\n\nwith a body\u001fand signs');
  const subjects = async (...args: Parameters<typeof log>) => (await log(...args)).map(({ commit: hash, subject }) => [hash, subject]);
  expect(await subjects(start, undefined)).toEqual([
    [second, 'Second'],
    [first, 'First'],
  ]);
  expect(await subjects(start, first)).toEqual([[first, 'First']]);
  expect(await subjects(start, undefined, 1)).toEqual([[second, 'Second']]);
  expect(await subjects(second, undefined)).toEqual([]);
  expect((await log(start, first))[0]?.date).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test('what is no hash is not handed to git, and what git does not know is said', async () => {
  const { log } = open();
  expect(await log('--output=/tmp/x', undefined)).toEqual([]);
  expect(await log('a'.repeat(40), '--all')).toEqual([]);
  await expect(log('a'.repeat(40), undefined)).rejects.toThrow(GitError);
});
