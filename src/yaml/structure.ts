import { failSyntax } from './problem.ts';
import { type KeyCandidate, newCandidate, newToken, quoteText, type Scan, type Token } from './token.ts';

/** YAML bounds how far a reader has to look for the colon of a key. */
const LONGEST_KEY = 1024;

/** Whether a candidate may still be a key: its colon stands on the same line, at most 1,024 characters on. */
export function isPossible(scan: Scan, candidate: KeyCandidate): boolean {
  if (!candidate.possible) return false;
  if (candidate.line >= scan.line && !isTooFar(scan, candidate.offset)) return true;
  if (candidate.required) failNoColon(scan, candidate);
  candidate.possible = false;
  return false;
}

function isTooFar(scan: Scan, offset: number): boolean {
  if (scan.offset - offset <= LONGEST_KEY) return false;
  return [...scan.text.slice(offset, scan.offset)].length > LONGEST_KEY;
}

function failNoColon(scan: Scan, { offset }: KeyCandidate): never {
  return failSyntax(`${quoteText(scan.text, offset)} stands where a key has to, and no ":" with a blank after it follows`, offset);
}

/** Notes that a key may begin here. */
export function saveCandidate(scan: Scan): KeyCandidate | undefined {
  if (!scan.keyAllowed) return undefined;
  withdrawCandidate(scan);
  const column = scan.offset - scan.lineStart;
  const candidate = newCandidate(scan.offset, scan.line, column, scan.flow === 0 && scan.indent === column);
  candidate.possible = true;
  scan.candidates[scan.candidates.length - 1] = candidate;
  return candidate;
}

/** Drops the last candidate for a key between these brackets. */
export function withdrawCandidate(scan: Scan): void {
  const candidate = scan.candidates[scan.candidates.length - 1];
  if (candidate === undefined || !candidate.possible) return;
  if (candidate.required) failNoColon(scan, candidate);
  candidate.possible = false;
  if (candidate.token !== undefined) candidate.token.candidate = undefined;
}

/** Begins a block where a column is deeper than the block around it, before a token of the queue or at its end. */
export function rollIndent(scan: Scan, kind: 'list' | 'map', column: number, offset: number, before: Token | undefined): void {
  if (scan.flow > 0 || scan.indent >= column) return;
  scan.indents.push(scan.indent);
  scan.indent = column;
  const token = newToken(kind, offset, offset);
  const at = before === undefined ? -1 : scan.queue.indexOf(before, scan.head);
  if (at < 0) scan.queue.push(token);
  else scan.queue.splice(at, 0, token);
}

/** Ends the blocks that are deeper than a column. */
export function unrollIndent(scan: Scan, column: number): void {
  if (scan.flow > 0) return;
  while (scan.indent > column) {
    scan.queue.push(newToken('blockEnd', scan.offset, scan.offset));
    scan.indent = scan.indents.pop() ?? -1;
  }
}
