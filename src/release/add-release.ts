import { randomUUID } from 'node:crypto';
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../digest.ts';
import { hasErrno, messageOf, ReleaseError } from '../errors.ts';
import { readFile, removeIfPossible, replaceFile, TREE_LIMITS } from '../files/index.ts';
import type { ReleaseContent } from './asset.ts';
import { requireNoLink, writeFiles } from './draft-release.ts';
import { type BuildRecord, formatRecord, recordFile, tryParseRecord } from './record.ts';
import { removeAbandoned, TEMPORARY } from './remains.ts';

/**
 * Puts a release into `<output>/<release>/` where none is. The folder appears whole or not at all, and what is there is never
 * replaced: the same files are `present`, anything else is refused. The record beside it comes last; one that tells of the same
 * files stays, since it may know more.
 *
 * @param record undefined where none is wanted
 * @throws ReleaseError `release-conflict` naming the files that are in the way, `unwritable`
 */
export function addRelease(output: string, release: ReleaseContent, record: BuildRecord | undefined): 'added' | 'present' {
  const directory = join(output, release.name);
  requireNoLink(directory, output);
  const isRecorded = record === undefined || hasRecord(output, release);
  const temporary = join(output, `${TEMPORARY}${release.name}-${randomUUID()}`);
  try {
    const result = isThere(directory, release) ? 'present' : moveIn(temporary, directory, release);
    if (!isRecorded) replaceFile(recordFile(output, release.name), formatRecord(record));
    removeAbandoned(output);
    return result;
  } catch (error) {
    removeIfPossible(temporary);
    if (error instanceof ReleaseError) throw error;
    throw new ReleaseError('unwritable', `cannot write ${directory}: ${messageOf(error)}`, { cause: error });
  }
}

/** rename(2) replaces an empty folder and no other, so whoever was quicker keeps what is there. */
function moveIn(temporary: string, directory: string, release: ReleaseContent): 'added' | 'present' {
  writeFiles(temporary, release);
  try {
    renameSync(temporary, directory);
    return 'added';
  } catch (error) {
    if (!hasErrno(error, 'ENOTEMPTY', 'EEXIST', 'ENOTDIR') || !isThere(directory, release)) throw error;
    removeIfPossible(temporary);
    return 'present';
  }
}

/** Whether a folder holds the release's files and nothing else; one that is missing or empty does not. */
function isThere(directory: string, { name, assets }: ReleaseContent): boolean {
  const found = readNames(directory);
  if (found.length === 0) return false;
  const wanted = new Map(assets.map((asset) => [asset.name, asset.digest]));
  const foreign = found.filter((file) => !wanted.has(file));
  const differing = [...wanted].filter(([file, digest]) => readDigest(join(directory, file)) !== digest).map(([file]) => file);
  if (foreign.length === 0 && differing.length === 0) return true;
  const parts = [
    ...(differing.length > 0 ? [`${differing.sort().join(', ')} missing or with other content`] : []),
    ...(foreign.length > 0 ? [`${foreign.sort().join(', ')}, which the release does not have`] : []),
  ];
  throw new ReleaseError(
    'release-conflict',
    `${directory} is there already and is not ${name}: it has ${parts.join(', and ')}; nothing was written. Move it elsewhere, or choose another folder`,
  );
}

function readNames(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return [];
    throw error;
  }
}

function readDigest(path: string): string | undefined {
  const read = readFile(path, { limit: TREE_LIMITS.fileBytes, links: 'refuse' });
  return read.kind === 'read' ? digestOf(read.bytes) : undefined;
}

/**
 * Whether the record beside a release's folder tells of the same files.
 * @throws ReleaseError `release-conflict` for a file that is no record at all
 */
function hasRecord(output: string, { name, assets }: ReleaseContent): boolean {
  const file = recordFile(output, name);
  const read = readFile(file, { limit: TREE_LIMITS.fileBytes, links: 'refuse' });
  if (read.kind === 'missing') return false;
  const foreign = (why: string) =>
    new ReleaseError(
      'release-conflict',
      `${file} ${why}, and would be replaced; nothing was written. Move it elsewhere, or choose another folder`,
    );
  if (read.kind !== 'read') throw foreign(read.why);
  const record = tryParseRecord(read.bytes, file);
  if (record === undefined) throw foreign('is not the record of a build');
  const described = new Map(record.assets.map((asset) => [asset.name, asset.digest]));
  return record.release === name && described.size === assets.length && assets.every((asset) => described.get(asset.name) === asset.digest);
}
