import type { Place } from '../../../finding.ts';
import { placeAt, type YamlFile, type YamlScalar } from '../../../yaml/index.ts';

/**
 * The place in the file of a character of a scalar's text. YAML folds and indents lines, so characters are counted without blanks;
 * where an escape makes more of a difference, the scalar's own place is all that can be told.
 */
export function locateOffset({ text, lines }: YamlFile, scalar: YamlScalar, offset: number): Place {
  const written = listCharacters(text, scalar.range);
  const meant = [...scalar.source.matchAll(/\S/g)];
  if (written.length !== meant.length || written.some(({ character }, index) => character !== meant[index]?.[0])) return scalar.place;
  // At the end, where something is missing, the last character is the nearest.
  const index = meant.findIndex((match) => match.index >= offset);
  const found = written.at(index);
  if (found === undefined) return scalar.place;
  return placeAt(scalar.place.file, lines, found.at);
}

/** The characters of a scalar but blanks, with their places in the file. */
function listCharacters(text: string, [start, end]: readonly [number, number]): { readonly character: string; readonly at: number }[] {
  const written = text.slice(start, end);
  const quote = /^["']/.exec(written)?.[0];
  const header = /^[|>].*\n/.exec(written)?.[0].length ?? (quote ? 1 : 0);
  const body = written.slice(header, quote ? -1 : undefined);
  const escaped = quote === "'" ? /''|\S/g : quote === '"' ? /\\["'\\]|\S/g : /\S/g;
  return [...body.matchAll(escaped)].map((match) => ({ character: match[0].slice(-1), at: start + header + match.index }));
}
