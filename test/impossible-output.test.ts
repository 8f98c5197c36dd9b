import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { getuid } from 'node:process';
import { afterEach, describe, expect, test } from 'vitest';
import { bundle } from '../src/lifecycle/bundle/index.ts';
import { mirror } from '../src/lifecycle/mirror/index.ts';
import { openTarget } from '../src/publish/index.ts';
import { build, release } from '../src/release.ts';
import { publishTo } from './support/publish-to.ts';
import { buildContent } from './support/release-builder.ts';
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

describe('an archive that cannot be written', () => {
  const ALL = { names: [], stacks: [], kubernetes: undefined, channel: undefined, images: false, imagesTo: undefined };
  const deltas = { images: false, imagesFrom: [], platform: undefined, deltaFrom: undefined };

  const CLOSED = 'closed cannot be written to; check who owns it and what is mounted there';
  const FILE = 'file is a file, where a folder belongs; move it elsewhere';
  const CASES: readonly (readonly [place: string, code: string, message: string])[] = [
    ['/proc/x.tar', 'file-error', 'nothing can be written in /proc, where the lock x.tar.lock has to be: '],
    ['closed/x.tar', 'file-error', CLOSED],
    ['closed/below/x.tar', 'file-error', CLOSED],
    ['file/x.tar', 'invalid-layout', FILE],
    ['file/below/x.tar', 'invalid-layout', FILE],
  ];
  // Permissions do not stop root.
  const isPossible = (place: string) => (place.startsWith('/proc') ? PROC.length > 0 : getuid?.() !== 0 || !place.startsWith('closed'));

  test.each(CASES.filter(([place]) => isPossible(place)))(
    '%s: mirror and bundle name the folder, and what to do',
    async (place, code, message) => {
      const root = temporaryDirectory();
      writeFileSync(join(root, 'file'), '');
      mkdirSync(join(root, 'closed'), { mode: 0o555 });
      const source = `oci-layout:${join(root, 'oci')}`;
      await publishTo(openTarget(source, {}), await buildContent());
      const output = place.startsWith('/') ? place : join(root, place);
      const expected = { code, message: expect.stringContaining(message) };
      await expect(mirror({ ...ALL, source, target: `oci-archive:${output}` }, runtime)).rejects.toMatchObject(expected);
      const references = ['docker-demo-1-32-v1'];
      await expect(bundle({ ...deltas, source, references, output }, runtime)).rejects.toMatchObject(expected);
    },
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
