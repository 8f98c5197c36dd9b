import { relative } from 'node:path';
import type { Repository } from './find-repository.ts';
import type { Git } from './git.ts';

/** A commit, as it tells of itself: all texts are its author's. */
export interface Commit {
  /** The full hash. */
  readonly commit: string;
  /** The first line of its message. */
  readonly subject: string;
  readonly author: string;
  /** The day it was made, `2026-11-23`. */
  readonly date: string;
}

const HASH = /^[0-9a-f]{40,64}$/;

/**
 * The commits after one and up to another that touched a directory, the newest first.
 * @param range full hashes; `to` undefined means HEAD
 * @param most no more than this many are read
 * @throws GitError where git does not know one of them, as in a shallow clone
 */
export async function readLog(
  git: Git,
  { root }: Repository,
  directory: string,
  { from, to }: { readonly from: string; readonly to: string | undefined },
  most: number,
): Promise<readonly Commit[]> {
  if (![from, to ?? from].every((hash) => HASH.test(hash))) return [];
  const range = `${from}..${to ?? 'HEAD'}`;
  const format = '--format=%H%x1f%cs%x1f%an%x1f%s';
  const path = relative(root, directory) || '.';
  const args = ['log', '-z', '--no-show-signature', '--no-merges', `--max-count=${most}`, format, range, '--', path];
  const text = await git(args, { asksForTrust: true });
  return text.split('\0').flatMap((line): Commit[] => {
    const [commit = '', date = '', author = '', subject = ''] = line.split('\u001f');
    return HASH.test(commit) ? [{ commit, date, author, subject }] : [];
  });
}
