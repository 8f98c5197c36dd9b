import { isBlank } from './characters.ts';
import type { Composer } from './composer.ts';
import { failSyntax } from './problem.ts';
import { dropToken, peekToken } from './scan.ts';
import { isDocumentMark, type Scan } from './token.ts';

/** The rest after a document: nothing, another document, or text that Go neither reads nor complains of. */
export type Tail = { readonly kind: 'none' } | { readonly kind: 'document' | 'dropped'; readonly offset: number };

/** Reads directives and `---`: whether there is a document, and whether it is marked, so that it may be empty. */
export function startDocument({ scan, tagHandles }: Composer): 'none' | 'bare' | 'marked' {
  let version: string | undefined;
  let token = peekToken(scan);
  while (token.kind === 'version' || token.kind === 'tagDirective') {
    if (token.kind === 'version') {
      if (version !== undefined) failSyntax('%YAML stands twice; delete one of them', token.start);
      version = token.text;
      if (version !== '1.1') failSyntax(`%YAML ${version} is refused by Go’s parsers, which know 1.1 only; delete the line`, token.start);
    } else {
      if (tagHandles.has(token.text)) failSyntax(`%TAG ${token.text} stands twice; delete one of them`, token.start);
      tagHandles.set(token.text, token.suffix);
    }
    dropToken(scan);
    token = peekToken(scan);
  }
  const hasDirectives = version !== undefined || tagHandles.size > 0;
  if (!tagHandles.has('!')) tagHandles.set('!', '!');
  if (!tagHandles.has('!!')) tagHandles.set('!!', 'tag:yaml.org,2002:');
  if (token.kind === 'documentStart') {
    dropToken(scan);
    return 'marked';
  }
  if (hasDirectives) failSyntax('a directive needs a line of --- after it', token.start);
  return token.kind === 'end' ? 'none' : 'bare';
}

/** Looks at what follows a document. */
export function finishDocument({ scan }: Composer): Tail {
  const { kind, start, end } = peekToken(scan);
  switch (kind) {
    case 'end':
      return { kind: 'none' };
    case 'documentStart':
    case 'version':
    case 'tagDirective':
      return { kind: 'document', offset: start };
    case 'documentEnd':
      return findMore(scan, end);
    default:
      return { kind: 'dropped', offset: start };
  }
}

/** Looks for more than blanks and comments after the end of a document, which no consumer reads. */
function findMore({ text }: Scan, from: number): Tail {
  const more = /(?!#)\S/y;
  for (let at = from; at < text.length - 1; at = text.indexOf('\n', at) + 1 || text.length) {
    while (isBlank(text.charCodeAt(at))) at++;
    more.lastIndex = at;
    if (at < text.length - 1 && more.test(text) && !isDocumentMark(text, at)) return { kind: 'document', offset: at };
  }
  return { kind: 'none' };
}
