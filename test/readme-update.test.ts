import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { runGit, write } from './git/support.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

interface Workflow {
  readonly jobs: { readonly update: { readonly steps: readonly { readonly run?: string }[] } };
}

/** The last step of the README's workflow, as the runner starts it. */
function readScript(): string {
  const block = /^```yaml\n(name: update\n[\s\S]*?)^```$/m.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
  const script = (parse(block) as Workflow).jobs.update.steps.at(-1)?.run;
  if (script === undefined) throw new Error('no script');
  return script;
}

test.each<[name: string, change: (root: string) => void, files: string | undefined]>([
  ['nothing new', () => {}, undefined],
  ['a lock that was not there', (root) => write(join(root, 'stacks/a/stack.lock.yaml'), 'a: 1\n'), 'stacks/a/stack.lock.yaml'],
  ['a version', (root) => write(join(root, 'stacks/a/csctl.yaml'), 'b'), 'stacks/a/csctl.yaml'],
  ['a file that is gone', (root) => rmSync(join(root, 'stacks/a/csctl.yaml')), 'stacks/a/csctl.yaml'],
])('the README’s update, twice: %s', (_, change, files) => {
  const folder = temporaryDirectory();
  const origin = join(folder, 'origin.git');
  mkdirSync(origin);
  runGit(origin, 'init', '-q', '--bare', '.');
  const programs = join(folder, 'bin');
  write(
    join(programs, 'gh'),
    `#!/bin/sh\necho "$@" >> ${folder}/gh\n[ "$2" = edit ] || [ ! -e ${folder}/open ] || exit 1\ntouch ${folder}/open\n`,
    0o755,
  );
  // A runner has no identity, and a home of its own.
  const env = { PATH: `${programs}:${process.env['PATH']}`, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' };
  for (const time of ['first', 'second']) {
    const root = join(folder, time);
    if (time === 'first') {
      mkdirSync(root);
      runGit(root, 'init', '-q');
      write(join(root, 'stacks/a/csctl.yaml'), 'a');
      runGit(root, 'add', '.');
      runGit(root, 'commit', '-qm', 'one');
      runGit(root, 'push', '-q', origin, 'main');
      runGit(root, 'remote', 'add', 'origin', origin);
    } else runGit(folder, 'clone', '-q', '--branch', 'main', origin, root);
    // What the steps before leave behind belongs in no commit.
    write(join(root, '.clusterstack/dist/cli.js'), '');
    writeFileSync(join(root, 'update.txt'), 'moved');
    change(root);
    const { status, stderr } = spawnSync('bash', ['-e', '-c', readScript()], { cwd: root, env, encoding: 'utf8' });
    expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
  }
  if (files === undefined) expect(runGit(origin, 'branch', '--list')).not.toContain('update');
  else {
    expect(runGit(origin, 'diff', '--name-only', 'main', 'update')).toBe(files);
    expect(
      readFileSync(join(folder, 'gh'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(' ').slice(0, 2).join(' ')),
    ).toEqual(['pr create', 'pr create', 'pr edit']);
  }
});
