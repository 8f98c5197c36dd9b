import { createGit, findRepository, GitError, readLog } from '../../git/index.ts';
import type { Provenance } from '../../release/index.ts';
import type { Runtime } from '../../request.ts';
import type { NotSeen } from '../images/index.ts';
import type { StackCommit } from './report.ts';

/** Commits that are listed at most. */
const MOST_COMMITS = 100;

export interface CommitRange {
  /** The stack's directory; undefined where only the release is at hand. */
  readonly directory: string | undefined;
  readonly from: Provenance | undefined;
  /** Undefined for what no commit was told of: the directory's newest one. */
  readonly to: Provenance | undefined;
}

/** The commits between two releases that touched the stack, and what of that is not known. */
export async function listCommits(
  { directory, from, to }: CommitRange,
  { programs = '', variables = {} }: Pick<Runtime, 'programs' | 'variables'>,
): Promise<{ readonly commits: readonly StackCommit[]; readonly unknown: readonly NotSeen[] }> {
  const miss = (message: string) => ({ commits: [], unknown: [{ subject: 'commits', message }] });
  if (directory === undefined) return miss('there is no source here to read them from; name the stack’s directory with --source-dir');
  if (from === undefined) return miss('the release before names no commit');
  const repository = findRepository(directory);
  if (repository === undefined) return miss(`${directory} lies in no git repository`);
  try {
    const git = createGit(repository, programs, variables);
    const commits = await readLog(git, repository, directory, { from: from.commit, to: to?.commit }, MOST_COMMITS + 1);
    const page = to?.repository ?? from.repository;
    const listed = commits.slice(0, MOST_COMMITS).map((commit): StackCommit => ({ ...commit, ...linkCommit(page, commit.commit) }));
    const more = commits.length > MOST_COMMITS ? [{ subject: 'commits', message: `there are more than ${MOST_COMMITS}` }] : [];
    return { commits: listed, unknown: more };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return miss(`git does not tell them: ${error.message}; a shallow clone lacks them`);
  }
}

function linkCommit(repository: string | undefined, commit: string): { readonly url?: string } {
  if (repository === undefined || !/^https?:\/\/[^\s<>"`\\|()]+$/.test(repository)) return {};
  return { url: `${repository}/commit/${commit}` };
}
