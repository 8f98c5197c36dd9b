import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { findStatesFiles, readStates, readWithdrawals } from '../../../src/lifecycle/states/index.ts';
import { write } from '../../git/support.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const withdrawn = (release: string) => `states:\n  - {release: ${release}, state: withdrawn, since: 2026-01-01, reason: it is wrong}\n`;

/** Two repositories side by side, with the files by path; the working directory is the first one. */
let root: string;
beforeEach(() => {
  root = temporaryDirectory();
  for (const repository of ['here', 'there']) mkdirSync(join(root, repository, '.git'), { recursive: true });
  const before = process.cwd();
  onTestFinished(() => process.chdir(before));
  process.chdir(join(root, 'here'));
});
const put = (path: string, release: string) => write(join(root, path), withdrawn(release));
const found = (directories?: readonly string[]) => findStatesFiles(directories).map((file) => relative(root, join(process.cwd(), file)));

test('files count here, beside the stacks and at the repository’s root, the nearest first', () => {
  for (const folder of ['', 'stacks', 'providers', 'stacks/docker', 'docs']) put(`here/${folder}/releases.yaml`, 'docker-scs-1-36-v1');
  expect(found()).toEqual(['here/releases.yaml', 'here/stacks/releases.yaml', 'here/providers/releases.yaml']);
  process.chdir('docs');
  expect(found()).toEqual(['here/docs/releases.yaml', 'here/releases.yaml', 'here/stacks/releases.yaml', 'here/providers/releases.yaml']);
});

test('a stack of another repository brings that one’s files', async () => {
  put('here/releases.yaml', 'docker-scs-1-36-v1');
  put('there/providers/releases.yaml', 'docker-scs-1-36-v2');
  const stack = join(root, 'there/providers/docker/scs');
  mkdirSync(stack, { recursive: true });
  expect(found()).toEqual(['here/releases.yaml']);
  expect(found([stack])).toEqual(['here/releases.yaml', 'there/providers/releases.yaml']);
  const { states } = await readStates(undefined, [stack]);
  expect(states.map(({ release }) => release)).toEqual(['docker-scs-1-36-v1', 'docker-scs-1-36-v2']);
  const why = await readWithdrawals('2026-11-29', [stack]);
  expect(['v1', 'v2', 'v3'].map((version) => why(`docker-scs-1-36-${version}`))).toEqual([
    'withdrawn since 2026-01-01: it is wrong',
    'withdrawn since 2026-01-01: it is wrong',
    undefined,
  ]);
});

test('a file that is named counts alone', async () => {
  put('here/releases.yaml', 'docker-scs-1-36-v1');
  put('there/mine.yaml', 'docker-scs-1-36-v2');
  const { files, states } = await readStates('../there/mine.yaml', [join(root, 'here')]);
  expect([files, states.map(({ release }) => release)]).toEqual([['../there/mine.yaml'], ['docker-scs-1-36-v2']]);
});
