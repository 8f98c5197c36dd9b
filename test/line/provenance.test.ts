import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatProvenance, type Provenance, parseProvenance } from '../../src/asset/index.ts';
import { checkDirty, parseRemote, readProvenance } from '../../src/line/read-provenance.ts';
import { TOOL } from '../../src/tool.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** A repository with one commit of `stack/a`. */
function makeRepository() {
  const root = temporaryDirectory();
  const env = {
    ...process.env,
    GIT_AUTHOR_DATE: '@1700000000 +0200',
    GIT_COMMITTER_DATE: '@1700000000 +0200',
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', root, '-c', 'user.name=n', '-c', 'user.email=e', ...args], { encoding: 'utf8', env }).trim();
  git('init', '-q');
  mkdirSync(join(root, 'stack'));
  writeFileSync(join(root, 'stack/a'), 'a');
  git('add', '.');
  git('commit', '-qm', 'one');
  return { root, stack: join(root, 'stack'), commit: git('rev-parse', 'HEAD'), git };
}

describe('readProvenance', () => {
  test('tells commit, date and repository, without its password', async () => {
    const { stack, commit, git } = makeRepository();
    git('remote', 'add', 'origin', 'https://user:s3cret@git.example.com/org/stacks.git');
    expect(await readProvenance(stack, undefined)).toEqual({
      commit,
      repository: 'https://git.example.com/org/stacks',
      created: '2023-11-14T22:13:20Z',
      tool: TOOL,
    });
    expect(await readProvenance(stack, '86400')).toMatchObject({ created: '1970-01-02T00:00:00Z' });
  });

  test.each(['stack/a', 'stack/new'])('a change of %s is told, one elsewhere is not', async (file) => {
    const { root, stack } = makeRepository();
    writeFileSync(join(root, 'elsewhere'), 'b');
    expect((await readProvenance(stack, undefined))?.dirty).toBeUndefined();
    writeFileSync(join(root, file), 'b');
    expect((await readProvenance(stack, undefined))?.dirty).toBe(true);
  });

  test('where there is no repository there is nothing to tell', async () => {
    expect(await readProvenance(temporaryDirectory(), undefined)).toBeUndefined();
  });
});

test.each([
  ['git@github.com:org/stacks.git', 'https://github.com/org/stacks'],
  ['ssh://git@git.example.com:2222/org/stacks.git', 'https://git.example.com/org/stacks'],
  ['https://x-access-token:abc@github.com/org/stacks', 'https://github.com/org/stacks'],
  ['https://github.com/org/stacks/', 'https://github.com/org/stacks'],
  ['/srv/git/stacks.git', undefined],
  ['../stacks', undefined],
  ['', undefined],
])('the remote %j is %j', (remote, expected) => {
  expect(parseRemote(remote)).toBe(expected);
});

const CLEAN: Provenance = {
  commit: 'a'.repeat(40),
  repository: 'https://github.com/org/stacks',
  created: '2026-11-23T10:00:00Z',
  tool: TOOL,
};

test.each<Provenance | undefined>([CLEAN, { ...CLEAN, dirty: true }, { commit: 'b', tool: TOOL }, undefined])(
  'annotations: %o',
  (provenance) => {
    expect(parseProvenance(formatProvenance(provenance))).toEqual(provenance);
  },
);

test.each([
  ['clean', ['oci://ghcr.io/org/stacks'], false, CLEAN, []],
  ['dirty, on one’s own disk', ['oci-layout:oci'], false, { ...CLEAN, dirty: true }, ['warn']],
  ['dirty, elsewhere', ['oci-layout:oci', 'oci://ghcr.io/org/stacks'], false, { ...CLEAN, dirty: true }, ['refuse']],
  ['dirty, elsewhere and meant so', ['github:org/stacks'], true, { ...CLEAN, dirty: true }, ['warn']],
  ['in no repository', ['oci://ghcr.io/org/stacks'], false, undefined, []],
])('%s', (_, targets, allowDirty, provenance, expected) => {
  expect(checkDirty({ targets, allowDirty }, provenance, 'stacks/a').map(({ verdict }) => verdict)).toEqual(expected);
});
