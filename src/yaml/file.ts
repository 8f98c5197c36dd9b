import type { Finding, Place } from '../finding.ts';
import type { Dialect } from './dialect.ts';
import type { Node } from './node.ts';

/** A YAML file that keeps the place of every value. Undefined `root`: empty, or no YAML at all. */
export interface YamlFile {
  readonly file: string;
  readonly text: string;
  readonly lines: Lines;
  readonly root: Node | undefined;
  /** The parser that reads it. */
  readonly dialect: Dialect;
  readonly findings: readonly Finding[];
}

/** Where lines begin; found when a place is asked for, which is rarely. */
export type Lines = () => readonly number[];

/** Lines end with a newline, as editors and annotations count them. */
export function findLines(text: string): Lines {
  let starts: number[] | undefined;
  return () => {
    if (starts !== undefined) return starts;
    starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  };
}

export function placeAt(file: string, lines: Lines, offset: number): Place {
  const starts = lines();
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
