import { existsSync, readFileSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeOrigin } from '../../src/facts/judge-origin.ts';
import { createOriginReader, parseRemote } from '../../src/facts/read-origin.ts';
import { formatProvenance, type Provenance, parseProvenance } from '../../src/release/index.ts';
import { TOOL } from '../../src/tool.ts';
import { makeRepository, makeTrap, runGit, write } from '../git/support.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const tools = { programs: process.env['PATH'], variables: { HOME: '/nowhere' }, epoch: undefined };
const read = (directory: string, more: Partial<typeof tools> | { epoch: string } = {}, outside: readonly string[] = []) =>
  createOriginReader({ ...tools, ...more }, outside)(directory);
const changes = async (directory: string, outside: readonly string[] = []) => {
  const origin = await read(directory, {}, outside);
  if (origin.kind !== 'commit') throw new Error(JSON.stringify(origin));
  return { changed: origin.changed, unknown: origin.unknown.map(({ path }) => path), dirty: origin.provenance.dirty === true };
};
const CLEAN_TREE = { changed: [], unknown: [], dirty: false };

/** A folder with a git that notes how often it was asked for changes, and is the real one otherwise, unless the script ends it before. */
function installGit(script = '') {
  const programs = temporaryDirectory();
  const asked = join(programs, 'asked');
  const note = `case "$*" in *porcelain*) echo >> ${asked};; esac`;
  write(join(programs, 'git'), `#!/bin/sh\n${note}\n${script}\nPATH='${process.env['PATH']}' exec git "$@"\n`, 0o755);
  return { programs, countAsked: () => (existsSync(asked) ? readFileSync(asked, 'utf8').length : 0) };
}

describe('where a stack comes from', () => {
  test('commit, date and repository, without its password', async () => {
    const { stack, commit, git } = makeRepository();
    git('remote', 'add', 'origin', 'https://user:s3cret@git.example.com/org/stacks.git');
    expect(await read(stack)).toEqual({
      kind: 'commit',
      provenance: { commit, repository: 'https://git.example.com/org/stacks', created: '2023-11-14T22:13:20Z', tool: TOOL },
      changed: [],
      unknown: [],
    });
    expect(await read(stack, { epoch: '86400' })).toMatchObject({ provenance: { created: '1970-01-02T00:00:00Z' } });
  });

  test.each(['', '-1', '1.5', '1e9', '123456789012'])('without a remote, and with the time %j, less is told', async (epoch) => {
    const { stack, commit } = makeRepository();
    expect(await read(stack, { epoch })).toStrictEqual({ kind: 'commit', provenance: { commit, tool: TOOL }, changed: [], unknown: [] });
  });

  test('a remote that is written with blanks is the same', async () => {
    const { stack, git } = makeRepository();
    git('remote', 'add', 'origin', ' https://github.com/org/stacks.git ');
    expect(await read(stack)).toMatchObject({ provenance: { repository: 'https://github.com/org/stacks' } });
  });

  test.each(['stack/a', 'stack/new', 'stack/ü b'])('a change of %s is told, one elsewhere is not', async (file) => {
    const { root, stack } = makeRepository();
    write(join(root, 'elsewhere'), 'b');
    expect(await changes(stack)).toEqual(CLEAN_TREE);
    write(join(root, file), 'b');
    expect(await changes(stack)).toEqual({ changed: [file], unknown: [], dirty: true });
  });

  test('deleted, staged, renamed and made executable: all are told', async () => {
    const { root, stack, git } = makeRepository({ 'stack/a': 'a', 'stack/b': 'b', 'stack/c': 'c', 'stack/d': 'd' });
    git('mv', 'stack/a', 'stack/z');
    git('rm', '-q', '--cached', 'stack/b');
    write(join(root, 'stack/c'), 'other');
    git('add', 'stack/c');
    git('update-index', '--chmod=+x', 'stack/d');
    expect((await changes(stack)).changed.toSorted()).toEqual(['stack/a', 'stack/b', 'stack/b', 'stack/c', 'stack/d', 'stack/z']);
  });

  test('an ignored file that ships is told, whatever else is ignored is not', async () => {
    const { root, stack } = makeRepository({ '.gitignore': '*.secret\n*.tgz\n*.tmp.yaml\n', 'stack/a': 'a' });
    for (const file of ['x.secret', 'cluster-addon/cni/charts/cilium-1.0.0.tgz']) write(join(stack, file), 'x');
    write(join(root, 'cluster-class/x.secret'), 'x');
    expect(await changes(stack)).toEqual(CLEAN_TREE);
    const shipped = ['cluster-addon/cni/other.tgz', 'cluster-class/files/x.secret', 'values.tmp.yaml'];
    for (const file of shipped) write(join(stack, file), 'x');
    expect((await changes(stack)).changed.toSorted()).toEqual(shipped.map((file) => `stack/${file}`));
  });

  test('stacks of one repository that are asked for together have their own changes each', async () => {
    const { root } = makeRepository({ '.gitignore': '*.secret\n', 'a/x': 'x', 'ab/x': 'x', 'c/x': 'x' });
    const directories = ['a', 'ab', 'c'].map((name) => join(root, name));
    write(join(root, 'ab/x'), 'other');
    write(join(root, 'c/cluster-class/files/key.secret'), 'x');
    const readOrigin = createOriginReader(tools, [], directories);
    const origins = await Promise.all([...directories, root].map(readOrigin));
    const ignored = 'c/cluster-class/files/key.secret';
    expect(origins.map((origin) => origin.kind === 'commit' && origin.changed)).toEqual([[], ['ab/x'], [ignored], ['ab/x']]);
  });

  test('git is asked once for all stacks of a repository, whatever they are called, and once a run', async () => {
    const { root, git } = makeRepository({ 'a/x': 'x', 'b/x': 'x', 'c/x': 'x' });
    git('update-index', '--assume-unchanged', 'c/x');
    const other = makeRepository();
    const link = join(temporaryDirectory(), 'link');
    symlinkSync(join(root, 'b'), link);
    const { programs, countAsked } = installGit();
    const readOrigin = createOriginReader(
      { ...tools, programs },
      [],
      [join(root, 'a'), link, join(root, 'c'), join(root, 'gone'), other.stack, temporaryDirectory()],
    );
    const unknown = async (directory: string) => {
      const found = await readOrigin(directory);
      return found.kind === 'commit' ? found.unknown.map(({ path }) => path) : found;
    };
    expect([await unknown(join(root, 'a')), await unknown(link), await unknown(join(root, 'c'))]).toEqual([[], [], ['c/x']]);
    expect([await unknown(link), await unknown(join(root, 'b')), countAsked()]).toEqual([[], [], 1]);
    expect([await unknown(other.stack), countAsked()]).toEqual([[], 2]);
  });

  test.each([
    [1000, 1],
    [1001, 2],
  ])('of %i stacks, two that are asked for take git %i times: a command line holds only so much', async (count, times) => {
    const { root } = makeRepository({ 's0/x': 'x', 's1/x': 'x' });
    const { programs, countAsked } = installGit();
    const directories = Array.from({ length: count }, (_, index) => join(root, `s${index}`));
    const readOrigin = createOriginReader({ ...tools, programs }, [], directories);
    for (const directory of directories.slice(0, 2)) expect(await readOrigin(directory)).toMatchObject({ kind: 'commit', changed: [] });
    expect(countAsked()).toBe(times);
  });

  test('a problem in one of them does not affect the others', async () => {
    const { root } = makeRepository({ '.gitignore': '*.secret\n', 'a/x': 'x', 'bad/x': 'x' });
    write(join(root, 'a/cluster-class/key.secret'), 'x');
    const { programs } = installGit('case "$*" in *bad*) echo "fatal: bad" >&2; exit 128;; esac');
    const directories = ['a', 'bad'].map((name) => join(root, name));
    const origins = await Promise.all(directories.map(createOriginReader({ ...tools, programs }, [], directories)));
    expect(origins).toMatchObject([
      { kind: 'commit', changed: ['a/cluster-class/key.secret'] },
      { kind: 'silent', why: 'fatal: bad', root },
    ]);
  });

  test('what we write ourselves is not a change', async () => {
    const { stack } = makeRepository();
    write(join(stack, '.release/x.json'), '{}');
    write(join(stack, 'out/x.json'), '{}');
    const link = join(temporaryDirectory(), 'link');
    symlinkSync(join(stack, 'out'), link);
    for (const outside of [join(stack, 'out'), link]) expect(await changes(stack, [outside])).toEqual(CLEAN_TREE);
    expect((await changes(stack)).changed).toEqual(['stack/out/x.json']);
  });

  test('a file that git converts by itself is clean', async () => {
    const { root, stack, git } = makeRepository({
      '.gitattributes': '*.txt text eol=crlf\n*.id ident\n',
      'stack/a.txt': 'a\n',
      'stack/a.id': '$Id$\n',
    });
    git('rm', '-q', '-r', '--cached', 'stack');
    git('reset', '-q', '--hard');
    expect(readFileSync(join(root, 'stack/a.txt'), 'utf8')).toBe('a\r\n');
    utimesSync(join(root, 'stack/a.txt'), 1, 1);
    utimesSync(join(root, 'stack/a.id'), 1, 1);
    expect(await changes(stack)).toEqual(CLEAN_TREE);
  });

  test('a submodule, and what git is told not to look at, is unknown', async () => {
    const { stack, git } = makeRepository({ 'stack/a': 'a', 'stack/b': 'b' });
    git('update-index', '--assume-unchanged', 'stack/a');
    git('update-index', '--skip-worktree', 'stack/b');
    git('submodule', '--quiet', 'add', makeRepository().root, 'stack/sub');
    git('commit', '-qm', 'two');
    expect(await changes(stack)).toEqual({ changed: [], unknown: ['stack/a', 'stack/b', 'stack/sub'], dirty: true });
  });

  test('in no repository', async () => {
    expect(await read(temporaryDirectory())).toEqual({ kind: 'no-repository' });
  });

  test('where git does not answer, its words are kept', async () => {
    const { root, stack } = makeRepository();
    expect(await read(stack, { programs: temporaryDirectory() })).toEqual({ kind: 'silent', why: 'there is no git on the PATH', root });
    const empty = temporaryDirectory();
    runGit(empty, 'init', '-q');
    write(join(empty, 'stack/a'), 'a');
    expect(await read(join(empty, 'stack'))).toMatchObject({
      kind: 'silent',
      why: expect.stringContaining('does not have any commits yet'),
    });
    write(join(root, '.git/HEAD'), 'nonsense');
    expect(await read(stack)).toMatchObject({ kind: 'silent', why: expect.stringContaining('not a git repository') });
  });

  test.each(['', 'x', `x${'a'.repeat(40)} 1`, `${'a'.repeat(40)}x 1`, `${'a'.repeat(39)} 1`])(
    'a git that answers %j names no commit',
    async (answer) => {
      const { root, stack } = makeRepository();
      const { programs } = installGit(`case "$*" in *--format=*) echo '${answer}'; exit;; esac`);
      expect(await read(stack, { programs })).toEqual({ kind: 'silent', why: 'git names no commit', root });
    },
  );

  test('a git that hangs is cut off, one that fails is quoted', async () => {
    const { stack } = makeRepository();
    const programs = temporaryDirectory();
    write(join(programs, 'git'), '#!/bin/sh\necho "fatal: \u001b[31mno\nsense" >&2\nexit 128\n', 0o755);
    expect(await read(stack, { programs })).toMatchObject({ kind: 'silent', why: 'fatal: [31mno sense' });
  });

  test.skipIf(process.getuid?.() !== 0)('a repository of another owner is not trusted until the user says so', async () => {
    const { root, stack } = makeRepository();
    runGit(root, 'config', 'core.fsmonitor', 'false');
    const { chownSync, lchownSync } = await import('node:fs');
    for (const path of [root, join(root, '.git')]) chownSync(path, 4711, 4711);
    lchownSync(join(root, '.git/config'), 4711, 4711);
    const origin = await read(stack);
    expect(origin).toMatchObject({ kind: 'silent', why: expect.stringContaining('dubious ownership') });
    const [finding] = judgeOrigin({ targets: ['oci://ghcr.io/org/stacks'] }, origin, 'stack');
    expect([finding?.verdict, finding?.message]).toEqual([
      'refuse',
      expect.stringContaining(`git config --global --add safe.directory ${root}`),
    ]);
    const home = temporaryDirectory();
    write(join(home, '.gitconfig'), `[safe]\n  directory = ${root}\n`);
    expect(await read(stack, { variables: { HOME: home } })).toMatchObject({ kind: 'commit', changed: [] });
  });
});

describe('nothing but git itself is run', () => {
  test('whatever the repository’s own settings are', async () => {
    const { stack, git, root } = makeRepository({ '.gitattributes': '* filter=evil diff=evil\n', 'stack/a': 'a' });
    const { program, marker } = makeTrap();
    for (const key of [
      'core.fsmonitor',
      'core.sshCommand',
      'core.pager',
      'diff.external',
      'gpg.program',
      'credential.helper',
      'core.askPass',
    ])
      git('config', key, program);
    for (const key of ['filter.evil.clean', 'filter.evil.process', 'filter.evil.smudge', 'diff.evil.command', 'diff.evil.textconv'])
      git('config', key, program);
    git('config', 'filter.evil.required', 'true');
    git('config', 'log.showSignature', 'true');
    git('config', 'core.worktree', '/');
    git('config', 'alias.status', `!${program}`);
    for (const hook of ['post-index-change', 'fsmonitor-watchman', 'pre-commit'])
      write(join(root, '.git/hooks', hook), `#!/bin/sh\n${program}\n`, 0o755);
    write(join(stack, 'a'), 'b');
    expect(await changes(stack)).toEqual({ changed: [], unknown: ['stack/a'], dirty: true });
    expect(existsSync(marker)).toBe(false);
  });

  test('a filter with an equals sign in its name could not be switched off', async () => {
    const { stack, git } = makeRepository({ '.gitattributes': '* filter=a=b\n', 'stack/a': 'a' });
    const { program, marker } = makeTrap();
    git('config', 'filter.a=b.clean', program);
    write(join(stack, 'a'), 'b');
    expect(await changes(stack)).toEqual({ changed: [], unknown: ['stack'], dirty: true });
    expect(existsSync(marker)).toBe(false);
  });

  test('a file of git-lfs is as committed when it is the one that its pointer names', async () => {
    const { createHash } = await import('node:crypto');
    const bytes = 'archive';
    const oid = createHash('sha256').update(bytes).digest('hex');
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${bytes.length}\n`;
    const { stack, git, root } = makeRepository({ '.gitattributes': '*.tgz filter=lfs\n', 'stack/a.tgz': pointer });
    const { program, marker } = makeTrap();
    git('config', 'filter.lfs.process', program);
    write(join(root, 'stack/a.tgz'), bytes);
    expect(await changes(stack)).toEqual(CLEAN_TREE);
    write(join(root, 'stack/a.tgz'), 'brchive');
    expect(await changes(stack)).toEqual({ changed: [], unknown: ['stack/a.tgz'], dirty: true });
    expect(existsSync(marker)).toBe(false);
  });
});

test.each([
  ['git@github.com:org/stacks.git', 'https://github.com/org/stacks'],
  ['ssh://git@git.example.com:2222/org/stacks.git', 'https://git.example.com/org/stacks'],
  ['https://x-access-token:abc@github.com/org/stacks', 'https://github.com/org/stacks'],
  ['https://github.com/org/stacks/', 'https://github.com/org/stacks'],
  ['http://git.example.com/org/stacks.git', 'http://git.example.com/org/stacks'],
  ['https://git.example.com/org/stacks@v1:x', 'https://git.example.com/org/stacks@v1:x'],
  ['git@github.com:org/\nstacks', undefined],
  ['git+https://github.com/org/stacks', undefined],
  ['file:///srv/git/stacks.git', undefined],
  ['https://', undefined],
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
