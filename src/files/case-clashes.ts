import { join } from 'node:path';
import { createFinding, type Finding } from '../finding.ts';
import type { FileTree } from './tree.ts';

/** A file or folder, and the one before it that other file systems take for the same. */
export interface CaseClash {
  readonly path: string;
  readonly other: string;
}

/** Two names that differ in case (or Unicode form) alone become one on macOS and Windows, folders too. */
export function findCaseClashes(files: FileTree): CaseClash[] {
  const seen = new Map<string, string>();
  const parents = (path: string) => path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  return [...new Set(files.flatMap((file) => parents(file.path)))].flatMap((path) => {
    const start = path.lastIndexOf('/') + 1;
    // Within a folder that clashes itself, nothing more needs saying.
    const folded = path.slice(0, start) + path.slice(start).normalize('NFC').toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined) return [{ path, other }];
    seen.set(folded, path);
    return [];
  });
}

/** The same of a directory's files, as findings. */
export function judgeCaseClashes(directory: string, files: FileTree): Finding[] {
  return findCaseClashes(files).map(({ path, other }) => {
    const message = `has the same name as ${other} but for upper and lower case; other file systems keep only one of them, so rename or delete one`;
    return createFinding('refuse', 'case-clash', path, message, { file: join(directory, path) });
  });
}
