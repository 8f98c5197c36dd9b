import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hasErrno, messageOf, ReleaseError } from '../../errors.ts';
import { readFile } from '../../files/index.ts';
import { FOLDERS, type FolderFile } from './folder-file.ts';

/** Bytes of a file, and entries of a folder. Ours have a few thousand lines. */
const LIMITS = { bytes: 8 * 1024 * 1024, entries: 10_000 };

/**
 * The YAML files of a folder that `manifests` wrote, with those that others have put beside them. Empty where there is no such folder.
 * @throws ReleaseError `unreadable` for a file that may be ours and cannot be read
 */
export function readFolder(directory: string): readonly FolderFile[] {
  return ['', ...FOLDERS].flatMap((folder) => {
    const names = listNames(join(directory, folder)).filter((name) => name.endsWith('.yaml'));
    return names.flatMap((name) => readOne(directory, folder === '' ? name : `${folder}/${name}`) ?? []);
  });
}

function readOne(directory: string, path: string): FolderFile | undefined {
  const read = readFile(join(directory, path), { limit: LIMITS.bytes, links: 'refuse' });
  switch (read.kind) {
    case 'read':
      return { path, text: read.bytes.toString('utf8') };
    // Ours are plain files: whatever else is there is somebody else's, and is not written through.
    case 'missing':
    case 'not-regular':
    case 'link':
      return undefined;
    case 'too-large':
    case 'unreadable':
      throw new ReleaseError('unreadable', `${join(directory, path)} ${read.why}; move it elsewhere`);
  }
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort().slice(0, LIMITS.entries);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return [];
    throw new ReleaseError('unreadable', `${folder} cannot be read: ${messageOf(error)}`);
  }
}
