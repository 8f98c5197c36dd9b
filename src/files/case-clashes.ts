import { join } from 'node:path';
import { createFinding, type Finding } from '../finding.ts';
import type { FileTree } from './tree.ts';

/** Two names that differ in case (or Unicode form) alone become one on macOS and Windows, folders too. */
export function findCaseClashes(directory: string, files: FileTree): Finding[] {
  const seen = new Map<string, string>();
  const findings: Finding[] = [];
  const parents = (path: string) => path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  for (const path of new Set(files.flatMap((file) => parents(file.path)))) {
    // Within a folder that clashes itself, nothing more needs saying.
    const folded =
      path.slice(0, path.lastIndexOf('/') + 1) +
      path
        .slice(path.lastIndexOf('/') + 1)
        .normalize('NFC')
        .toLowerCase();
    const other = seen.get(folded);
    if (other === undefined) seen.set(folded, path);
    else {
      findings.push(
        createFinding(
          'refuse',
          'case-clash',
          path,
          `has the same name as ${other} but for upper and lower case; other file systems keep only one of them, so rename or delete one`,
          { file: join(directory, path) },
        ),
      );
    }
  }
  return findings;
}
