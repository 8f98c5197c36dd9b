import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** A git of the user's own, with no settings but these. */
export function runGit(root: string, ...args: readonly string[]): string {
  const env = {
    PATH: process.env['PATH'],
    HOME: root,
    GIT_AUTHOR_DATE: '@1700000000 +0200',
    GIT_COMMITTER_DATE: '@1700000000 +0200',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const identity = ['-c', 'user.name=n', '-c', 'user.email=e', '-c', 'protocol.file.allow=always', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', ['-C', root, ...identity, ...args], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

export function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}

/** A repository with one commit of the given files. */
export function makeRepository(files: Readonly<Record<string, string>> = { 'stack/a': 'a' }) {
  const root = realpathSync(temporaryDirectory());
  const git = (...args: readonly string[]) => runGit(root, ...args);
  git('init', '-q');
  for (const [path, text] of Object.entries(files)) write(join(root, path), text);
  git('add', '-f', '.');
  git('commit', '-qm', 'one');
  return { root, stack: join(root, 'stack'), commit: git('rev-parse', 'HEAD'), git };
}

/** A program that notes that it was run, and the note. */
export function makeTrap() {
  const folder = realpathSync(temporaryDirectory());
  const marker = join(folder, 'marker');
  const program = join(folder, 'trap');
  write(program, `#!/bin/sh\necho "$0 $*" >> ${marker}\ncat\n`, 0o755);
  return { program, marker };
}
