import { dirname } from 'node:path';
import { describeEnding, findProgram, type Limits, runProgram, selectVariables, type Variables } from '../process/index.ts';
import type { Repository } from './find-repository.ts';

/** Asks git about one repository. Resolves with its standard output; rejects with a GitError. */
export type Git = (args: readonly string[], options?: GitOptions) => Promise<string>;

export interface GitOptions {
  /** Lets git find the root's `.git` itself: only then it tells whether it trusts the repository's owner. */
  readonly asksForTrust?: boolean;
  /** Settings over all others, `filter.lfs.clean=`. */
  readonly settings?: readonly string[];
}

/** git did not answer; the message is in its own words. */
export class GitError extends Error {
  /** Undefined where git did not end by itself, or was never started. */
  readonly exitCode: number | undefined;

  constructor(message: string, exitCode?: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

const LIMITS: Limits = { time: 30_000, output: 16 * 1024 * 1024 };

/** All that git sees of the environment: where its user's settings are, for `safe.directory` is one of them. */
const SEEN = ['HOME', 'XDG_CONFIG_HOME', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM', 'SUDO_UID'];

const ENVIRONMENT = {
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  // Above what a repository's own settings allow: with `ext` they could name a program to fetch with.
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_LITERAL_PATHSPECS: '1',
} as const;

/**
 * Whatever makes git start a program or speak to a server, switched off. A setting on the command line is above those of
 * all files. Filters have names of their own: see readChanges.
 * Source: git-config(1)
 */
const SETTINGS = [
  'safe.bareRepository=explicit',
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.untrackedCache=false',
  'core.pager=cat',
  'core.sshCommand=false',
  'core.askPass=false',
  'core.gitProxy=',
  'credential.helper=',
  'diff.external=',
  'gpg.program=false',
  'log.showSignature=false',
  'protocol.allow=never',
  'status.submoduleSummary=false',
  'submodule.recurse=false',
];

/**
 * A git for one repository, which runs nothing but itself.
 * @param searchPath folders, as PATH lists them
 */
export function createGit({ root, gitDirectory }: Repository, searchPath: string, variables: Variables): Git {
  const env = { ...selectVariables(variables, SEEN), ...ENVIRONMENT, GIT_CEILING_DIRECTORIES: dirname(root) };
  let path: string | undefined;
  return async (args, { asksForTrust = false, settings = [] } = {}) => {
    path ??= findProgram('git', searchPath);
    if (path === undefined) throw new GitError('there is no git on the PATH');
    const place = asksForTrust ? [] : [`--git-dir=${gitDirectory}`, `--work-tree=${root}`];
    const configured = [...SETTINGS, ...settings].flatMap((setting) => ['-c', setting]);
    const command = ['--no-pager', '--no-optional-locks', ...place, ...configured, ...args];
    const ending = await runProgram({ path, args: command, env, cwd: root, limits: LIMITS });
    if (ending.kind === 'done' && ending.code === 0) return ending.stdout;
    const words = ending.kind === 'done' && ending.stderr.trim() ? clean(ending.stderr) : `git ${describeEnding(ending, LIMITS)}`;
    throw new GitError(words, ending.kind === 'done' ? ending.code : undefined);
  };
}

/** In one line, and no longer than one reads. */
function clean(text: string): string {
  return text
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 500);
}
