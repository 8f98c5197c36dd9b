import { C, isBlank, isBreak } from './characters.ts';
import { failSyntax } from './problem.ts';
import { fold } from './scan-plain.ts';
import { isDocumentMark, newToken, type Scan, type Token, takeBreak } from './token.ts';

/** A scalar in quotes, which may go on at any indentation. */
export function scanQuoted(scan: Scan, quote: typeof C.quote | typeof C.apostrophe): Token {
  const { text } = scan;
  const start = scan.offset;
  const close = String.fromCharCode(quote);
  let value = '';
  scan.offset++;
  for (;;) {
    if (scan.offset === scan.lineStart && isDocumentMark(text, scan.offset)) {
      failSyntax(`the text that begins with ${close} is not closed before this line of ---`, start);
    }
    // One part of a line: to the quote, to the break, or to what stands for something else.
    const from = scan.offset;
    let at = from;
    let end = from;
    let code = text.charCodeAt(at);
    while (code !== quote && code !== C.end && !isBreak(code) && (code !== C.backslash || quote !== C.quote)) {
      at++;
      if (!isBlank(code)) end = at;
      code = text.charCodeAt(at);
    }
    scan.offset = at;
    if (code === C.end) failSyntax(`the text that begins with ${close} is not closed; end it with ${close}`, start);
    if (code === quote) {
      value += text.slice(from, at);
      scan.offset++;
      if (quote === C.quote || text.charCodeAt(scan.offset) !== quote) break;
      value += close;
      scan.offset++;
    } else if (code === C.backslash) {
      value += text.slice(from, at) + scanEscape(scan);
    } else {
      value += text.slice(from, end) + foldQuoted(scan, false);
    }
  }
  return newToken('scalar', start, scan.offset, value, quote === C.quote ? 'double' : 'single');
}

/** Steps over line breaks and the blanks around them. */
function foldQuoted(scan: Scan, escaped: boolean): string {
  const first = escaped ? '' : takeBreak(scan);
  let others = '';
  for (;;) {
    const code = scan.text.charCodeAt(scan.offset);
    if (isBlank(code)) scan.offset++;
    else if (isBreak(code)) others += takeBreak(scan);
    else return escaped ? others : fold(first, others);
  }
}

/** Source: YAML 1.1, 5.6; `\'` is Go's own, and `\/` of YAML 1.2 it does not know */
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

const CODE_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** The escape after a backslash: a character, its code, or a line break that counts for nothing. */
function scanEscape(scan: Scan): string {
  const { text } = scan;
  const start = scan.offset;
  scan.offset++;
  if (isBreak(text.charCodeAt(scan.offset))) {
    takeBreak(scan);
    return foldQuoted(scan, true);
  }
  const letter = text.charAt(scan.offset);
  scan.offset++;
  const character = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
  if (character !== undefined) return character;
  const length = Object.hasOwn(CODE_LENGTHS, letter) ? CODE_LENGTHS[letter] : undefined;
  if (length === undefined) {
    return failSyntax(
      `\\${letter === '\0' ? '' : letter} means nothing between double quotes; write \\\\ for a backslash, or use single quotes`,
      start,
    );
  }
  const digits = text.slice(scan.offset, scan.offset + length);
  if (digits.length < length || /[^0-9a-fA-F]/.test(digits)) {
    return failSyntax(`\\${letter} needs ${length} hexadecimal digits after it`, start);
  }
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    return failSyntax(`\\${letter}${digits} is not a character; write one above U+FFFF as \\U and eight digits`, start);
  }
  scan.offset += length;
  return String.fromCodePoint(code);
}
