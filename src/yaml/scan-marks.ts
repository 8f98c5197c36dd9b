import { C, isBlank, isBreak, isDigit, isSpace, isWord } from './characters.ts';
import { failSyntax } from './problem.ts';
import { newToken, type Scan, skipComment, type Token, takeBreak } from './token.ts';

/** `&name` or `*name`. Names have letters, digits, `-` and `_` only, as Go has them. */
export function scanAnchor(scan: Scan, kind: 'anchor' | 'alias'): Token {
  const { text } = scan;
  const start = scan.offset;
  scan.offset++;
  while (isWord(text.charCodeAt(scan.offset))) scan.offset++;
  const name = text.slice(start + 1, scan.offset);
  const after = text.charCodeAt(scan.offset);
  if (name === '' || !(isSpace(after) || '?:,]}%@`'.includes(String.fromCharCode(after)))) {
    const sign = text.charAt(start);
    failSyntax(
      `${sign} begins the name of an ${kind}, which has letters, digits, - and _ only; put the value in quotes if it is text`,
      start,
    );
  }
  return newToken(kind, start, scan.offset, name);
}

/** `!handle!suffix`, `!suffix` or `!<whole>`. */
export function scanTag(scan: Scan): Token {
  const { text } = scan;
  const start = scan.offset;
  let handle = '';
  let suffix: string;
  if (text.charCodeAt(start + 1) === C.less) {
    scan.offset += 2;
    suffix = scanUri(scan, '', start);
    if (text.charCodeAt(scan.offset) !== C.greater) failSyntax('the tag that begins with !< is not closed; end it with >', start);
    scan.offset++;
  } else {
    handle = scanHandle(scan, false);
    if (handle.length > 1 && handle.endsWith('!')) suffix = scanUri(scan, '', start);
    else {
      suffix = scanUri(scan, handle, start);
      handle = '!';
      // Alone, it is a tag by itself.
      if (suffix === '') [handle, suffix] = ['', '!'];
    }
  }
  if (!isSpace(text.charCodeAt(scan.offset)))
    failSyntax('! begins a tag, which ends with a blank; put the value in quotes if it is text', start);
  return newToken('tag', start, scan.offset, handle, 'plain', suffix);
}

function scanHandle(scan: Scan, isDirective: boolean): string {
  const { text } = scan;
  const start = scan.offset;
  if (text.charCodeAt(start) !== C.exclamation) failSyntax('a tag’s handle begins with !', start);
  scan.offset++;
  while (isWord(text.charCodeAt(scan.offset))) scan.offset++;
  if (text.charCodeAt(scan.offset) === C.exclamation) scan.offset++;
  else if (isDirective && scan.offset > start + 1) failSyntax('a tag’s handle ends with !', start);
  return text.slice(start, scan.offset);
}

const URI = /(?:[\w;/?:@&=+$,.!~*'()[\]-]|%)+/y;

function scanUri(scan: Scan, head: string, start: number): string {
  URI.lastIndex = scan.offset;
  const found = URI.exec(scan.text)?.[0] ?? '';
  scan.offset += found.length;
  if (found === '' && head === '') failSyntax('the tag has no name', start);
  return head.slice(1) + (found.includes('%') ? decodeEscapes(found, start) : found);
}

function decodeEscapes(uri: string, start: number): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return failSyntax('the tag has a % without the two hexadecimal digits of a character after it', start);
  }
}

/** A line that begins with `%`. Its text is the version, or a tag's handle with the prefix as its suffix. */
export function scanDirective(scan: Scan): Token {
  const { text } = scan;
  const start = scan.offset;
  scan.offset++;
  while (isWord(text.charCodeAt(scan.offset))) scan.offset++;
  const name = text.slice(start + 1, scan.offset);
  if (!isSpace(text.charCodeAt(scan.offset)) || (name !== 'YAML' && name !== 'TAG')) {
    failSyntax('a line that begins with % is a directive of YAML, and there are only %YAML and %TAG; put the value in quotes', start);
  }
  skipBlanks(scan);
  const token = name === 'YAML' ? scanVersion(scan, start) : scanTagDirective(scan, start);
  skipBlanks(scan);
  skipComment(scan);
  const code = text.charCodeAt(scan.offset);
  if (isBreak(code)) takeBreak(scan);
  else if (code !== C.end) failSyntax(`the directive %${name} has more on its line than belongs to it`, scan.offset);
  return token;
}

function scanVersion(scan: Scan, start: number): Token {
  const from = scan.offset;
  const takeNumber = () => {
    const begin = scan.offset;
    while (isDigit(scan.text.charCodeAt(scan.offset))) scan.offset++;
    return scan.offset > begin && scan.offset <= begin + 2;
  };
  const isVersion = takeNumber() && scan.text.charCodeAt(scan.offset++) === C.dot && takeNumber();
  if (!isVersion) failSyntax('%YAML needs a version after it, like 1.1', start);
  const [major, minor] = scan.text.slice(from, scan.offset).split('.').map(Number);
  return newToken('version', start, scan.offset, `${major}.${minor}`);
}

function scanTagDirective(scan: Scan, start: number): Token {
  const handle = scanHandle(scan, true);
  if (!isBlank(scan.text.charCodeAt(scan.offset))) failSyntax('%TAG needs a blank after its handle', start);
  skipBlanks(scan);
  const prefix = scanUri(scan, '', start);
  if (!isSpace(scan.text.charCodeAt(scan.offset))) failSyntax('%TAG has a character in its prefix that no address has', start);
  return newToken('tagDirective', start, scan.offset, handle, 'plain', prefix);
}

function skipBlanks(scan: Scan): void {
  while (isBlank(scan.text.charCodeAt(scan.offset))) scan.offset++;
}
