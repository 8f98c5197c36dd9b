import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SLUG } from '../../support/github/index.ts';
import { type Overrides, writeStack } from '../../support/stack-builder.ts';

/** A stack in a repository of its own, as one that is released from. */
export interface CommittedStack {
  readonly directory: string;
  /** The commit that it is at. */
  readonly commit: string;
  remove(): void;
}

/** Nothing of this machine's git is used. */
const GIT = ['-c', 'user.name=test', '-c', 'user.email=test@example.test', '-c', 'commit.gpgsign=false', '-c', 'init.defaultBranch=main'];
const TIME = '2026-11-20T10:00:00Z';

/** Writes a small stack and commits it, to the repository that the fake GitHub is. */
export function commitStack(overrides: Overrides = {}): CommittedStack {
  const root = mkdtempSync(join(tmpdir(), 'clusterstack-stack-'));
  const git = (...args: string[]) => {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_DATE: TIME, GIT_COMMITTER_DATE: TIME };
    return execFileSync('git', [...GIT, ...args], { cwd: root, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  };
  const directory = writeStack(join(root, 'stack'), overrides);
  git('init', '--quiet');
  git('remote', 'add', 'origin', `https://github.com/${SLUG.owner}/${SLUG.repository}.git`);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'A stack');
  return { directory, commit: git('rev-parse', 'HEAD'), remove: () => rmSync(root, { recursive: true, force: true }) };
}
