import { TemplateError, Unsupported } from './ast.ts';

export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open' | 'close' | 'space' | 'pipe' | 'left' | 'right' | 'comma' | 'declare' | 'assign' | 'dot' }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number | bigint }
  | { readonly kind: 'word' | 'field' | 'variable'; readonly name: string };

/** Longer than any template. */
const LONGEST = 1_000_000;
const MOST_TOKENS = 100_000;

/** One token at a time, by the first pattern that fits. Source: https://go.dev/src/text/template/parse/lex.go */
const PATTERNS: readonly (readonly [RegExp, (text: string) => Token])[] = [
  [/[ \t\r\n]+/y, () => ({ kind: 'space' })],
  [/:=/y, () => ({ kind: 'declare' })],
  [/=/y, () => ({ kind: 'assign' })],
  [/\|/y, () => ({ kind: 'pipe' })],
  [/\(/y, () => ({ kind: 'left' })],
  [/\)/y, () => ({ kind: 'right' })],
  [/,/y, () => ({ kind: 'comma' })],
  [/"(?:[^"\\\n]|\\[^\n])*"/y, (text) => ({ kind: 'string', value: unquote(text) })],
  [/`[^`]*`/y, (text) => ({ kind: 'string', value: text.slice(1, -1).replaceAll('\r', '') })],
  [/'(?:[^'\\\n]|\\[^\n])+'/y, unsupported('a character')],
  [/[+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[\p{L}\p{N}_]*/uy, (text) => ({ kind: 'number', value: readNumber(text) })],
  [/\.[\p{L}_][\p{L}\p{N}_]*/uy, (text) => ({ kind: 'field', name: text.slice(1) })],
  [/\./y, () => ({ kind: 'dot' })],
  [/\$[\p{L}\p{N}_]*/uy, (text) => ({ kind: 'variable', name: text.slice(1) })],
  [/[\p{L}_][\p{L}\p{N}_]*/uy, (text) => ({ kind: 'word', name: text })],
];

/** @throws TemplateError, Unsupported */
export function lexTemplate(source: string): Token[] {
  if (source.length > LONGEST) throw new Unsupported(`it has more than ${LONGEST.toLocaleString('en-US')} characters`);
  const tokens: Token[] = [];
  let rest = 0;
  let trim = false;
  while (rest <= source.length) {
    const open = source.indexOf('{{', rest);
    let text = source.slice(rest, open < 0 ? undefined : open);
    if (trim) text = text.slice(countBlanks(text, 0, 1));
    const trims = open >= 0 && /^-[ \t\r\n]/.test(source.slice(open + 2, open + 4));
    if (trims) text = text.slice(0, text.length - countBlanks(text, text.length - 1, -1));
    if (text !== '') tokens.push({ kind: 'text', text });
    if (open < 0) return tokens;
    ({ end: rest, trim } = lexAction(source, open + (trims ? 4 : 2), tokens));
  }
  return tokens;
}

function lexAction(source: string, start: number, tokens: Token[]): { end: number; trim: boolean } {
  if (source.startsWith('/*', start)) {
    const stars = source.indexOf('*/', start + 2);
    if (stars < 0) throw new TemplateError('a comment is not closed');
    const close = /[ \t\r\n]-\}\}|\}\}/y;
    close.lastIndex = stars + 2;
    const closed = close.exec(source)?.[0];
    if (closed === undefined) throw new TemplateError('a comment ends before its action does');
    return { end: close.lastIndex, trim: closed !== '}}' };
  }
  tokens.push({ kind: 'open' });
  const close = /[ \t\r\n]+-\}\}|\}\}/y;
  for (let at = start; at < source.length; ) {
    close.lastIndex = at;
    const closed = close.exec(source)?.[0];
    if (closed !== undefined) {
      tokens.push({ kind: 'close' });
      return { end: at + closed.length, trim: closed !== '}}' };
    }
    const [length, token] = lexToken(source, at);
    tokens.push(token);
    if (tokens.length > MOST_TOKENS) throw new Unsupported(`it has more than ${MOST_TOKENS.toLocaleString('en-US')} words`);
    at += length;
  }
  throw new TemplateError('an action {{ is not closed');
}

/** How many blanks there are from a place on. A regular expression for the end of a text would start anew at each. */
function countBlanks(text: string, start: number, step: 1 | -1): number {
  let at = start;
  while (at >= 0 && at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += step;
  return Math.abs(at - start);
}

function lexToken(source: string, at: number): [number, Token] {
  for (const [pattern, create] of PATTERNS) {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0];
    if (text !== undefined) return [text.length, create(text)];
  }
  const found = source[at] ?? '';
  throw new TemplateError(/["'`]/.test(found) ? 'a text is not closed' : `unexpected ${JSON.stringify(found)}`);
}

/** A text in double quotes; Go's escapes are JSON's and a few more. */
function unquote(text: string): string {
  for (const [, escaped = ''] of text.slice(1, -1).matchAll(/\\([uU]?[\s\S])/g)) {
    if (!/^[abfnrtvxuU0-7\\"]/.test(escaped)) throw new TemplateError(`a text has the escape \\${escaped}`);
    if (/^u[dD]/.test(escaped)) throw new Unsupported('an escape');
  }
  try {
    const value: unknown = JSON.parse(text.replaceAll('\t', '\\t'));
    if (typeof value === 'string') return value;
  } catch {
    throw new Unsupported('an escape');
  }
  throw new Unsupported('an escape');
}

function readNumber(text: string): number | bigint {
  if (/^[+-]?(?:0|[1-9]\d{0,17})$/.test(text)) return BigInt(text.replace('+', ''));
  if (/^[+-]?\d+\.\d+$/.test(text)) return Number(text);
  if (/^[+-]?\d+[\p{L}_]/u.test(text) && !/^[+-]?\d+(?:[eExXoObBpPi_]|$)/.test(text)) throw new TemplateError(`bad number ${text}`);
  throw new Unsupported('a number');
}

function unsupported(what: string): () => never {
  return () => {
    throw new Unsupported(what);
  };
}
