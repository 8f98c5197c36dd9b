import { failSyntax } from './problem.ts';
import { quoteText, type Scan, type Token } from './token.ts';

/** Lines of a text up to an offset, counted from 1. */
function lineOf(scan: Scan, offset: number): number {
  return scan.text.slice(0, offset).split('\n').length;
}

export function failInMap(scan: Scan, token: Token, start: number): never {
  if (token.kind === 'flowListEnd' || token.kind === 'flowMapEnd') return failUnopened(scan, token);
  return failSyntax(
    `${found(scan, token)} does not continue the map that begins on line ${lineOf(scan, start)}; indent it like the map’s keys, or below one of them`,
    token.start,
  );
}

export function failInList(scan: Scan, token: Token, start: number): never {
  if (token.kind === 'flowListEnd' || token.kind === 'flowMapEnd') return failUnopened(scan, token);
  return failSyntax(
    `${found(scan, token)} does not continue the list that begins on line ${lineOf(scan, start)}; begin it with "- ", or indent it like what it belongs to`,
    token.start,
  );
}

export function failFlow(scan: Scan, token: Token, opening: Token): never {
  const [open, close] = opening.kind === 'flowList' ? ['[', ']'] : ['{', '}'];
  if (token.kind === 'end') return failUnclosed(scan, opening, token.start);
  return failSyntax(
    `${found(scan, token)} stands where the ${open} of line ${lineOf(scan, opening.start)} needs a comma or ${close}`,
    token.start,
  );
}

/** @param opening the bracket around, where there is one */
export function failNoValue(scan: Scan, token: Token, opening: Token | undefined): never {
  switch (token.kind) {
    case 'end':
      return opening === undefined
        ? failSyntax('the text ends where a value has to stand', token.start)
        : failUnclosed(scan, opening, token.start);
    case 'comma':
      return failSyntax('a comma stands where a value has to; put the value in quotes if the comma belongs to it', token.start);
    case 'item':
    case 'list':
      return failSyntax(
        opening !== undefined
          ? '"- " cannot stand between brackets; separate the items by commas'
          : '"- " cannot begin a list here; indent it below its key',
        token.start,
      );
    case 'flowListEnd':
    case 'flowMapEnd':
      return failUnopened(scan, token);
    case 'anchor':
    case 'tag':
      return failSyntax(`a value has one ${token.kind} at most; delete the other`, token.start);
    default:
      return failSyntax(`${found(scan, token)} stands where a value has to`, token.start);
  }
}

function failUnclosed(scan: Scan, opening: Token, end: number): never {
  const [open, close] = opening.kind === 'flowList' ? ['[', ']'] : ['{', '}'];
  const column = opening.start - scan.text.lastIndexOf('\n', opening.start);
  return failSyntax(`the ${open} at line ${lineOf(scan, opening.start)}, column ${column} is not closed; end it with ${close}`, end);
}

function failUnopened(scan: Scan, token: Token): never {
  const sign = scan.text.charAt(token.start);
  return failSyntax(`${sign} closes what is not open here; delete it, or put the value in quotes`, token.start);
}

function found(scan: Scan, token: Token): string {
  return token.kind === 'end' ? 'the end of the text' : quoteText(scan.text, token.start);
}
