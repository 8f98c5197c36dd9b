import { createHash } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Repository } from './find-repository.ts';
import { type Git, GitError } from './git.ts';

/** The changes against the commit below some directories: paths relative to the repository's root. */
export interface Changes {
  readonly changed: readonly string[];
  /** Whether they differ is not known, and why: `a filter`. */
  readonly unknown: readonly { readonly path: string; readonly why: string }[];
}

/**
 * The changes that no commit has, as `git status` tells them, but without running the filters that are configured: a file that needs
 * one is unknown, unless it is the very file that its git-lfs pointer names.
 *
 * @param paths of stacks, relative to the root: asked together, since a process costs more than the question
 * @param names of the filters that are configured
 */
export async function readChanges(git: Git, { root }: Repository, paths: readonly string[], names: readonly string[]): Promise<Changes> {
  const below = ['--', ...paths.map((path) => path || '.')];
  // git splits a setting at its first equals sign: such a name could not be switched off.
  const odd = names.find((name) => /[=\n]/.test(name));
  if (odd !== undefined)
    return {
      changed: [],
      unknown: paths.map((path) => ({ path: path || '.', why: 'a filter is configured whose name has an equals sign' })),
    };
  const settings = names.flatMap((name) => [`filter.${name}.clean=`, `filter.${name}.process=`, `filter.${name}.required=false`]);
  const status = ['status', '--porcelain=v2', '-z', '--untracked-files=all', '--ignored', '--ignore-submodules=all', '--no-renames'];
  const [entries, index] = await Promise.all([
    git([...status, ...below], { settings }).then(parseStatus),
    git(['ls-files', '-v', '-s', '-z', ...below], { settings }),
  ]);
  const filtered = names.length === 0 ? new Map<string, string>() : await readFilters(git, entries, names);
  const ships = (file: string) => paths.some((path) => isShipped(relative(path, file)));
  const changed: string[] = [];
  const unknown = findUnwatched(index);
  for (const { path: file, blob, isIgnored } of entries) {
    if (isIgnored && !ships(file)) continue;
    const filter = filtered.get(file);
    if (filter === undefined) changed.push(file);
    else if (blob === undefined || !(await isNamedByPointer(git, blob, join(root, file))))
      unknown.push({ path: file, why: `it goes through the filter ${filter}, which is not run here` });
  }
  return { changed, unknown };
}

/**
 * Whether the index has a file, or any below a folder.
 * @param path absolute, below the root
 */
export async function isTracked(git: Git, { root }: Repository, path: string): Promise<boolean> {
  return (await git(['ls-files', '-z', '--', relative(root, path)])) !== '';
}

/** The parts of git's files that matter here. */
export interface GitConfig {
  /** Names of all filters. */
  readonly filters: readonly string[];
  /** Of the remote `origin`, as it is written. */
  readonly url: string | undefined;
}

export async function readConfig(git: Git): Promise<GitConfig> {
  const text = await git(['config', '--null', '--get-regexp', '^(filter\\..*|remote\\.origin\\.url)$']).catch(noneFound);
  const entries = text.split('\0').map((entry) => [entry.split('\n', 1)[0] ?? '', entry.slice(entry.indexOf('\n') + 1)] as const);
  return {
    filters: [...new Set(entries.flatMap(([key]) => /^filter\.(.*)\.[^.]*$/s.exec(key)?.[1] ?? []))],
    url: entries.findLast(([key]) => key === 'remote.origin.url')?.[1],
  };
}

/** Fails on anything else: it must not pass for a repository without changes. */
function noneFound(error: unknown): string {
  if (error instanceof GitError && error.exitCode === 1) return '';
  throw error;
}

interface Entry {
  readonly path: string;
  /** In the index, of a file whose content alone differs from it. */
  readonly blob?: string;
  /** By .gitignore: what is the user's alone, unless it ships. */
  readonly isIgnored?: true;
}

/**
 * Whether an ignored file gets into a release, by its path in the stack. Archives in charts/ do, and may well be ignored: Chart.yaml
 * and the lock tell which they are.
 */
function isShipped(path: string): boolean {
  return /^(?:(?:cluster-class|cluster-addon|node-images)\/.|[^/]+\.yaml$)/.test(path) && !/\/charts\/[^/]+\.tgz$/.test(path);
}

/** Source: git-status(1), porcelain format version 2 */
function parseStatus(text: string): Entry[] {
  return text.split('\0').flatMap((line): Entry[] => {
    const [kind = '', state = ''] = line.split(' ', 2);
    if (kind === '!') return [{ path: line.slice(2), isIgnored: true }];
    if (kind === '?') return [{ path: line.slice(2) }];
    if (kind === '1') {
      const fields = line.split(' ');
      const path = fields.slice(8).join(' ');
      const blob = fields[7];
      return [state === '.M' && blob !== undefined ? { path, blob } : { path }];
    }
    return kind === 'u' ? [{ path: line.split(' ').slice(10).join(' ') }] : [];
  });
}

/** Files that git looks past: submodules, and those that it was told not to look at. Source: git-ls-files(1), `-v` */
function findUnwatched(index: string): { path: string; why: string }[] {
  return index.split('\0').flatMap((line) => {
    const [, tag = '', mode, path = ''] = /^(\S) (\d+) [0-9a-f]+ \d\t(.*)$/s.exec(line) ?? [];
    if (mode === '160000') return [{ path, why: 'it is a submodule, a repository of its own' }];
    if (/[a-z]/.test(tag)) return [{ path, why: 'git was told to assume it unchanged' }];
    return tag === 'S' ? [{ path, why: 'it is not checked out' }] : [];
  });
}

/** By path, the configured filter that its attributes name. */
async function readFilters(git: Git, entries: readonly Entry[], names: readonly string[]): Promise<Map<string, string>> {
  // A command line holds only so much; with that many changes it is dirty anyway.
  const paths = entries.slice(0, 500).flatMap(({ path, blob }) => (blob === undefined ? [] : [path]));
  if (paths.length === 0) return new Map();
  const fields = (await git(['check-attr', '-z', 'filter', '--', ...paths])).split('\0');
  const found = paths.map((path, index) => [path, fields[index * 3 + 2] ?? ''] as const);
  return new Map(found.filter(([, filter]) => names.includes(filter)));
}

/** Source: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\nsize (\d+)\n$/;

async function isNamedByPointer(git: Git, blob: string, file: string): Promise<boolean> {
  const [, oid, size] = POINTER.exec(await git(['cat-file', 'blob', blob]).catch(() => '')) ?? [];
  if (oid === undefined) return false;
  const status = await lstat(file).catch(() => undefined);
  if (!status?.isFile() || status.size !== Number(size)) return false;
  return (
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex') === oid
  );
}
