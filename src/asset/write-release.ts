import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasErrno, messageOf, ReleaseError } from '../errors.ts';
import type { ReleaseContent } from './asset.ts';
import { type BuildRecord, formatRecord, recordFile } from './record.ts';

/** Temporary folders are named so that a later build finds and removes what a killed one left. */
const TEMPORARY = '.tmp-';
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/**
 * Writes `<output>/<release>/` and the record beside it. The folder appears whole or not at all: it is written
 * under another name and renamed, and the record, which `publish` needs, comes last. Synchronous, since a handful
 * of small files takes longer to hand to other threads than to write.
 *
 * @returns the release's directory
 * @throws ReleaseError `unwritable`
 */
export function writeRelease(output: string, release: ReleaseContent, record: BuildRecord): string {
  const directory = join(output, release.name);
  const temporary = join(output, `${TEMPORARY}${release.name}-${randomUUID()}`);
  const recordTemporary = `${temporary}.json`;
  try {
    mkdirSync(temporary, { recursive: true });
    removeAbandoned(output);
    for (const { name, bytes } of release.assets) writeNew(join(temporary, name), bytes);
    writeNew(recordTemporary, formatRecord(record));
    // A record must never stand beside files that it does not describe.
    rmSync(recordFile(output, release.name), { force: true });
    replaceFolder(temporary, directory);
    renameSync(recordTemporary, recordFile(output, release.name));
    return directory;
  } catch (error) {
    for (const path of [temporary, recordTemporary]) removeIfPossible(path);
    throw new ReleaseError('unwritable', `cannot write ${directory}: ${messageOf(error)}`, { cause: error });
  }
}

function writeNew(path: string, content: Buffer | string): void {
  writeFileSync(path, content, { flag: 'wx', mode: 0o644 });
}

/** What stopped the writing may stop the cleaning up too, and is what has to be told. */
function removeIfPossible(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Told by the caller's own error.
  }
}

/** rename(2) replaces only an empty folder, so a full one is moved aside first. */
function replaceFolder(from: string, to: string): void {
  for (let attempt = 0; ; attempt++) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      // Two builds may replace the same folder at once; each must get its turn.
      if (!hasErrno(error, 'ENOTEMPTY', 'EEXIST') || attempt === 10) throw error;
    }
    const aside = `${from}.old-${attempt}`;
    try {
      renameSync(to, aside);
    } catch (error) {
      if (!hasErrno(error, 'ENOENT')) throw error;
    }
    rmSync(aside, { recursive: true, force: true });
  }
}

/** What a killed build left is old; a younger folder may belong to a build that is running. */
function removeAbandoned(output: string): void {
  const names = readdirSync(output).filter((name) => name.startsWith(TEMPORARY));
  if (names.length < 2) return;
  // One that is gone by now tells nothing about the others.
  const ages = names.map((name) => ({ name, time: statSync(join(output, name), { throwIfNoEntry: false })?.mtimeMs }));
  const newest = Math.max(...ages.flatMap(({ time }) => time ?? []));
  for (const { name, time } of ages) {
    if (time !== undefined && newest - time > ABANDONED_AFTER_MS) rmSync(join(output, name), { recursive: true, force: true });
  }
}
