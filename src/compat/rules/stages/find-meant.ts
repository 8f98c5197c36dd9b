/** How many insertions, deletions, replacements and swaps of neighbours make one text of the other; letters' case is free. */
export function countEdits(from: string, to: string): number {
  const [a, b] = [from.toLowerCase(), to.toLowerCase()];
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : replaced;
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}

/** The one that was meant, where a slip of the hand explains the difference. */
export function findMeant(written: string, known: readonly string[]): string | undefined {
  const limit = Math.min(3, Math.floor(written.length / 3));
  const [nearest] = known.map((name) => ({ name, edits: countEdits(written, name) })).toSorted((a, b) => a.edits - b.edits);
  return nearest !== undefined && nearest.edits <= limit ? nearest.name : undefined;
}
