import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asMap } from '../data.ts';
import { describeError, hasErrno, ReleaseError } from '../errors.ts';
import { findLink, isThere, makeFolder, readFile, replaceFile } from '../files/index.ts';
import { parseJson } from '../json.ts';

/** Lists the files of a site, so that a later run knows which are its own. */
export const MANIFEST = '.clusterstack-catalog.json';
/** Bytes of a file that may be one of ours. */
const LIMIT = 64 * 1024 * 1024;
/** Files that are named where some are in the way. */
const MOST_NAMED = 5;
/** All that we ever write: nothing above the folder, and nothing hidden but what starts it. */
const OUR_PATH = /^(?:\.nojekyll|[a-z0-9][\w.-]*(?:\/[a-z0-9][\w.-]*)?)$/;

export interface SiteFolder {
  /** Writes a file, where it is not there with this content already. */
  write(path: string, content: string): void;
  /** Removes what an earlier run wrote and this one did not. */
  close(): { readonly files: number; readonly written: readonly string[]; readonly removed: readonly string[] };
}

/**
 * Opens a folder for a site: a new or empty one, or that of an earlier run. A run that ends half-way leaves a folder that the next
 * one takes up.
 * @param planned the paths of all files that will be written
 * @throws ReleaseError `unwritable` for a folder that has files of someone else, and where links lead elsewhere
 */
export function openSiteFolder(folder: string, planned: readonly string[]): SiteFolder {
  const ours = readManifest(folder);
  refuseForeign(folder, ours, planned);
  const expected = new Set(planned);
  const written: string[] = [];
  const seen = new Set<string>();
  const save = (paths: Iterable<string>) =>
    place(MANIFEST, `${JSON.stringify({ schemaVersion: 1, files: [...paths].sort() }, undefined, 1)}\n`);

  /** True where it differed. */
  function place(path: string, content: string): boolean {
    const file = join(folder, path);
    const link = findLink(file, folder);
    if (link !== undefined) throw new ReleaseError('unwritable', `${link} is a symbolic link; remove it, or choose another folder`);
    const bytes = Buffer.from(content);
    const read = readFile(file, { limit: LIMIT, links: 'refuse' });
    if (read.kind === 'read' && read.bytes.equals(bytes)) return false;
    try {
      makeFolder(dirname(file));
      replaceFile(file, bytes);
    } catch (error) {
      throw new ReleaseError('unwritable', `${file} cannot be written: ${describeError(error).message}`);
    }
    return true;
  }

  // What is written from here on is known to be ours, even if nobody gets to the end.
  save(new Set([...(ours ?? []), ...planned]));
  return {
    write(path, content) {
      if (!expected.has(path)) throw new RangeError(`${path} was not planned`);
      seen.add(path);
      if (place(path, content)) written.push(path);
    },
    close() {
      const removed = (ours ?? []).filter((path) => !seen.has(path) && remove(folder, path)).sort();
      save(seen);
      return { files: seen.size, written: written.sort(), removed };
    },
  };
}

/** The files of the run before; undefined where there was none. */
function readManifest(folder: string): readonly string[] | undefined {
  const read = readFile(join(folder, MANIFEST), { limit: LIMIT, links: 'refuse' });
  if (read.kind !== 'read') return undefined;
  const files = asMap(parseJson(read.bytes))?.['files'];
  return Array.isArray(files) ? files.filter((path): path is string => typeof path === 'string' && OUR_PATH.test(path)) : undefined;
}

function refuseForeign(folder: string, ours: readonly string[] | undefined, planned: readonly string[]): void {
  const known = new Set(ours);
  const foreign = ours === undefined ? listNames(folder) : planned.filter((path) => !known.has(path) && isThere(join(folder, path)));
  if (foreign.length === 0) return;
  const more = foreign.length > MOST_NAMED ? ` and ${foreign.length - MOST_NAMED} more` : '';
  const named = `${foreign.slice(0, MOST_NAMED).join(', ')}${more}`;
  throw new ReleaseError('unwritable', `${folder} has ${named}, which no catalog wrote; choose an empty or new folder`);
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return [];
    throw new ReleaseError('unwritable', `${folder} is no folder that can be written: ${describeError(error).message}`);
  }
}

/** False where it is gone already, or lies behind a link. Folders go with their last file. */
function remove(folder: string, path: string): boolean {
  const file = join(folder, path);
  if (!isThere(file) || findLink(dirname(file), folder) !== undefined) return false;
  rmSync(file, { force: true });
  if (path.includes('/') && readdirSync(dirname(file)).length === 0) rmdirSync(dirname(file));
  return true;
}
