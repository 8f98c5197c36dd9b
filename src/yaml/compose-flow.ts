import { failFlow } from './complain.ts';
import { type Composer, close, emptyAfter, type Marks, openList, openMap } from './composer.ts';
import type { ListNode, MapNode, Node } from './node.ts';
import { newPair } from './pair.ts';
import { dropToken, peekToken } from './scan.ts';
import type { Scan, Token } from './token.ts';

/** A list between `[` and `]`, on any lines. An item with a colon is a map of one pair. */
export function composeFlowList(composer: Composer, opening: Token, marks: Marks): ListNode {
  const { scan } = composer;
  const list = openList(composer, opening.start, marks);
  dropToken(scan);
  while (continuesFlow(scan, 'flowListEnd', list.items.length === 0, opening)) {
    const token = peekToken(scan);
    if (token.kind !== 'key') {
      list.items.push(composer.composeNode(opening, false));
      continue;
    }
    dropToken(scan);
    const map = openMap(composer, token.start);
    const { kind } = peekToken(scan);
    const isEmpty = kind === 'value' || kind === 'comma' || kind === 'flowListEnd';
    const key = isEmpty ? emptyAfter(composer, token.end) : composer.composeNode(opening, false);
    // Go steps over the colon, too, where no key stands before it.
    if (isEmpty) dropToken(scan);
    const value = composeFlowValue(composer, opening, 'flowListEnd', key.end);
    map.pairs.push(newPair(key, value, scan.dialect));
    list.items.push(close(composer, map, value.end));
  }
  const { end } = peekToken(scan);
  dropToken(scan);
  return close(composer, list, end);
}

/** A map between `{` and `}`, on any lines. */
export function composeFlowMap(composer: Composer, opening: Token, marks: Marks): MapNode {
  const { scan } = composer;
  const map = openMap(composer, opening.start, marks);
  dropToken(scan);
  while (continuesFlow(scan, 'flowMapEnd', map.pairs.length === 0, opening)) {
    const token = peekToken(scan);
    if (token.kind !== 'key') {
      const key = composer.composeNode(opening, false);
      map.pairs.push(newPair(key, emptyAfter(composer, key.end), scan.dialect));
      continue;
    }
    dropToken(scan);
    const { kind } = peekToken(scan);
    const isEmpty = kind === 'value' || kind === 'comma' || kind === 'flowMapEnd';
    const key = isEmpty ? emptyAfter(composer, token.end) : composer.composeNode(opening, false);
    map.pairs.push(newPair(key, composeFlowValue(composer, opening, 'flowMapEnd', key.end), scan.dialect));
  }
  const { end } = peekToken(scan);
  dropToken(scan);
  return close(composer, map, end);
}

/** Steps over the comma before the next item; whether there is one. */
function continuesFlow(scan: Scan, end: 'flowListEnd' | 'flowMapEnd', isFirst: boolean, opening: Token): boolean {
  const token = peekToken(scan);
  if (token.kind === end) return false;
  if (isFirst) return true;
  if (token.kind !== 'comma') return failFlow(scan, token, opening);
  dropToken(scan);
  return peekToken(scan).kind !== end;
}

function composeFlowValue(composer: Composer, opening: Token, end: 'flowListEnd' | 'flowMapEnd', offset: number): Node {
  const { scan } = composer;
  const colon = peekToken(scan);
  if (colon.kind !== 'value') return emptyAfter(composer, offset);
  dropToken(scan);
  const { kind } = peekToken(scan);
  return kind === 'comma' || kind === end ? emptyAfter(composer, colon.end) : composer.composeNode(opening, false);
}
