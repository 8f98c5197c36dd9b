import { realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { messageOf } from '../errors.ts';
import { isWithin, realPath } from '../files/index.ts';
import {
  type Changes,
  createGit,
  findRepository,
  type Git,
  type GitConfig,
  type Repository,
  readChanges,
  readConfig,
} from '../git/index.ts';
import type { Provenance } from '../release/index.ts';
import type { Runtime } from '../request.ts';
import { TOOL } from '../tool.ts';

/** Where a stack's files come from, as far as git tells. */
export type Origin =
  | {
      readonly kind: 'commit';
      readonly provenance: Provenance;
      /** Files that differ from the commit; paths relative to the repository's root. */
      readonly changed: readonly string[];
      /** Files that could not be compared, and why. */
      readonly unknown: readonly { readonly path: string; readonly why: string }[];
    }
  /** There is a repository, and git does not tell of it; `why` is in git's words. */
  | { readonly kind: 'silent'; readonly why: string; readonly root: string }
  | { readonly kind: 'no-repository' };

type Tools = Pick<Runtime, 'epoch' | 'programs' | 'variables'>;

/**
 * Reads what git knows of directories, each once a run, and of their repositories as well.
 * @param outside where we write ourselves: changes there are not the stack's
 * @param directories that will be asked for: git is asked about all of a repository at once
 */
export function createOriginReader(
  tools: Tools,
  outside: readonly string[] = [],
  directories: readonly string[] = [],
): (directory: string) => Promise<Origin> {
  const known = new Map<string, Promise<Origin>>();
  const repositories = new Map<string, OpenRepository>();
  const expected = [...new Set(directories.map((path) => realPath(path) ?? path))];
  return async (directory) => {
    const real = realpathSync(directory);
    const repository = findRepository(real);
    if (repository === undefined) return { kind: 'no-repository' };
    const opened = repositories.get(repository.root) ?? openRepository(repository, tools, expected);
    repositories.set(repository.root, opened);
    const found =
      known.get(real) ?? readOrigin(opened, real, tools.epoch, [join(real, '.release'), ...outside.map((path) => realPath(path) ?? path)]);
    known.set(real, found);
    return found;
  };
}

/** Answers of git that are the same for all stacks of a repository. */
interface OpenRepository {
  readonly repository: Repository;
  readonly git: Git;
  readonly head: Promise<Head>;
  readonly config: Promise<GitConfig>;
  /** Of a directory, and more than that where others are asked for together with it. */
  changes(directory: string): Promise<Changes>;
}

interface Head {
  readonly commit: string;
  /** Seconds since 1970. */
  readonly time: string;
}

function openRepository(repository: Repository, { programs = '', variables = {} }: Tools, expected: readonly string[]): OpenRepository {
  const git = createGit(repository, programs, variables);
  const [head, config] = [readHead(git), readConfig(git)];
  // Whoever awaits them gets the error; nothing may be waiting yet.
  head.catch(() => {});
  config.catch(() => {});
  const together = expected.filter((directory) => findRepository(directory)?.root === repository.root);
  let all: Promise<Changes> | undefined;
  const read = async (directories: readonly string[]): Promise<Changes> => {
    // Before anything is compared: git tells first whether it trusts the repository at all.
    await head;
    const paths = directories.map((directory) => relative(repository.root, directory));
    return readChanges(git, repository, paths, (await config).filters);
  };
  return {
    repository,
    git,
    head,
    config,
    changes(directory) {
      if (!together.includes(directory) || together.length > MOST_TOGETHER) return read([directory]);
      all ??= read(together);
      // A problem in one of them must not affect the others.
      return all.catch(() => read([directory]));
    },
  };
}

/** Paths on one command line. */
const MOST_TOGETHER = 1000;

async function readOrigin(
  { repository, head, config, changes: readAll }: OpenRepository,
  directory: string,
  epoch: string | undefined,
  outside: readonly string[],
): Promise<Origin> {
  const { root } = repository;
  try {
    const changes = await readAll(directory);
    const [{ commit, time }, { url: remote }] = await Promise.all([head, config]);
    const url = remote === undefined ? undefined : parseRemote(remote.trim());
    const isOurs = (path: string) => outside.some((place) => `${join(root, path)}/`.startsWith(`${place}/`));
    const isHere = (path: string) => isWithin(join(root, path), directory);
    const changed = changes.changed.filter((path) => isHere(path) && !isOurs(path));
    const unknown = changes.unknown.filter(({ path }) => isHere(path));
    const provenance = {
      commit,
      ...(url !== undefined && { repository: url }),
      ...formatCreated(epoch ?? time),
      tool: TOOL,
      ...(changed.length + unknown.length > 0 && { dirty: true }),
    };
    return { kind: 'commit', provenance, changed, unknown };
  } catch (error) {
    return { kind: 'silent', why: messageOf(error), root };
  }
}

async function readHead(git: Git): Promise<Head> {
  const head = await git(['log', '-1', '--no-show-signature', '--format=%H %ct'], { asksForTrust: true });
  const [commit = '', time = ''] = head.trim().split(' ');
  if (!/^[0-9a-f]{40,64}$/.test(commit)) throw new Error('git names no commit');
  return { commit, time };
}

function formatCreated(seconds: string): Pick<Provenance, 'created'> {
  if (!/^\d{1,11}$/.test(seconds)) return {};
  return { created: formatTime(Number(seconds)) };
}

/** A remote as people open it, without a password: `git@host:org/repo.git` is `https://host/org/repo`. */
export function parseRemote(remote: string): string | undefined {
  const [, host, path] = /^(?:ssh:\/\/)?(?:[^@/]+@)([^:/]+)(?::\d+)?[:/](.+)$/.exec(remote) ?? [];
  const text = host === undefined ? remote : `https://${host}/${path}`;
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return `${url.origin}${url.pathname.replace(/(?:\.git)?\/*$/, '')}`;
}

/** Seconds since 1970 as an RFC 3339 time. */
function formatTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000', '');
}
