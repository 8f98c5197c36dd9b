import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { digestOf, digestOfFiles } from '../digest.ts';
import { hasErrno, messageOf, ReleaseError } from '../errors.ts';
import { readFile, TREE_LIMITS } from '../files/index.ts';
import { formatReleaseName } from '../version/index.ts';
import { isAssetName, isReleaseSize, METADATA, RELEASE_LIMITS } from './asset.ts';
import { findReleaseName } from './find-release-name.ts';
import { type BuildRecord, provenanceOf, readRecord, recordFile } from './record.ts';
import type { PublishedRelease, ReleaseSource } from './release-source.ts';

/** Whether a folder has the files of a release. */
function isReleaseFolder(folder: string): boolean {
  return existsSync(join(folder, METADATA));
}

/** A release's folder, or a folder of several, as `build` and `pull` write them, as a source. A folder that is not there is an error. */
export function openReleaseFolder(folder: string): ReleaseSource {
  const has = (name: string) => !/^\.|[\\/]/.test(name) && isReleaseFolder(join(folder, name));
  const list = (): string[] => {
    if (isReleaseFolder(folder)) return [nameOf(folder, readNames(folder))];
    return readNames(folder).filter(has).sort();
  };
  return {
    url: folder,
    list: async () => list(),
    async read(name) {
      if (isReleaseFolder(folder)) return nameOf(folder, readNames(folder)) === name ? readFolder(folder, name) : undefined;
      return has(name) ? readFolder(join(folder, name), name) : undefined;
    },
  };
}

/** A folder may have been renamed: a release's name is what its files say, and the folder's where they do not. */
function nameOf(folder: string, files: readonly string[]): string {
  const release = findReleaseName(files);
  return release === undefined ? basename(resolve(folder)) : formatReleaseName(release);
}

async function readFolder(directory: string, name: string): Promise<PublishedRelease> {
  const contents = new Map<string, Buffer>();
  const files = readNames(directory).filter(isAssetName).sort();
  if (!isReleaseSize(files.map(() => ({ size: 0 })))) throw new ReleaseError('not-a-release', `${directory}: ${RELEASE_LIMITS}`);
  for (const file of files) {
    const path = join(directory, file);
    const read = readFile(path, { limit: TREE_LIMITS.fileBytes, links: 'refuse' });
    if (read.kind === 'missing') continue;
    if (read.kind !== 'read') throw new ReleaseError('not-a-release', `${path} ${read.why}; a release has regular files alone`);
    contents.set(file, read.bytes);
  }
  const described = [...contents].map(([file, bytes]) => ({ name: file, size: bytes.length, digest: digestOf(bytes) }));
  if (!isReleaseSize(described)) throw new ReleaseError('not-a-release', `${directory}: ${RELEASE_LIMITS}`);
  const record = readRecordBeside(directory, name);
  return {
    url: directory,
    name,
    digest: digestOfFiles(described),
    kubernetes: undefined,
    provenance: record && provenanceOf(record),
    files: described,
    async fetch(file) {
      const bytes = contents.get(file.name);
      if (bytes === undefined) throw new ReleaseError('not-a-release', `${directory} has no ${file.name}`);
      return bytes;
    },
  };
}

/** The digests of a release's files, by name, as the record beside its folder has them; undefined without one. */
export function readRecorded(directory: string, name: string): ReadonlyMap<string, string> | undefined {
  const record = readRecordBeside(directory, name);
  return record && new Map(record.assets.map((asset) => [asset.name, asset.digest]));
}

/** What a build or a pull left beside a release's folder; a release from elsewhere has none, and one of another release says nothing. */
function readRecordBeside(directory: string, name: string): BuildRecord | undefined {
  return readRecord(recordFile(dirname(resolve(directory)), name), name);
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new ReleaseError('source-failed', describeUnread(folder, error), { cause: error });
  }
}

/** What is no folder of releases, and what is one. */
function describeUnread(folder: string, error: unknown): string {
  if (!hasErrno(error, 'ENOENT', 'ENOTDIR')) return `cannot read releases in ${folder}: ${messageOf(error)}; check its permissions`;
  const what = existsSync(folder) ? 'is a file' : 'does not exist';
  if (folder.endsWith('.tar')) return `${folder} ${what}; an archive is written oci-archive:${folder}`;
  return `${folder} ${what}; write a folder with releases, oci://host/repository, github:owner/repository, oci-layout:DIR or oci-archive:FILE.tar`;
}
