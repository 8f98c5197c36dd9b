import { lexTemplate, type TemplateToken } from '../../../lex-template.ts';
import { TemplateError, Unsupported } from './ast.ts';

/** A token with its value, of a template that Go would read. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open' | 'close' | 'space' | 'pipe' | 'left' | 'right' | 'comma' | 'declare' | 'assign' | 'dot' }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number | bigint }
  | { readonly kind: 'word' | 'field' | 'variable'; readonly name: string };

/** Longer than any template. */
const LONGEST = 1_000_000;
const MOST_TOKENS = 100_000;

/** @throws TemplateError, Unsupported */
export function readTokens(source: string): Token[] {
  if (source.length > LONGEST) throw new Unsupported(`it has more than ${LONGEST.toLocaleString('en-US')} characters`);
  const tokens: Token[] = [];
  let isOpen = false;
  for (const token of lexTemplate(source)) {
    if (token.kind === 'comment') continue;
    tokens.push(readToken(token));
    if (tokens.length > MOST_TOKENS) throw new Unsupported(`it has more than ${MOST_TOKENS.toLocaleString('en-US')} words`);
    if (token.kind === 'open' || token.kind === 'close') isOpen = token.kind === 'open';
  }
  if (isOpen) throw new TemplateError('an action {{ is not closed');
  return tokens;
}

function readToken({ kind, text }: TemplateToken): Token {
  switch (kind) {
    case 'text':
      return { kind, text };
    case 'string':
      return { kind, value: unquote(text) };
    case 'raw-string':
      return { kind: 'string', value: text.slice(1, -1).replaceAll('\r', '') };
    case 'number':
      return { kind, value: readNumber(text) };
    case 'word':
      return { kind, name: text };
    case 'field':
    case 'variable':
      return { kind, name: text.slice(1) };
    case 'character':
      throw new Unsupported('a character');
    case 'comment':
    case 'unclosed-comment':
      throw new TemplateError('a comment is not closed');
    case 'stray-comment':
      throw new TemplateError('a comment ends before its action does');
    case 'stray':
      throw new TemplateError(/["'`]/.test(text) ? 'a text is not closed' : `unexpected ${JSON.stringify(text)}`);
    default:
      return { kind };
  }
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
