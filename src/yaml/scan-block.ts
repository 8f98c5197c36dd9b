import { C, isBlank, isBreak, isDigit } from './characters.ts';
import { failSyntax } from './problem.ts';
import { findLineEnd, newToken, type Scan, skipComment, type Token, takeBreak } from './token.ts';

/** A scalar of whole lines, behind `|` or `>`. Source: YAML 1.1, 9.2 */
export function scanBlockScalar(scan: Scan, style: 'literal' | 'folded'): Token {
  const { text } = scan;
  const start = scan.offset;
  scan.offset++;
  const { chomping, increment } = scanHeader(scan, start);
  const around = Math.max(scan.indent, 0);
  let indent = increment > 0 ? around + increment : 0;

  const body = { value: '', first: '', end: scan.offset };
  let blank = false;
  let others = '';
  const skipEmpty = () => {
    const skipped = skipEmptyLines(scan, indent, start);
    ({ indent } = skipped);
    others = skipped.breaks;
    body.end = skipped.end;
  };
  skipEmpty();
  while (scan.offset - scan.lineStart === indent && text.charCodeAt(scan.offset) !== C.end) {
    const startsBlank = isBlank(text.charCodeAt(scan.offset));
    const isFolded = style === 'folded' && !blank && !startsBlank && body.first === '\n';
    if (!isFolded) body.value += body.first;
    else if (others === '') body.value += ' ';
    body.value += others;
    blank = startsBlank;
    const end = findLineEnd(scan, scan.offset);
    body.value += text.slice(scan.offset, end);
    scan.offset = end;
    body.first = isBreak(text.charCodeAt(end)) ? takeBreak(scan) : '';
    skipEmpty();
  }
  if (chomping !== 'strip') body.value += body.first;
  if (chomping === 'keep') body.value += others;
  return newToken('scalar', start, body.end, body.value, style);
}

function scanHeader(scan: Scan, start: number): { readonly chomping: 'clip' | 'strip' | 'keep'; readonly increment: number } {
  const { text } = scan;
  let chomping: 'clip' | 'strip' | 'keep' = 'clip';
  let increment = 0;
  const takeChomping = () => {
    const code = text.charCodeAt(scan.offset);
    if (code !== C.plus && code !== C.dash) return false;
    chomping = code === C.plus ? 'keep' : 'strip';
    scan.offset++;
    return true;
  };
  const takeIncrement = () => {
    const code = text.charCodeAt(scan.offset);
    if (!isDigit(code)) return;
    if (code === C.zero) failSyntax('a block of text cannot be indented by 0; delete the 0', start);
    increment = code - C.zero;
    scan.offset++;
  };
  const chomped = takeChomping();
  takeIncrement();
  if (!chomped) takeChomping();
  while (isBlank(text.charCodeAt(scan.offset))) scan.offset++;
  skipComment(scan);
  const code = text.charCodeAt(scan.offset);
  if (isBreak(code)) takeBreak(scan);
  else if (code !== C.end) failSyntax(`the text of ${text.charAt(start)} begins on the next line; move it there`, scan.offset);
  return { chomping, increment };
}

/** Steps over empty lines and the indentation of the next; without a known indentation the deepest of them tells it. */
function skipEmptyLines(
  scan: Scan,
  known: number,
  start: number,
): { readonly breaks: string; readonly indent: number; readonly end: number } {
  const { text } = scan;
  let breaks = '';
  let deepest = 0;
  let end = scan.offset;
  for (;;) {
    while ((known === 0 || scan.offset - scan.lineStart < known) && text.charCodeAt(scan.offset) === C.space) scan.offset++;
    const column = scan.offset - scan.lineStart;
    if (column > deepest) deepest = column;
    const code = text.charCodeAt(scan.offset);
    if (code === C.tab && (known === 0 || column < known)) {
      failSyntax(`a tab stands in the indentation of the text of ${text.charAt(start)}; write blanks`, scan.offset);
    }
    if (!isBreak(code)) break;
    breaks += takeBreak(scan);
    end = scan.offset;
  }
  return { breaks, end, indent: known === 0 ? Math.max(deepest, scan.indent + 1, 1) : known };
}
