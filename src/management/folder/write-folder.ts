import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { messageOf, ReleaseError } from '../../errors.ts';
import { findLink, makeAside, makeFolder, replaceFile } from '../../files/index.ts';
import { isKustomization } from './folder-file.ts';
import type { FolderChange } from './plan-folder.ts';

/**
 * Carries changes out. A new folder appears as a whole; in one that is there each file is replaced as a whole, and files
 * go last, so that no kustomization ever names one that is missing. Killed half-way, the same run again finishes it.
 * @throws ReleaseError `unwritable`: also where a link is in the way
 */
export function writeFolder(directory: string, changes: readonly FolderChange[]): void {
  for (const { path } of changes) {
    const link = findLink(join(directory, path), directory);
    if (link !== undefined) {
      throw new ReleaseError(
        'unwritable',
        `${link} is a symbolic link, and nothing is written through it; delete it, or choose another folder`,
      );
    }
  }
  const sorted = sortChanges(changes);
  const carryAllOut = (place: string) => {
    for (const change of sorted) carryOut(place, change);
  };
  try {
    if (existsSync(directory)) carryAllOut(directory);
    else makeAside(directory, carryAllOut);
  } catch (error) {
    throw new ReleaseError('unwritable', `cannot write ${directory}: ${messageOf(error)}`, { cause: error });
  }
}

function carryOut(place: string, change: FolderChange): void {
  const path = join(place, change.path);
  switch (change.kind) {
    case 'added':
    case 'changed':
      makeFolder(dirname(path));
      return replaceFile(path, change.after);
    case 'removed':
      return rmSync(path, { force: true });
    case 'same':
    case 'kept':
      return undefined;
  }
}

/** What is named before what names it, and what goes after that. */
function sortChanges(changes: readonly FolderChange[]): readonly FolderChange[] {
  const rank = (change: FolderChange) =>
    change.kind === 'removed' ? 100 : isKustomization(change) ? 10 - change.path.split('/').length : 0;
  return changes.toSorted((a, b) => rank(a) - rank(b));
}
