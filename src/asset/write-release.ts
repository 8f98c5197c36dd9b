import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrno, ReleaseError } from '../errors.ts';
import type { ReleaseContent } from './asset.ts';
import { type BuildRecord, formatRecord, recordFile } from './record.ts';

/** Temporary folders are named so that a later build finds and removes what a killed one left. */
const TEMPORARY = '.tmp-';
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/**
 * Writes `<output>/<release>/` and the record beside it. The folder appears whole or not at all: it is written
 * under another name and renamed, and the record, which `publish` needs, comes last.
 *
 * @returns the release's directory
 * @throws ReleaseError `unwritable`
 */
export async function writeRelease(output: string, release: ReleaseContent, record: BuildRecord): Promise<string> {
  const directory = join(output, release.name);
  const temporary = join(output, `${TEMPORARY}${release.name}-${randomUUID()}`);
  const recordTemporary = `${temporary}.json`;
  try {
    await mkdir(temporary, { recursive: true });
    await removeAbandoned(output);
    await Promise.all(release.assets.map(({ name, bytes }) => writeNew(join(temporary, name), bytes)));
    await writeNew(recordTemporary, Buffer.from(formatRecord(record)));
    // A record must never stand beside files that it does not describe.
    await rm(recordFile(output, release.name), { force: true });
    await replaceFolder(temporary, directory);
    await rename(recordTemporary, recordFile(output, release.name));
    return directory;
  } catch (error) {
    // What stopped the writing may stop the cleaning up, and is what has to be told.
    await Promise.allSettled([temporary, recordTemporary].map((path) => rm(path, { recursive: true, force: true })));
    throw new ReleaseError('unwritable', `cannot write ${directory}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

async function writeNew(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(bytes);
  } finally {
    await file.close();
  }
}

/** rename(2) replaces only an empty folder, so a full one is moved aside first. */
async function replaceFolder(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      // Two builds may replace the same folder at once; each must get its turn.
      if (!hasErrno(error, 'ENOTEMPTY', 'EEXIST') || attempt === 10) throw error;
    }
    const aside = `${from}.old-${attempt}`;
    await rename(to, aside).catch((error: unknown) => {
      if (!hasErrno(error, 'ENOENT')) throw error;
    });
    await rm(aside, { recursive: true, force: true });
  }
}

/** What a killed build left is old; a younger folder may belong to a build that is running. */
async function removeAbandoned(output: string): Promise<void> {
  const names = (await readdir(output)).filter((name) => name.startsWith(TEMPORARY));
  if (names.length < 2) return;
  const ages = await Promise.all(names.map(async (name) => ({ name, time: await modified(join(output, name)) })));
  // One that is gone by now tells nothing about the others.
  const newest = Math.max(...ages.flatMap(({ time }) => time ?? []));
  const abandoned = ages.filter(({ time }) => time !== undefined && newest - time > ABANDONED_AFTER_MS);
  await Promise.all(abandoned.map(({ name }) => rm(join(output, name), { recursive: true, force: true })));
}

async function modified(path: string): Promise<number | undefined> {
  const info = await stat(path).catch(() => undefined);
  return info?.mtimeMs;
}
