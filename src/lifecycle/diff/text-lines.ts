import { diffArrays, structuredPatch } from 'diff';

/** Insertions and deletions that are looked for: finding them takes time with their square. */
const MOST_EDITS = 2000;

/** The hunks between two texts, as `diff -u` shows them; undefined for texts that have little in common. */
export function diffLines(from: string, to: string): readonly string[] | undefined {
  const options = { context: 3, maxEditLength: MOST_EDITS } as const;
  const patch = structuredPatch('', '', from, to, '', '', options);
  return patch?.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...lines,
  ]);
}

/** A stretch of two lists. */
export type Stretch = 'both' | 'before' | 'after';

/** How one list becomes the other, item by item; undefined for lists that have little in common. */
export function alignItems(before: readonly string[], after: readonly string[]): readonly Stretch[] | undefined {
  const parts = diffArrays([...before], [...after], { maxEditLength: MOST_EDITS });
  return parts?.flatMap(({ added, removed, count }) => Array<Stretch>(count).fill(added ? 'after' : removed ? 'before' : 'both'));
}
