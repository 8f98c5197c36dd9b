import { isObject } from '../../data.ts';
import { parseJson } from '../../json.ts';
import { hasSyntaxError, parseYaml, toData } from '../../yaml/index.ts';
import { compareValues, type Difference, type Masks } from './compare-values.ts';
import { hideSecrets } from './hide-secrets.ts';
import { diffLines } from './text-lines.ts';

/** The difference between two texts. */
export type TextDifference =
  /** Both are JSON or YAML; where nothing in it differs, it is written in another way. */
  | { readonly kind: 'data'; readonly differences: readonly Difference[] }
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'text' };

/** Characters of a text that is read as data, and of one that is compared by lines. */
const MOST_DATA = 512 * 1024;
const MOST_TEXT = 1024 * 1024;

/** Compares two texts by what they hold: data as data, longer texts by lines. */
export function compareTexts(from: string, to: string, masks: Masks): TextDifference {
  const [before, after] = [readData(from), readData(to)];
  if (before !== undefined && after !== undefined) return { kind: 'data', differences: compareValues(before, after, masks) };
  if (!(from.includes('\n') || to.includes('\n')) || from.length + to.length > MOST_TEXT) return { kind: 'text' };
  const lines = diffLines(from, to);
  return lines === undefined ? { kind: 'text' } : { kind: 'lines', lines };
}

/** The map or list that a text is; undefined for one that is neither, for several documents and for templates. */
function readData(text: string): unknown {
  if (text.length > MOST_DATA) return undefined;
  const isJson = /^\s*[[{]/.test(text);
  const data = isJson ? parseJson(text) : undefined;
  if (data !== undefined) return hideSecrets(data);
  if (!text.includes('\n') || !/^[ \t]*(?:- |[\w"'./-]+:(?:\s|$))/m.test(text) || /^---/m.test(text.trimStart().slice(3))) return undefined;
  const yaml = parseYaml('text', Buffer.from(text), { dialect: 'v2' });
  const read = hasSyntaxError(yaml) ? undefined : toData(yaml);
  return isObject(read) || Array.isArray(read) ? hideSecrets(read) : undefined;
}
