import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { build, release } from '../src/release.ts';
import { writeStack } from './support/stack-builder.ts';
import { PROGRAMS } from './support/start-cli.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

/** Whether this machine has a helm must not decide what is refused. */
const runtime = { today: '2026-11-23', programs: PROGRAMS.join(delimiter) };

/** A place in which nothing can be made, whoever asks: also root, whom permissions do not stop. */
const PROC = process.platform === 'linux' ? ['/proc/x', '/proc/x/y/z'] : [];

describe('a place that cannot be written to ends the line at once, with its reason', () => {
  const open = () => {
    const root = temporaryDirectory();
    writeFileSync(join(root, 'file'), '');
    const stacks = [writeStack(join(root, 'stack'), {})];
    return { root, stacks, mode: { kind: 'stable' as const }, output: join(root, 'out'), offline: true };
  };

  test.each([...PROC, 'file', 'file/below'])(
    '--output %s',
    async (place) => {
      const { root, ...request } = open();
      const output = place.startsWith('/') ? place : join(root, place);
      const { releases } = await build({ ...request, output, targets: [`oci-layout:${join(root, 'oci')}`] }, runtime);
      expect(releases.map(({ action, error }) => [action, error?.code])).toEqual([['failed', 'unwritable']]);
      expect(releases[0]?.error?.message).toContain(`cannot write ${output}`);
    },
    10_000,
  );

  test.each<[place: string, code: string]>([
    ...PROC.map((place): [string, string] => [place, 'file-error']),
    ['file', 'invalid-layout'],
    ['file/below', 'invalid-layout'],
  ])(
    'oci-layout:%s',
    async (place, code) => {
      const { root, ...request } = open();
      const layout = place.startsWith('/') ? place : join(root, place);
      const { releases } = await release({ ...request, targets: [`oci-layout:${layout}`] }, runtime);
      expect(releases.map(({ action }) => action)).toEqual(['failed']);
      const told = releases[0]?.targets[0]?.error ?? releases[0]?.error;
      expect([told?.code, told?.message.includes(layout.split('/x')[0] ?? '')]).toEqual([code, true]);
    },
    10_000,
  );
});

describe('run in the stack itself', () => {
  const before = process.cwd();
  afterEach(() => process.chdir(before));

  test('what a run wrote there is no change of the stack to the next', async () => {
    const root = temporaryDirectory();
    const stack = writeStack(join(root, 'stack'), {});
    const git = (...words: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...words], { cwd: root });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'x');
    process.chdir(stack);
    mkdirSync('out');
    for (const output of ['.release', '.release', 'out', 'out']) {
      const { releases } = await build({ stacks: ['.'], mode: { kind: 'stable' }, output, targets: [], offline: true }, runtime);
      const [line] = releases;
      expect([line?.action, line?.findings.filter(({ code }) => code === 'dirty-tree')]).toEqual(['built', []]);
    }
  });
});
