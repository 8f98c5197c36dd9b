import { expect, test } from 'vitest';
import { judgeOrigin, judgeRecorded } from '../../src/facts/judge-origin.ts';
import type { Origin } from '../../src/facts/read-origin.ts';
import { TOOL } from '../../src/tool.ts';

const origin = (changed: readonly string[], unknown: readonly string[] = []): Origin => ({
  kind: 'commit',
  provenance: { commit: 'a'.repeat(40), tool: TOOL },
  changed,
  unknown: unknown.map((path) => ({ path, why: 'a filter' })),
});
const SILENT: Origin = { kind: 'silent', why: 'fatal: no', root: '/work' };

test.each<[string, readonly string[], boolean, Origin, readonly string[]]>([
  ['clean', ['oci://ghcr.io/org/stacks'], false, origin([]), []],
  ['dirty, on one’s own disk', ['oci-layout:oci'], false, origin(['a']), ['warn dirty-tree']],
  ['dirty, without a target', [], false, origin(['a']), ['warn dirty-tree']],
  ['dirty, elsewhere', ['oci-layout:oci', 'oci://ghcr.io/org/stacks'], false, origin(['a']), ['refuse dirty-tree']],
  ['dirty, elsewhere and meant so', ['github:org/stacks'], true, origin(['a']), ['warn dirty-tree']],
  ['a filter, elsewhere', ['github:org/stacks'], false, origin([], ['a']), ['refuse commit-unknown']],
  ['git silent, on one’s own disk', ['oci-layout:oci'], false, SILENT, ['warn commit-unknown']],
  ['git silent, elsewhere', ['oci://ghcr.io/org/stacks'], false, SILENT, ['refuse commit-unknown']],
  ['git silent, elsewhere and meant so', ['oci://ghcr.io/org/stacks'], true, SILENT, ['warn commit-unknown']],
  ['in no repository', ['oci://ghcr.io/org/stacks'], false, { kind: 'no-repository' }, ['warn no-repository']],
])('%s', (_, targets, allowDirty, from, expected) => {
  const found = judgeOrigin({ targets, allowDirty }, from, 'stacks/a');
  expect(found.map(({ verdict, code }) => `${verdict} ${code}`)).toEqual(expected);
  // What was built on one's own disk is judged by where it goes.
  const built = judgeOrigin({ targets: [] }, from, 'stacks/a');
  expect(judgeRecorded({ targets, allowDirty }, built)).toEqual(found);
});

test('the first files are named, and how many more there are', () => {
  const files = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  expect(judgeOrigin({ targets: ['github:org/stacks'] }, origin(files), 'stack')).toEqual([
    {
      code: 'dirty-tree',
      verdict: 'refuse',
      subject: 'stack',
      waived: false,
      message:
        'has changes that no commit has, so nobody could find out what the release was made of: a, b, c, d, e and 2 more; commit them; or release to github:org/stacks all the same, with --allow-dirty',
    },
  ]);
});

test('five files are named without more, those that git cannot tell of with the reason', () => {
  const messages = judgeOrigin({ targets: [] }, origin(['a', 'b', 'c', 'd', 'e'], ['f']), 'stack').map(({ message }) => message);
  expect(messages).toEqual([expect.stringMatching(/: a, b, c, d, e; commit them$/), expect.stringMatching(/: f \(a filter\)$/)]);
});

const TRUST = 'if you trust its owner: git config --global --add safe.directory /work';

test.each([
  ['there is no git on the PATH', 'install git'],
  ["fatal: detected dubious ownership in repository at '/work'", TRUST],
  ["fatal: unsafe repository; git config --global --add safe.directory '/work'", TRUST],
  ["fatal: your current branch 'main' does not have any commits yet", 'make a first commit'],
  ["fatal: bad default revision 'HEAD'", 'make a first commit'],
  ["fatal: ambiguous argument 'HEAD': unknown revision", 'make a first commit'],
  ['fatal: not a git repository', 'see what git status says there'],
])('where git says %j, the advice is %j', (why, advice) => {
  const [finding] = judgeOrigin({ targets: [] }, { ...SILENT, why }, 'stack');
  expect(finding?.message.split('; git says: ')[1]).toBe(`${why}; ${advice}`);
});

test('what is refused already stays as it is', () => {
  const recorded = judgeOrigin({ targets: ['github:org/stacks'] }, origin(['a'], ['b']), 'stack');
  expect(recorded.map(({ verdict }) => verdict)).toEqual(['refuse', 'refuse']);
  expect(judgeRecorded({ targets: ['oci://ghcr.io/org/stacks'] }, recorded)).toEqual(recorded);
});
