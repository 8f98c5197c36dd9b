import { C, isBlank, isBreak, isSpace } from './characters.ts';
import { failSyntax } from './problem.ts';
import { isDocumentMark, newToken, type Scan, type Token, takeBreak } from './token.ts';

/** A scalar without quotes. It may go on over lines that stand deeper than the block around it. */
export function scanPlain(scan: Scan): Token {
  const { text } = scan;
  const start = scan.offset;
  const indent = scan.indent + 1;
  let value = '';
  let end = start;
  let joint = '';
  let onNewLine = false;
  for (;;) {
    if (scan.offset === scan.lineStart && isDocumentMark(text, scan.offset)) break;
    const from = scan.offset;
    const to = findPlainEnd(scan);
    if (to > from) {
      value = from === start ? text.slice(from, to) : value + joint + text.slice(from, to);
      end = to;
      onNewLine = false;
    }
    if (!isBreak(text.charCodeAt(scan.offset))) break;
    joint = foldBreaks(scan, indent, start);
    onNewLine = true;
    if (scan.flow === 0 && scan.offset - scan.lineStart < indent) break;
  }
  if (onNewLine) scan.keyAllowed = true;
  return newToken('scalar', start, end, value);
}

/** Where the scalar's part of this line ends; the blanks behind it are stepped over. */
function findPlainEnd(scan: Scan): number {
  const { text, flow } = scan;
  let at = scan.offset;
  let end = at;
  let afterBlank = true;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code <= C.space) {
      if (!isBlank(code)) break;
      afterBlank = true;
      at++;
      continue;
    }
    if (code === C.colon) {
      if (isSpace(text.charCodeAt(at + 1))) break;
    } else if (code === C.hash) {
      if (afterBlank) break;
    } else if (flow > 0) {
      if (isFlowEnd(code)) break;
    }
    if (code >= C.nextLine && isBreak(code)) break;
    afterBlank = false;
    at++;
    end = at;
  }
  scan.offset = at;
  return end;
}

function isFlowEnd(code: number): boolean {
  return (
    code === C.comma ||
    code === C.question ||
    code === C.openBracket ||
    code === C.closeBracket ||
    code === C.openBrace ||
    code === C.closeBrace
  );
}

/** Steps over line breaks and the blanks around them, and tells what they mean between two words. */
function foldBreaks(scan: Scan, indent: number, start: number): string {
  const first = takeBreak(scan);
  let others = '';
  for (;;) {
    const code = scan.text.charCodeAt(scan.offset);
    if (isBlank(code)) {
      if (code === C.tab && scan.offset - scan.lineStart < indent) {
        failSyntax('a tab stands where the text has to be indented; write blanks', start === scan.offset ? start : scan.offset);
      }
      scan.offset++;
    } else if (isBreak(code)) others += takeBreak(scan);
    else return fold(first, others);
  }
}

/** One newline is a blank between words; of several, all but the first stay. */
export function fold(first: string, others: string): string {
  if (first !== '\n') return first + others;
  return others === '' ? ' ' : others;
}
