import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Provenance } from '../asset/index.ts';
import { createFinding, type Finding } from '../finding.ts';
import { layoutDirectory } from '../publish/index.ts';
import type { ReleaseRequest } from '../request.ts';
import { TOOL } from '../tool.ts';
import { findRoot } from './compatibility.ts';

const run = promisify(execFile);

/** Reads what git knows of directories, each once a run, and of their repository as well. */
export function createProvenanceReader(epoch: string | undefined): (directory: string) => Promise<Provenance | undefined> {
  const known = new Map<string, Promise<Provenance | undefined>>();
  const heads = new Map<string, Promise<Head>>();
  return async (directory) => {
    const root = findRoot(directory);
    if (root === undefined) return undefined;
    const head = heads.get(root) ?? readHead(directory);
    heads.set(root, head);
    const found = known.get(directory) ?? readProvenance(directory, epoch, head);
    known.set(directory, found);
    return found;
  };
}

/** What is the same for all stacks of a repository. */
interface Head {
  readonly commit: string;
  /** Seconds since 1970. */
  readonly time: string;
  readonly repository: string | undefined;
}

/**
 * What others are to use and go by its version must be found in the repository; a trial on one's own disk need not.
 * @param targets where the release goes
 */
export function checkDirty({ targets, allowDirty }: DirtyRequest, provenance: Provenance | undefined, directory: string): Finding[] {
  if (!provenance?.dirty) return [];
  const elsewhere = targets.find((url) => layoutDirectory(url) === undefined);
  const message = `has changes that no commit has, so nobody could find out what ${elsewhere ?? 'this release'} was made of; commit them`;
  const isRefused = elsewhere !== undefined && !allowDirty;
  const hint = isRefused ? ', or release with --allow-dirty, which the release then says' : '';
  return [createFinding(isRefused ? 'refuse' : 'warn', 'dirty-tree', directory, `${message}${hint}`)];
}

type DirtyRequest = Pick<ReleaseRequest, 'targets' | 'allowDirty'>;

/**
 * What git knows of a stack's directory; undefined where it is in no repository, or there is no git.
 * @param epoch seconds, as SOURCE_DATE_EPOCH has them, in place of the commit's own date
 */
export async function readProvenance(
  directory: string,
  epoch: string | undefined,
  head: Promise<Head> = readHead(directory),
): Promise<Provenance | undefined> {
  try {
    const [{ commit, time, repository }, status] = await Promise.all([
      head,
      git(directory, 'status', '--porcelain', '--untracked-files=all', '--', '.'),
    ]);
    return {
      commit,
      ...(repository !== undefined && { repository }),
      ...formatCreated(epoch ?? time),
      tool: TOOL,
      ...(status.trim() !== '' && { dirty: true }),
    };
  } catch {
    return undefined;
  }
}

async function readHead(directory: string): Promise<Head> {
  const [head, remote] = await Promise.all([
    git(directory, 'log', '-1', '--format=%H %ct'),
    git(directory, 'config', '--get', 'remote.origin.url').catch(() => ''),
  ]);
  const [commit = '', time = ''] = head.trim().split(' ');
  return { commit, time, repository: parseRemote(remote.trim()) };
}

/** No lock is taken, so that a git of the user's beside us is not disturbed. */
async function git(directory: string, ...args: readonly string[]): Promise<string> {
  const command = ['--no-optional-locks', '-C', directory, ...args];
  return (await run('git', command, { maxBuffer: 16 * 1024 * 1024, timeout: 30_000 })).stdout;
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
