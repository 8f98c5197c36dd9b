import { getOwn } from './data.ts';

/** A piece of a Go template, as it is written. */
export interface TemplateToken {
  readonly kind: TemplateTokenKind;
  readonly text: string;
  readonly offset: number;
}

/** Texts come trimmed, as `{{-` and `-}}` ask for. What fits nowhere is `stray`, a comment that its action does not end with, too. */
export type TemplateTokenKind =
  | 'text'
  | 'comment'
  | 'unclosed-comment'
  | 'stray-comment'
  | 'open'
  | 'close'
  | 'space'
  | 'declare'
  | 'assign'
  | 'pipe'
  | 'left'
  | 'right'
  | 'comma'
  | 'string'
  | 'raw-string'
  | 'character'
  | 'number'
  | 'field'
  | 'dot'
  | 'variable'
  | 'word'
  | 'stray';

/** The tokens of an action. The last alternative takes any character, so that there is always a next token. */
const TOKEN =
  /[ \t\r\n]+(?:-\}\})?|\}\}|:=|"(?:[^"\\\n]|\\[^\n])*"|`[^`]*`|'(?:[^'\\\n]|\\[^\n])+'|[+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[\p{L}\p{N}_]*|\.?[\p{L}_][\p{L}\p{N}_]*|\$[\p{L}\p{N}_]*|[\s\S]/uy;

/** Reads a Go template to its end, whatever is wrong in it. Source: https://go.dev/src/text/template/parse/lex.go */
export function* lexTemplate(source: string): Generator<TemplateToken> {
  let rest = 0;
  let trim = false;
  /** Up to where a quote is known to have no other, by quote: looking for it again at each would take the square of the line. */
  const unclosed = new Map<string, number>();
  for (;;) {
    const open = source.indexOf('{{', rest);
    const trims = open >= 0 && /^-[ \t\r\n]/.test(source.slice(open + 2, open + 4));
    const text = trimText(source.slice(rest, open < 0 ? undefined : open), trim, trims);
    if (text !== '') yield { kind: 'text', text, offset: rest };
    if (open < 0) return;
    const start = open + (trims ? 4 : 2);
    if (source.startsWith('/*', start)) {
      const comment = lexComment(source, open, start + 2);
      yield comment;
      rest = open + comment.text.length;
      trim = comment.kind === 'comment' && comment.text.endsWith('-}}');
      continue;
    }
    yield { kind: 'open', text: source.slice(open, start), offset: open };
    let closed = false;
    for (rest = start; rest < source.length && !closed; ) {
      TOKEN.lastIndex = rest;
      const first = source.charAt(rest);
      const [token = ''] = rest < (unclosed.get(first) ?? 0) ? [first] : (TOKEN.exec(source) ?? []);
      const kind = classify(token);
      if (/^["']$/.test(token) && source.charAt(rest + 1) !== token) unclosed.set(token, endOfLine(source, rest));
      yield { kind, text: token, offset: rest };
      rest += token.length;
      closed = kind === 'close';
      trim = token !== '}}';
    }
  }
}

function endOfLine(source: string, start: number): number {
  const end = source.indexOf('\n', start);
  return end < 0 ? source.length : end;
}

function lexComment(source: string, open: number, start: number): TemplateToken {
  const stars = source.indexOf('*/', start);
  if (stars < 0) return { kind: 'unclosed-comment', text: source.slice(open), offset: open };
  const close = /(?:[ \t\r\n]-)?\}\}/y;
  close.lastIndex = stars + 2;
  const closed = close.test(source);
  const text = source.slice(open, closed ? close.lastIndex : stars + 2);
  return { kind: closed ? 'comment' : 'stray-comment', text, offset: open };
}

const SIGNS: Readonly<Record<string, TemplateTokenKind>> = {
  '}}': 'close',
  ':=': 'declare',
  '=': 'assign',
  '|': 'pipe',
  '(': 'left',
  ')': 'right',
  ',': 'comma',
  '.': 'dot',
};

function classify(token: string): TemplateTokenKind {
  const sign = getOwn(SIGNS, token);
  if (sign !== undefined) return sign;
  const isAlone = token.length === 1;
  switch (token.charAt(0)) {
    case ' ':
    case '\t':
    case '\r':
    case '\n':
      return token.endsWith('}}') ? 'close' : 'space';
    case '"':
      return isAlone ? 'stray' : 'string';
    case '`':
      return isAlone ? 'stray' : 'raw-string';
    case "'":
      return isAlone ? 'stray' : 'character';
    case '$':
      return 'variable';
    case '.':
      return /^\.\d/.test(token) ? 'number' : 'field';
    case '+':
    case '-':
      return isAlone ? 'stray' : 'number';
    default:
      if (/^\d/.test(token)) return 'number';
      return /^[\p{L}_]/u.test(token) ? 'word' : 'stray';
  }
}

function trimText(text: string, start: boolean, end: boolean): string {
  const from = start ? countBlanks(text, 0, 1) : 0;
  return text.slice(from, end ? Math.max(from, text.length - countBlanks(text, text.length - 1, -1)) : undefined);
}

/** How many blanks there are from a place on. A regular expression for the end of a text would start again at each. */
function countBlanks(text: string, start: number, step: 1 | -1): number {
  let at = start;
  while (at >= 0 && at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += step;
  return Math.abs(at - start);
}
