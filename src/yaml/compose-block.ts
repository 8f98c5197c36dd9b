import { failInList, failInMap } from './complain.ts';
import { type Composer, close, emptyAfter, type Marks, openList, openMap } from './composer.ts';
import type { ListNode, MapNode, Node } from './node.ts';
import { newPair } from './pair.ts';
import { dropToken, peekToken } from './scan.ts';
import type { Token } from './token.ts';

/** A list of lines that begin with `- `. */
export function composeList(composer: Composer, opening: Token, marks: Marks): ListNode {
  const { scan } = composer;
  const list = openList(composer, opening.start, marks);
  dropToken(scan);
  for (;;) {
    const token = peekToken(scan);
    if (token.kind === 'blockEnd') break;
    if (token.kind !== 'item') return failInList(scan, token, list.start);
    dropToken(scan);
    const next = peekToken(scan);
    const isEmpty = next.kind === 'item' || next.kind === 'blockEnd';
    list.items.push(isEmpty ? emptyAfter(composer, token.end) : composer.composeNode(undefined, false));
  }
  dropToken(scan);
  return close(composer, list, list.items.at(-1)?.end ?? list.start);
}

/** A list at the column of the key that it belongs to. */
export function composeBareList(composer: Composer, start: number, marks: Marks): ListNode {
  const { scan } = composer;
  const list = openList(composer, start, marks);
  for (let token = peekToken(scan); token.kind === 'item'; token = peekToken(scan)) {
    dropToken(scan);
    const next = peekToken(scan).kind;
    const isEmpty = next === 'item' || next === 'key' || next === 'value' || next === 'blockEnd';
    list.items.push(isEmpty ? emptyAfter(composer, token.end) : composer.composeNode(undefined, false));
  }
  return close(composer, list, list.items.at(-1)?.end ?? list.start);
}

/** A map of lines. */
export function composeMap(composer: Composer, opening: Token, marks: Marks): MapNode {
  const { scan } = composer;
  const map = openMap(composer, opening.start, marks);
  dropToken(scan);
  for (;;) {
    const token = peekToken(scan);
    if (token.kind === 'blockEnd') break;
    if (token.kind !== 'key') return failInMap(scan, token, map.start);
    dropToken(scan);
    const key = composeMapPart(composer, token.end);
    const colon = peekToken(scan);
    if (colon.kind === 'value') dropToken(scan);
    const value = colon.kind === 'value' ? composeMapPart(composer, colon.end) : emptyAfter(composer, key.end);
    map.pairs.push(newPair(key, value, scan.dialect));
  }
  dropToken(scan);
  return close(composer, map, map.pairs.at(-1)?.value.end ?? map.start);
}

function composeMapPart(composer: Composer, offset: number): Node {
  const { kind } = peekToken(composer.scan);
  return kind === 'key' || kind === 'value' || kind === 'blockEnd' ? emptyAfter(composer, offset) : composer.composeNode(undefined, true);
}
