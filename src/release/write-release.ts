import { randomUUID } from 'node:crypto';
import { renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasErrno, messageOf, ReleaseError } from '../errors.ts';
import { removeIfPossible } from '../files/index.ts';
import type { ReleaseContent } from './asset.ts';
import { requireNoLink, writeFiles, writeNew } from './draft-release.ts';
import { type BuildRecord, formatRecord, recordFile } from './record.ts';
import { readOwnFiles, removeAbandoned, TEMPORARY } from './remains.ts';

/**
 * Writes `<output>/<release>/` and the record beside it. The folder appears whole or not at all: it is written
 * under another name and renamed, and the record, which `publish` needs, comes last. Until then the old record stays, which
 * does not describe the new files: publishing would refuse them, and the next build knows from it what it may delete. Synchronous, since
 * a handful of small files takes longer to hand to other threads than to write.
 *
 * @returns the release's directory
 * @throws ReleaseError `unwritable`: also where a link is in the way, or a file that no build has made
 */
export function writeRelease(output: string, release: ReleaseContent, record: BuildRecord): string {
  const directory = join(output, release.name);
  const temporary = join(output, `${TEMPORARY}${release.name}-${randomUUID()}`);
  const recordTemporary = `${temporary}.json`;
  requireNoLink(directory, output);
  let drafts = [temporary, recordTemporary];
  try {
    writeFiles(temporary, release);
    writeNew(recordTemporary, formatRecord(record));
    const replaced = replaceFolder(temporary, directory, () => readOwnFiles(output, release.name, recordTemporary));
    // From here on the draft of the record is all that tells whose the files in the folder are.
    drafts = [];
    renameSync(recordTemporary, recordFile(output, release.name));
    for (const { aside, own } of replaced) removeOwn(aside, own);
    removeAbandoned(output);
    return directory;
  } catch (error) {
    for (const path of drafts) removeIfPossible(path);
    throw new ReleaseError('unwritable', `cannot write ${directory}: ${messageOf(error)}`, { cause: error });
  }
}

/** A folder that was moved aside, and the files in it that builds have made. */
interface Replaced {
  readonly aside: string;
  readonly own: readonly string[];
}

/**
 * rename(2) replaces only an empty folder, so a full one is moved aside first: only between two renames is there none, and an
 * error there puts it back.
 * @returns what was there, to be deleted now
 */
function replaceFolder(from: string, to: string, readOwn: () => readonly string[]): readonly Replaced[] {
  const replaced: Replaced[] = [];
  for (let attempt = 0; ; attempt++) {
    try {
      renameSync(from, to);
      return replaced;
    } catch (error) {
      // Two builds may replace the same folder at once; each must get its turn.
      if (!hasErrno(error, 'ENOTEMPTY', 'EEXIST') || attempt === 10) {
        putBack(replaced.at(-1), to);
        throw error;
      }
    }
    const aside = `${from}.old-${attempt}`;
    try {
      const own = readOwn();
      renameSync(to, aside);
      replaced.push({ aside, own });
    } catch (error) {
      // Another build has just moved it aside.
      if (!hasErrno(error, 'ENOENT')) throw error;
    }
  }
}

function putBack(last: Replaced | undefined, to: string): void {
  try {
    if (last !== undefined) renameSync(last.aside, to);
  } catch {
    // Another build's is there by now, or the error that is told is in the way here too.
  }
}

/** Files that came into the folder since it was looked at stay where they are. */
function removeOwn(folder: string, own: readonly string[]): void {
  for (const name of own) rmSync(join(folder, name), { force: true });
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!hasErrno(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) throw error;
  }
}
