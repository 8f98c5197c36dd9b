import { C } from './characters.ts';
import type { Dialect } from './dialect.ts';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** `map` and `list` begin a block by indentation, and `blockEnd` ends it; the other words are what stands in the text. */
export type TokenKind =
  | 'end'
  | 'version'
  | 'tagDirective'
  | 'documentStart'
  | 'documentEnd'
  | 'list'
  | 'map'
  | 'blockEnd'
  | 'flowList'
  | 'flowMap'
  | 'flowListEnd'
  | 'flowMapEnd'
  | 'item'
  | 'comma'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** A scalar's text; the name of an alias or anchor; a tag's handle. */
  readonly text: string;
  /** The part after a tag's handle. */
  readonly suffix: string;
  readonly style: ScalarStyle;
  /** Where a token may turn out to begin a key, once its colon is found. */
  candidate: KeyCandidate | undefined;
}

/** A place where a `key: value` may begin. */
export interface KeyCandidate {
  possible: boolean;
  /** It stands where only a key can stand. */
  readonly required: boolean;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  token: Token | undefined;
}

/** The state of reading one text, from its begin to its end. */
export interface Scan {
  /** With a NUL at its end. */
  readonly text: string;
  readonly dialect: Dialect;
  /** No other line breaks than newlines, so that one call finds the end of a line. */
  readonly plainBreaks: boolean;
  offset: number;
  line: number;
  lineStart: number;
  /** How many brackets are open. */
  flow: number;
  /** The column of the innermost block, and those around it. */
  indent: number;
  readonly indents: number[];
  /** One for each open bracket, and one for the blocks around. */
  readonly candidates: KeyCandidate[];
  keyAllowed: boolean;
  readonly queue: Token[];
  /** Where the last token began. */
  lastStart: number;
  /** The first token of the queue that is not taken yet. */
  head: number;
}

export function startScan(text: string, dialect: Dialect): Scan {
  // A byte order mark belongs neither to the text nor to its first column.
  const begin = text.charCodeAt(0) === C.byteOrderMark ? 1 : 0;
  return {
    text: `${text}\u0000`,
    dialect,
    plainBreaks: !/[\r\u0085\u2028\u2029]/.test(text),
    offset: begin,
    line: 0,
    lineStart: begin,
    flow: 0,
    indent: -1,
    indents: [],
    candidates: [newCandidate(0, 0, 0, false)],
    keyAllowed: true,
    queue: [],
    lastStart: begin,
    head: 0,
  };
}

export function newCandidate(offset: number, line: number, column: number, required: boolean): KeyCandidate {
  return { possible: false, required, offset, line, column, token: undefined };
}

export function newToken(kind: TokenKind, start: number, end: number, text = '', style: ScalarStyle = 'plain', suffix = ''): Token {
  return { kind, start, end, text, suffix, style, candidate: undefined };
}

/** Steps over one line break and tells it as YAML keeps it: a newline, but for the separators of Unicode. */
export function takeBreak(scan: Scan): string {
  const code = scan.text.charCodeAt(scan.offset);
  scan.offset += code === C.return && scan.text.charCodeAt(scan.offset + 1) === C.newline ? 2 : 1;
  scan.line++;
  scan.lineStart = scan.offset;
  return code === C.lineSeparator || code === C.paragraphSeparator ? String.fromCharCode(code) : '\n';
}

/** Where the line ends that an offset is in: at its break or at the end of the text. */
export function findLineEnd(scan: Scan, offset: number): number {
  if (scan.plainBreaks) {
    const found = scan.text.indexOf('\n', offset);
    return found < 0 ? scan.text.length - 1 : found;
  }
  let at = offset;
  for (;;) {
    const code = scan.text.charCodeAt(at);
    const isEnd =
      code <= C.return
        ? code === C.newline || code === C.return || code === C.end
        : code >= C.nextLine && (code === C.nextLine || code === C.lineSeparator || code === C.paragraphSeparator);
    if (isEnd) return at;
    at++;
  }
}

/** Whether `---` or `...` stands here, with a blank or nothing after it. */
export function isDocumentMark(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  if (code !== C.dash && code !== C.dot) return false;
  if (text.charCodeAt(offset + 1) !== code || text.charCodeAt(offset + 2) !== code) return false;
  const after = text.charCodeAt(offset + 3);
  return after <= C.space || after === C.nextLine || after === C.lineSeparator || after === C.paragraphSeparator;
}

/** Steps over the comment of this line, where there is one. */
export function skipComment(scan: Scan): void {
  if (scan.text.charCodeAt(scan.offset) === C.hash) scan.offset = findLineEnd(scan, scan.offset);
}

/** A text as a message shows it: short, and its begin only. */
export function quoteText(text: string, offset: number): string {
  const rest = text.slice(offset, offset + 40).split(/[\n\r\u0000]/, 1)[0] ?? '';
  return JSON.stringify(rest.length > 30 ? `${rest.slice(0, 29)}…` : rest);
}
