import { C, isBlank, isBreak, isSpace } from './characters.ts';
import { failSyntax } from './problem.ts';
import { scanBlockScalar } from './scan-block.ts';
import { scanAnchor, scanDirective, scanTag } from './scan-marks.ts';
import { scanPlain } from './scan-plain.ts';
import { scanQuoted } from './scan-quoted.ts';
import { isPossible, rollIndent, saveCandidate, unrollIndent, withdrawCandidate } from './structure.ts';
import { findLineEnd, isDocumentMark, newCandidate, newToken, type Scan, type Token, type TokenKind, takeBreak } from './token.ts';

/** The next token, which stays; reading ahead stops where it is known whether it begins a key. */
export function peekToken(scan: Scan): Token {
  const { queue } = scan;
  for (;;) {
    const head = queue[scan.head];
    if (head !== undefined && queue.length - scan.head >= scan.dialect.lookahead) {
      if (head.candidate === undefined || !isPossible(scan, head.candidate)) return head;
    }
    scanNext(scan);
  }
}

export function dropToken(scan: Scan): void {
  scan.head++;
  if (scan.head === scan.queue.length || scan.head > 64) {
    scan.queue.splice(0, scan.head);
    scan.head = 0;
  }
}

function scanNext(scan: Scan): void {
  skipToToken(scan);
  const { text, offset } = scan;
  const column = offset - scan.lineStart;
  unrollIndent(scan, column);
  const code = text.charCodeAt(offset);
  if (code === C.end) return scanEnd(scan);
  if (column === 0) {
    if (code === C.percent) return leaveBlocks(scan, () => scanDirective(scan));
    if (isDocumentMark(text, offset)) {
      return leaveBlocks(scan, () => takeSigns(scan, code === C.dash ? 'documentStart' : 'documentEnd', 3));
    }
  }
  switch (code) {
    case C.openBracket:
      return scanFlowStart(scan, 'flowList');
    case C.openBrace:
      return scanFlowStart(scan, 'flowMap');
    case C.closeBracket:
      return scanFlowEnd(scan, 'flowListEnd');
    case C.closeBrace:
      return scanFlowEnd(scan, 'flowMapEnd');
    case C.comma:
      withdrawCandidate(scan);
      scan.keyAllowed = true;
      return push(scan, takeSigns(scan, 'comma', 1));
    case C.asterisk:
      return pushCandidate(scan, () => scanAnchor(scan, 'alias'));
    case C.ampersand:
      return pushCandidate(scan, () => scanAnchor(scan, 'anchor'));
    case C.exclamation:
      return pushCandidate(scan, () => scanTag(scan));
    case C.apostrophe:
    case C.quote:
      return pushCandidate(scan, () => scanQuoted(scan, code));
    default:
      return scanIndicator(scan, code);
  }
}

/** Characters that are indicators only before a blank, or outside brackets; elsewhere they are plain text. */
function scanIndicator(scan: Scan, code: number): void {
  const isFlow = scan.flow > 0;
  const next = scan.text.charCodeAt(scan.offset + 1);
  if (code === C.dash && isSpace(next)) return scanItem(scan);
  if (code === C.question && (isFlow || isSpace(next))) return scanKey(scan);
  if (code === C.colon && (isFlow || isSpace(next))) return scanValue(scan);
  if ((code === C.pipe || code === C.greater) && !isFlow) {
    withdrawCandidate(scan);
    scan.keyAllowed = true;
    return push(scan, scanBlockScalar(scan, code === C.pipe ? 'literal' : 'folded'));
  }
  if (code === C.tab) failSyntax('a tab stands where the text has to be indented; write blanks', scan.offset);
  if (code === C.at || code === C.grave || code === C.percent || code === C.pipe || code === C.greater) {
    failSyntax(`a value cannot begin with ${String.fromCharCode(code)}; put it in quotes`, scan.offset);
  }
  return pushCandidate(scan, () => scanPlain(scan));
}

/** Steps over blanks, comments and empty lines. Tabs are allowed where no indentation is read. */
function skipToToken(scan: Scan): void {
  const { text } = scan;
  for (;;) {
    let code = text.charCodeAt(scan.offset);
    if (code === C.byteOrderMark && scan.line === 0 && scan.offset === scan.lineStart) code = text.charCodeAt(++scan.offset);
    while (code === C.space || (code === C.tab && (scan.flow > 0 || !scan.keyAllowed))) code = text.charCodeAt(++scan.offset);
    if (code === C.hash) {
      scan.offset = findLineEnd(scan, scan.offset);
      if (scan.dialect.tabsBeforeComments) skipMoreComments(scan);
      code = text.charCodeAt(scan.offset);
    }
    if (!isBreak(code)) return;
    takeBreak(scan);
    if (scan.flow === 0) scan.keyAllowed = true;
  }
}

/** How far yaml.v3 looks for the next comment behind one. */
const COMMENT_WINDOW = 512;

/** yaml.v3 gathers a comment's next lines by itself, whatever blanks are before them. */
function skipMoreComments(scan: Scan): void {
  for (;;) {
    let at = scan.offset;
    const last = at + COMMENT_WINDOW;
    while (at < last && (isBlank(scan.text.charCodeAt(at)) || isBreak(scan.text.charCodeAt(at)))) at++;
    if (at >= last || scan.text.charCodeAt(at) !== C.hash) return;
    while (scan.offset < at) {
      if (isBreak(scan.text.charCodeAt(scan.offset))) takeBreak(scan);
      else scan.offset++;
    }
    scan.offset = findLineEnd(scan, at);
  }
}

function scanEnd(scan: Scan): void {
  if (scan.offset !== scan.lineStart) {
    scan.lineStart = scan.offset;
    scan.line++;
  }
  leaveBlocks(scan, () => newToken('end', scan.offset, scan.offset));
}

function leaveBlocks(scan: Scan, take: () => Token): void {
  unrollIndent(scan, -1);
  withdrawCandidate(scan);
  scan.keyAllowed = false;
  push(scan, take());
}

function scanFlowStart(scan: Scan, kind: 'flowList' | 'flowMap'): void {
  const candidate = saveCandidate(scan);
  const inner = newCandidate(scan.offset, scan.line, scan.offset - scan.lineStart, false);
  scan.candidates.push(inner);
  scan.flow++;
  scan.keyAllowed = true;
  const token = takeSigns(scan, kind, 1);
  inner.token = token;
  attach(token, candidate);
  push(scan, token);
}

function scanFlowEnd(scan: Scan, kind: 'flowListEnd' | 'flowMapEnd'): void {
  withdrawCandidate(scan);
  if (scan.flow > 0) {
    scan.flow--;
    // Nothing in the brackets: Go forgets that they may be a key.
    const inner = scan.candidates.pop();
    if (inner?.token !== undefined) inner.token.candidate = undefined;
  }
  scan.keyAllowed = false;
  push(scan, takeSigns(scan, kind, 1));
}

function scanItem(scan: Scan): void {
  if (scan.flow === 0) {
    if (!scan.keyAllowed)
      failSyntax('"- " begins a list on a line that has begun with something else; put the list on lines of its own', scan.offset);
    rollIndent(scan, 'list', scan.offset - scan.lineStart, scan.offset, undefined);
  }
  withdrawCandidate(scan);
  scan.keyAllowed = true;
  push(scan, takeSigns(scan, 'item', 1));
}

function scanKey(scan: Scan): void {
  if (scan.flow === 0) {
    if (!scan.keyAllowed) failSyntax('"? " begins a key in the middle of a line; put the value in quotes', scan.offset);
    rollIndent(scan, 'map', scan.offset - scan.lineStart, scan.offset, undefined);
  }
  withdrawCandidate(scan);
  scan.keyAllowed = scan.flow === 0;
  push(scan, takeSigns(scan, 'key', 1));
}

/** A colon: what may have begun a key has begun one. */
function scanValue(scan: Scan): void {
  const candidate = scan.candidates.at(-1);
  if (candidate !== undefined && isPossible(scan, candidate)) {
    const at = candidate.token === undefined ? -1 : scan.queue.indexOf(candidate.token, scan.head);
    const key = newToken('key', candidate.offset, candidate.offset);
    if (at < 0) scan.queue.push(key);
    else scan.queue.splice(at, 0, key);
    rollIndent(scan, 'map', candidate.column, candidate.offset, at < 0 ? undefined : key);
    candidate.possible = false;
    if (candidate.token !== undefined) candidate.token.candidate = undefined;
    scan.keyAllowed = false;
  } else {
    if (scan.flow === 0) {
      if (!scan.keyAllowed) failSyntax('the value has a ": " in it; put it in quotes, or begin a new line for the key', scan.lastStart);
      rollIndent(scan, 'map', scan.offset - scan.lineStart, scan.offset, undefined);
    }
    scan.keyAllowed = scan.flow === 0;
  }
  push(scan, takeSigns(scan, 'value', 1));
}

function takeSigns(scan: Scan, kind: TokenKind, length: number): Token {
  const start = scan.offset;
  scan.offset += length;
  return newToken(kind, start, scan.offset);
}

function pushCandidate(scan: Scan, take: () => Token): void {
  const candidate = saveCandidate(scan);
  scan.keyAllowed = false;
  const token = take();
  attach(token, candidate);
  push(scan, token);
}

function attach(token: Token, candidate: Scan['candidates'][number] | undefined): void {
  token.candidate = candidate;
  if (candidate !== undefined) candidate.token = token;
}

function push(scan: Scan, token: Token): void {
  scan.lastStart = token.start;
  scan.queue.push(token);
}
