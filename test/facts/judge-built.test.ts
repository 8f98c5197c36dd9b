import { realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeBuilt } from '../../src/facts/judge-built.ts';
import { makeRepository, write } from '../git/support.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const RUNTIME = { today: '2026-11-23', programs: process.env['PATH'], variables: { HOME: '/nowhere' } };
const ELSEWHERE = ['oci://ghcr.io/org/stacks'];
const judge = (directory: string, targets = ELSEWHERE, runtime: Parameters<typeof judgeBuilt>[1] = RUNTIME) =>
  judgeBuilt({ directories: [], output: '.release', targets }, runtime, directory);

/** A repository with a release that was built there, which git ignores, and what else is committed. */
function makeBuilt(committed: Readonly<Record<string, string>> = {}) {
  const { root, git } = makeRepository({ '.gitignore': '.release/\n', ...committed });
  write(join(root, '.release/v1/metadata.yaml'), 'a');
  write(join(root, '.release/v1.json'), '{}');
  return { root, git, release: join(root, '.release/v1') };
}

describe('a release directory', () => {
  test('that was built in the repository, or lies in none', async () => {
    expect(await judge(makeBuilt().release)).toEqual([]);
    expect(await judge(temporaryDirectory())).toEqual([]);
    expect(await judge(join(temporaryDirectory(), 'missing'))).toEqual([]);
  });

  test.each([
    ['a file of it', '.release/v1/hashes.json', '.release/v1'],
    ['its record', '.release/v1.json', '.release/v1.json'],
  ])('is refused where %s is committed', async (_, committed, named) => {
    const { root, release } = makeBuilt({ [committed]: '{}' });
    await expect(judge(release)).rejects.toMatchObject({
      code: 'release-changed',
      message: expect.stringMatching(new RegExp(`^${join(root, named)} is kept by git: `)),
    });
  });

  test('is refused by where it is, and by what a link to it is', async () => {
    const { root } = makeBuilt({ 'kept/v1/metadata.yaml': 'a' });
    const outside = realpathSync(temporaryDirectory());
    symlinkSync(join(root, 'kept/v1'), join(outside, 'v1'));
    await expect(judge(join(outside, 'v1'))).rejects.toMatchObject({
      code: 'release-changed',
      message: expect.stringContaining(`${join(root, 'kept/v1')} is kept`),
    });

    const { root: other, git } = makeBuilt();
    symlinkSync(realpathSync(temporaryDirectory()), join(other, 'link'));
    git('add', 'link');
    await expect(judge(join(other, 'link'))).rejects.toMatchObject({ message: expect.stringContaining(`${join(other, 'link')} is kept`) });
  });

  test.each([
    ['elsewhere', ELSEWHERE, 'refuse'],
    ['on one’s own disk', ['oci-layout:oci'], 'warn'],
  ])('nobody knows of it where git is silent: %s', async (_, targets, verdict) => {
    const { root, release } = makeBuilt();
    const message = expect.stringContaining(`lies in the repository ${root}, `);
    const finding = { code: 'commit-unknown', verdict, subject: release, waived: false, message };
    expect(await judge(release, targets, { today: '2026-11-23' })).toEqual([finding]);
    expect(await judge(release, targets, { ...RUNTIME, programs: temporaryDirectory() })).toEqual([finding]);
  });
});
