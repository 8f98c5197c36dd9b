/** Character codes by name, and the classes of YAML 1.1, chapter 5. The end of a text is a NUL, which no text may hold. */
export const C = {
  end: 0,
  tab: 9,
  newline: 10,
  return: 13,
  space: 32,
  exclamation: 33,
  quote: 34,
  hash: 35,
  percent: 37,
  ampersand: 38,
  apostrophe: 39,
  asterisk: 42,
  plus: 43,
  comma: 44,
  dash: 45,
  dot: 46,
  zero: 48,
  nine: 57,
  colon: 58,
  less: 60,
  greater: 62,
  question: 63,
  at: 64,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  grave: 96,
  openBrace: 123,
  pipe: 124,
  closeBrace: 125,
  nextLine: 0x85,
  lineSeparator: 0x2028,
  paragraphSeparator: 0x2029,
  byteOrderMark: 0xfeff,
} as const;

export function isBlank(code: number): boolean {
  return code === C.space || code === C.tab;
}

export function isBreak(code: number): boolean {
  return code <= C.return
    ? code === C.newline || code === C.return
    : code >= C.nextLine && (code === C.nextLine || code === C.lineSeparator || code === C.paragraphSeparator);
}

/** A blank, a line break, or the end. */
export function isSpace(code: number): boolean {
  return code <= C.space ? isBlank(code) || isBreak(code) || code === C.end : isBreak(code);
}

/** Letters, digits, `_` and `-` of ASCII. */
export function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isDigit(code) || code === 95 || code === C.dash;
}

export function isDigit(code: number): boolean {
  return code >= C.zero && code <= C.nine;
}
