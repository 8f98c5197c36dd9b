/**
 * The entries of an input of several, separated by white space. One with white space or quotes in it is written as a JSON string:
 * `"stacks/my stack" stacks/other`.
 * @param isDirectory tells whether the text as a whole is a directory: what was passed on from a matrix without quotes
 */
export function parseWords(text: string, isDirectory: (path: string) => boolean = () => false): readonly string[] {
  const words = [...text.matchAll(/"(?:[^"\\]|\\.)*"(?!\S)|\S+/gs)].map(([word]) => unquote(word));
  // Of a directory `a b`, neither `a` nor `b` is likely to exist; where both do, they are what was written.
  const isOne = (words.length > 1 || words[0] !== text) && !words.every(isDirectory) && isDirectory(text);
  return isOne ? [text] : words;
}

/** A word as {@link parseWords} takes it: quoted only where it must be. */
export function formatWord(word: string): string {
  return /^[^\s"]+$/.test(word) ? word : JSON.stringify(word);
}

function unquote(word: string): string {
  if (!word.startsWith('"')) return word;
  try {
    const text: unknown = JSON.parse(word);
    return typeof text === 'string' ? text : word;
  } catch {
    return word;
  }
}
