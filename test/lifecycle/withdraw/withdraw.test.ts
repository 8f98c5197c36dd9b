import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { attempt } from '../../../src/errors.ts';
import { pull, type WithdrawRequest, withdraw } from '../../../src/lifecycle/index.ts';
import { addState } from '../../../src/lifecycle/withdraw/add-state.ts';
import { silentLogger } from '../../../src/logger.ts';
import { openTarget } from '../../../src/publish/index.ts';
import { addRelease, SLUG, startGitHub } from '../../support/github/index.ts';
import { publishTo } from '../../support/publish-to.ts';
import { buildContent } from '../../support/release-builder.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const RUNTIME = { today: '2026-11-28' };
const NAME = (version: string) => `docker-demo-1-32-${version}`;

async function prepare(...versions: readonly string[]) {
  const directory = temporaryDirectory();
  const source = `oci-layout:${join(directory, 'oci')}`;
  for (const version of versions) await publishTo(openTarget(source, {}), await buildContent(version));
  const releases = join(directory, 'releases.yaml');
  const request = (reference: string, more: Partial<WithdrawRequest> = {}): WithdrawRequest => ({
    ...{ reference, source, releases, targets: [], state: 'withdrawn', reason: 'It breaks: "all".' },
    ...{ url: undefined, replacedBy: undefined, since: undefined, ...more },
  });
  return { directory, source, releases, request };
}

test('a withdrawn release is dated in git, stays what it is where it is published, and no line means it', async () => {
  const { directory, source, releases, request } = await prepare('v1', 'v2');
  const digest = (await openTarget(source, {}).read(NAME('v1')))?.digest;
  const index = readFileSync(join(directory, 'oci/index.json'), 'utf8');
  const more = { replacedBy: NAME('v2'), url: 'https://example.org/why' };
  const state = { name: 'withdrawn', since: '2026-11-28', reason: 'It breaks: "all".', ...more };
  const expected = { release: NAME('v1'), digest, state, file: releases, targets: [] };
  expect(await withdraw(request(NAME('v1'), more), RUNTIME)).toEqual({ schemaVersion: 1, releases: [{ ...expected, result: 'written' }] });
  const written = readFileSync(releases, 'utf8');
  expect(written).toBe(`states:
  - release: docker-demo-1-32-v1
    state: withdrawn
    since: 2026-11-28
    reason: "It breaks: \\"all\\"."
    url: "https://example.org/why"
    replacedBy: docker-demo-1-32-v2
`);
  // The same on another day says nothing new.
  const again = await withdraw(request(NAME('v1'), more), { today: '2026-12-24' });
  expect(again.releases).toEqual([{ ...expected, result: 'unchanged' }]);
  expect(readFileSync(releases, 'utf8')).toBe(written);
  expect(readFileSync(join(directory, 'oci/index.json'), 'utf8')).toBe(index);
  const { releases: back } = await withdraw(request(NAME('v1'), { state: 'supported', reason: undefined }), RUNTIME);
  expect(back).toMatchObject([{ result: 'written', state: { name: 'supported', since: '2026-11-28' } }]);
  const pulled = await pull(
    { references: ['docker-demo-1-32'], source, place: { kind: 'output', folder: join(directory, 'x') }, releases },
    RUNTIME,
  );
  expect(pulled.releases).toMatchObject([{ release: NAME('v2') }]);
});

describe('what CSO would undo is refused', () => {
  test.each([
    ['the newest stable one', ['v1', 'v2'], 'v2', 'no-successor'],
    ['the only one', ['v1'], 'v1', 'no-successor'],
    ['the newest on custom', ['v1', 'v0-custom.100'], 'v0-custom.100', 'no-successor'],
    ['the newest of a channel that nobody can follow', ['v1', 'v0-beta.100'], 'v0-beta.100', undefined],
    ['an older one', ['v1', 'v2'], 'v1', undefined],
  ])('%s', async (_, versions, version, code) => {
    const { releases, request } = await prepare(...versions);
    const tried = await attempt(() => withdraw(request(NAME(version.replace('.', '-'))), RUNTIME));
    expect(tried.kind === 'failed' ? tried.error.code : undefined).toBe(code);
    expect(existsSync(releases)).toBe(code === undefined);
    if (tried.kind === 'failed') expect(tried.error.message).toContain('clusterstack revert');
  });

  test('deprecating the newest is no such thing', async () => {
    const { request } = await prepare('v1');
    expect((await withdraw(request(NAME('v1'), { state: 'deprecated' }), RUNTIME)).releases).toMatchObject([{ result: 'written' }]);
  });
});

test('a release in its place that is not there is written, and told', async () => {
  const { source, request } = await prepare('v1', 'v2');
  const told: string[] = [];
  const runtime = { ...RUNTIME, logger: { ...silentLogger, warn: (message: string) => told.push(message) } };
  await withdraw(request(NAME('v1'), { replacedBy: NAME('v2') }), runtime);
  expect(told).toEqual([]);
  const { releases } = await withdraw(request(NAME('v1'), { replacedBy: NAME('v22') }), runtime);
  expect(releases).toMatchObject([{ result: 'written', state: { replacedBy: NAME('v22') } }]);
  expect(told).toEqual([`${source} has no ${NAME('v22')}, which is named in place of ${NAME('v1')}; check how it is spelt`]);
});

test.each<readonly [string, string | undefined, Partial<WithdrawRequest>, string]>([
  ['a release that is not there', undefined, { reference: NAME('v9') }, 'no-release'],
  ['no reference at all', undefined, { reference: 'x' }, 'usage'],
  ['itself in its place', undefined, { replacedBy: NAME('v1') }, 'usage'],
  ['a day that is none', undefined, { since: '2026-02-30' }, 'invalid-states'],
  ['a link to nowhere', undefined, { url: 'javascript:alert(1)' }, 'invalid-states'],
  ['a broken file', 'states: [', {}, 'invalid-states'],
  [
    'a later state',
    `states: [{release: ${NAME('v1')}, state: supported, since: 2026-11-28}, {release: ${NAME('v1')}, state: preview, since: 2026-11-29}]`,
    { since: '2026-11-27' },
    'usage',
  ],
])('%s: refused, and nothing is written', async (_, content, more, code) => {
  const { releases, request } = await prepare('v1', 'v2');
  if (content !== undefined) writeFileSync(releases, content);
  const tried = await attempt(() => withdraw(request(NAME('v1'), more), RUNTIME));
  expect(tried).toMatchObject({ kind: 'failed', error: { code } });
  expect(existsSync(releases) ? readFileSync(releases, 'utf8') : undefined).toBe(content);
});

test('a link in the file’s place is not written through', async () => {
  const { directory, releases, request } = await prepare('v1', 'v2');
  writeFileSync(join(directory, 'other'), '');
  symlinkSync('other', releases);
  expect(await attempt(() => withdraw(request(NAME('v1')), RUNTIME))).toMatchObject({ error: { code: 'unwritable' } });
  expect(readFileSync(join(directory, 'other'), 'utf8')).toBe('');
});

describe('comments, order and spacing stay', () => {
  const entry = { release: NAME('v1'), state: 'deprecated', since: '2026-11-28', reason: 'Old.' };
  const block = (indent: string) =>
    [`- release: ${NAME('v1')}`, '  state: deprecated', '  since: 2026-11-28', '  reason: "Old."']
      .map((line) => `${indent}${line}\n`)
      .join('');
  test.each([
    ['nothing', '', `states:\n${block('  ')}`],
    ['a comment', '# Ours.', `# Ours.\nstates:\n${block('  ')}`],
    ['other keys', 'risks: []\n', `risks: []\nstates:\n${block('  ')}`],
    ['no states yet', 'states:\nrisks: [] # none\n', `states:\n${block('  ')}risks: [] # none\n`],
    ['an empty list', 'states: []\nrisks: []\n', `states: \n${block('  ')}risks: []\n`],
    [
      'a list',
      `states:\n  # First.\n  - {release: a} # One.\n\nrisks: []\n`,
      `states:\n  # First.\n  - {release: a} # One.\n${block('  ')}\nrisks: []\n`,
    ],
    [
      'a list without indent',
      `states:\n- release: a\n  reason: b # why\n# End.\n`,
      `states:\n- release: a\n  reason: b # why\n${block('')}# End.\n`,
    ],
    ['a list that ends the file', 'states:\n    - release: a', `states:\n    - release: a\n${block('    ')}`],
    [
      'a text of lines',
      'states:\n  - reason: |\n      a\n      b\nrisks: []\n',
      `states:\n  - reason: |\n      a\n      b\n${block('  ')}risks: []\n`,
    ],
    [
      'a list in one line',
      'states: [{release: a}] # x\n',
      `states: [{release: a}, {release: ${NAME('v1')}, state: deprecated, since: 2026-11-28, reason: "Old."}] # x\n`,
    ],
  ])('%s', (_, before, after) => {
    expect(addState('releases.yaml', Buffer.from(before), entry).toString()).toBe(after);
  });
});

test('on GitHub its notes say so, and only they are touched', async () => {
  const github = await startGitHub({});
  try {
    const { request } = await prepare('v1');
    for (const version of ['v1', 'v2']) {
      const { name, assets } = await buildContent(version);
      addRelease(github.repository, name, Object.fromEntries(assets.map((asset) => [asset.name, asset.bytes])));
    }
    const [release] = github.repository.releases.filter(({ tag }) => tag === NAME('v1'));
    if (release === undefined) throw new Error('there is no release');
    Object.assign(release, { body: 'Notes.\n' });
    const before = JSON.stringify({ ...release, body: '' });
    const url = `github:${SLUG.owner}/${SLUG.repository}`;
    const runtime = { ...RUNTIME, github: { apiUrl: github.apiUrl, token: github.token } };
    const run = (more: Partial<WithdrawRequest> = {}) =>
      withdraw(request(`${url}@${NAME('v1')}`, { reason: 'No <b>network</b> --> for *nodes*.', ...more }), runtime);
    const digests = [(await run()).releases[0], (await run()).releases[0]].map((one) => [one?.digest, one?.targets]);
    expect(digests).toEqual([
      [digests[0]?.[0], [{ url, result: 'marked' }]],
      [digests[0]?.[0], [{ url, result: 'present' }]],
    ]);
    expect(release.body).toBe(`<!-- state of this release -->
> [!WARNING]
> **withdrawn** since 2026-11-28: No \\<b\\>network\\</b\\> --\\> for \\*nodes\\*.
<!-- end of its state -->

Notes.
`);
    expect(JSON.stringify({ ...release, body: '' })).toBe(before);
    await run({ state: 'supported', reason: undefined });
    expect(release.body).toBe('Notes.\n');
  } finally {
    await github.close();
  }
});
