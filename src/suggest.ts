/** More slips than this in one word are another word. */
const MOST_SLIPS = 3;

/** The known word that a misspelt one most likely means, if any is near. Case and `_`, `-` and blanks do not count as differences. */
export function suggestWord(word: string, known: readonly string[]): string | undefined {
  const wanted = fold(word);
  if (wanted === '') return undefined;
  const limit = Math.min(MOST_SLIPS, Math.max(1, Math.floor(wanted.length / 3)));
  const [best] = known
    .map((candidate) => ({ candidate, distance: editDistance(wanted, fold(candidate)) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return best?.candidate;
}

/** `; did you mean X?`, or nothing. */
export function formatSuggestion(word: string, known: readonly string[]): string {
  const suggestion = suggestWord(word, known);
  return suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
}

function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** Single characters added, left out, replaced or swapped with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  // Words of files are short; a text in place of one is not worth the quadratic time.
  if (Math.max(a.length, b.length) > 100) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      const isSwapped = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j];
      const swapped = isSwapped ? (before[j - 1] ?? 0) + 1 : replaced;
      next.push(Math.min(replaced, swapped, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
