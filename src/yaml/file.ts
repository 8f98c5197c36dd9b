import type { Finding, Place } from '../finding.ts';
import type { Dialect } from './dialect.ts';
import type { Node } from './node.ts';

/** A YAML file that keeps the place of every value. Undefined `root`: empty, or no YAML at all. */
export interface YamlFile {
  readonly file: string;
  readonly text: string;
  readonly root: Node | undefined;
  /** The parser that reads it. */
  readonly dialect: Dialect;
  readonly findings: readonly Finding[];
}

/** The place of an offset; lines end with a newline, as editors and annotations count them. */
export function placeAt(file: string, text: string, offset: number): Place {
  const starts = lineStartsOf(text);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

let lastText = '';
let lastStarts: readonly number[] = [0];

/** Where lines begin, kept for the text that was asked for last: one after the other asks for many places. */
function lineStartsOf(text: string): readonly number[] {
  if (text === lastText) return lastStarts;
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  lastText = text;
  lastStarts = starts;
  return starts;
}
