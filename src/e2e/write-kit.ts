import { randomUUID } from 'node:crypto';
import { chmodSync, lstatSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { messageOf, ReleaseError } from '../errors.ts';
import { createFile, type FileTree, findLink, isThere, makeAside, makeFolder, readFile, removeIfPossible } from '../files/index.ts';
import { CHECKSUMS, formatChecksums } from './build-kit.ts';

/** Folders that a run makes: they stay when a kit is written anew. */
const RUNTIME: readonly string[] = ['.state', 'bin', 'results'];
/** Files on their way to their places. */
const DRAFT = /^\.[0-9a-f-]{36}\.tmp$/;
const LARGEST_FILE = 128 * 1024 * 1024;
const MOST_NAMED = 5;

/**
 * Writes a kit into a new or empty folder, or in the place of an earlier one, of which no file was changed. A new folder appears whole; in
 * one that is there each file is replaced by itself, since a run may have left its state there: until the last is written, the list of
 * checksums names old and new ones, by which the scripts refuse to run and the next writing knows what is its own.
 * @throws ReleaseError `unwritable`, also for files that are not a kit’s: nothing is written then
 */
export function writeKit(directory: string, files: FileTree): void {
  const target = resolve(directory);
  try {
    const link = findLink(target, target);
    if (link !== undefined) throw new Error(`${link} is a symbolic link, and nothing is written through it`);
    if (isThere(target)) replaceFiles(target, files, requireOwn(directory, target));
    else makeAside(target, (draft) => writeAll(draft, files));
  } catch (error) {
    if (error instanceof ReleaseError) throw error;
    throw new ReleaseError('unwritable', `cannot write ${directory}: ${messageOf(error)}`, { cause: error });
  }
}

function writeAll(folder: string, files: FileTree): void {
  for (const { path, bytes } of files) writeNew(folder, path, bytes);
}

/** @param own the files that are there, with their checksums */
function replaceFiles(target: string, files: FileTree, own: FileTree): void {
  const listed = files.filter(({ path }) => path !== CHECKSUMS);
  replace(target, CHECKSUMS, Buffer.from(formatChecksums([...own, ...listed])));
  const paths = new Set(files.map(({ path }) => path));
  for (const { path } of own) if (!paths.has(path)) rmSync(join(target, path), { force: true });
  for (const { path, bytes } of listed) replace(target, path, bytes);
  for (const folder of new Set(own.map(({ path }) => dirname(path)))) removeEmpty(target, folder);
  for (const name of readdirSync(target)) if (DRAFT.test(name)) rmSync(join(target, name), { force: true });
  replace(target, CHECKSUMS, files.find(({ path }) => path === CHECKSUMS)?.bytes ?? Buffer.alloc(0));
}

/**
 * The files of an earlier kit in a folder.
 * @throws ReleaseError `unwritable` naming those that are not
 */
function requireOwn(directory: string, target: string): FileTree {
  if (!lstatSync(target).isDirectory()) throw new ReleaseError('unwritable', `${directory} is not a folder`);
  const found = listFiles(target);
  const known = readChecksums(target);
  const read = found.filter((path) => path !== CHECKSUMS || known === undefined).map((path) => [path, readHash(target, path)] as const);
  const foreign = read.filter(([path, sha256]) => sha256 === undefined || !known?.get(path)?.includes(sha256)).map(([path]) => path);
  if (foreign.length > 0) {
    const more = foreign.length - MOST_NAMED;
    const names = `${foreign.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    const what = known === undefined ? 'is not empty: it has' : 'has files that this did not write, or that were changed since:';
    throw new ReleaseError('unwritable', `${directory} ${what} ${names}. Nothing was written; name another folder, or move them away`);
  }
  return read.map(([path, sha256]) => ({ ...createFile(path, Buffer.alloc(0)), sha256: sha256 ?? '' }));
}

/** By path, all checksums that a file may have; undefined where there is no list. */
function readChecksums(target: string): ReadonlyMap<string, readonly string[]> | undefined {
  const read = readFile(join(target, CHECKSUMS), { limit: LARGEST_FILE, links: 'refuse' });
  if (read.kind !== 'read') return undefined;
  const known = new Map<string, string[]>();
  for (const [, sha256 = '', path = ''] of read.bytes.toString().matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)) {
    known.set(path, [...(known.get(path) ?? []), sha256]);
  }
  return known;
}

function readHash(target: string, path: string): string | undefined {
  const read = readFile(join(target, path), { limit: LARGEST_FILE, links: 'refuse' });
  return read.kind === 'read' ? createFile(path, read.bytes).sha256 : undefined;
}

/** Paths of all that is no folder, but for what a run made and what an interrupted writing left. */
function listFiles(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (below === '' && (RUNTIME.includes(entry.name) || DRAFT.test(entry.name))) return [];
    return entry.isDirectory() ? listFiles(folder, path) : [path];
  });
}

function replace(target: string, path: string, bytes: Buffer): void {
  const draft = `.${randomUUID()}.tmp`;
  try {
    writeNew(target, draft, bytes);
    chmodSync(join(target, draft), modeOf(path));
    makeFolder(dirname(join(target, path)));
    renameSync(join(target, draft), join(target, path));
  } catch (error) {
    removeIfPossible(join(target, draft));
    throw error;
  }
}

function writeNew(folder: string, path: string, bytes: Buffer): void {
  makeFolder(dirname(join(folder, path)));
  writeFileSync(join(folder, path), bytes, { flag: 'wx', mode: modeOf(path) });
}

/** Scripts that people start. */
function modeOf(path: string): number {
  return /^[^/]+\.sh$/.test(path) && path !== 'lib.sh' ? 0o755 : 0o644;
}

function removeEmpty(target: string, folder: string): void {
  for (let path = folder; path !== '.'; path = dirname(path)) {
    try {
      rmdirSync(join(target, path));
    } catch {
      return; // Something else is in it.
    }
  }
}
