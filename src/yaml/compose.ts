import { failNoValue } from './complain.ts';
import { composeBareList, composeList, composeMap } from './compose-block.ts';
import { composeFlowList, composeFlowMap } from './compose-flow.ts';
import { type Composer, emptyAfter, newComposer, register } from './composer.ts';
import type { Dialect } from './dialect.ts';
import { finishDocument, startDocument, type Tail } from './document.ts';
import type { AliasNode, Node } from './node.ts';
import { failSyntax } from './problem.ts';
import { dropToken, peekToken } from './scan.ts';
import type { Token, TokenKind } from './token.ts';

/** One document as nodes. */
export interface Composed {
  readonly root: Node | undefined;
  /** The token after the document. */
  readonly tail: Tail;
  /** Aliases or tags are in it, which can make it fail as a whole. */
  readonly isRisky: boolean;
}

/** Reads the first document of a text. Throws a YamlProblem. */
export function composeDocument(text: string, dialect: Dialect): Composed {
  const composer = newComposer(text, dialect, composeNode);
  const start = startDocument(composer);
  if (start === 'none') return { root: undefined, tail: { kind: 'none' }, isRisky: false };
  const isEmpty = start === 'marked' && OUTSIDE.has(peekToken(composer.scan).kind);
  const root = isEmpty ? undefined : composeNode(composer, undefined, false);
  return { root, tail: finishDocument(composer), isRisky: composer.isRisky };
}

/** Tokens that no value begins with: they stand between documents. */
const OUTSIDE: ReadonlySet<TokenKind> = new Set(['version', 'tagDirective', 'documentStart', 'documentEnd', 'end']);

function composeNode(composer: Composer, opening: Token | undefined, bare: boolean): Node {
  const { scan } = composer;
  let token = peekToken(scan);
  if (token.kind === 'alias') return composeAlias(composer, token);
  let anchor: string | undefined;
  let tag: string | undefined;
  let { start } = token;
  // Each once, in any order.
  while ((token.kind === 'anchor' && anchor === undefined) || (token.kind === 'tag' && tag === undefined)) {
    if (token.kind === 'anchor') anchor = token.text;
    else tag = resolveTag(composer, token);
    start = token.end;
    dropToken(scan);
    token = peekToken(scan);
  }
  const marks = { anchor, tag };
  switch (token.kind) {
    case 'scalar': {
      const { end, text, style } = token;
      dropToken(scan);
      return register(composer, { kind: 'scalar', start: token.start, end, anchor, tag, text, style });
    }
    case 'item':
      if (bare) return composeBareList(composer, token.start, marks);
      break;
    case 'flowList':
      return composeFlowList(composer, token, marks);
    case 'flowMap':
      return composeFlowMap(composer, token, marks);
    case 'list':
      if (opening === undefined) return composeList(composer, token, marks);
      break;
    case 'map':
      if (opening === undefined) return composeMap(composer, token, marks);
      break;
  }
  if (anchor === undefined && tag === undefined) return failNoValue(scan, token, opening);
  return emptyAfter(composer, start, marks);
}

function composeAlias(composer: Composer, { start, end, text: name }: Token): AliasNode {
  dropToken(composer.scan);
  const target = composer.anchors.get(name);
  if (target === undefined) return failSyntax(`there is no anchor &${name} before this alias of it`, start);
  composer.isRisky = true;
  return register(composer, { kind: 'alias', start, end, anchor: undefined, tag: undefined, name, target });
}

function resolveTag({ tagHandles }: Composer, token: Token): string {
  if (token.text === '') return token.suffix;
  const prefix = tagHandles.get(token.text);
  if (prefix === undefined)
    return failSyntax(`there is no %TAG line for the tag ${token.text}${token.suffix}; put the value in quotes if it is text`, token.start);
  return prefix + token.suffix;
}
