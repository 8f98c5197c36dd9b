import { C } from './characters.ts';
import type { Dialect } from './dialect.ts';
import type { ListNode, MapNode, Node, ScalarNode, YamlPair } from './node.ts';
import { failLimit, LIMITS } from './problem.ts';
import { type Scan, startScan, type Token } from './token.ts';

/** The state while a document is put together. */
export interface Composer {
  readonly scan: Scan;
  readonly anchors: Map<string, Node>;
  readonly tagHandles: Map<string, string>;
  /**
   * The next value, whatever it is.
   * @param opening the bracket around, where blocks cannot stand
   * @param bare whether a list may begin at the very column of the map around it
   */
  readonly composeNode: (opening: Token | undefined, bare: boolean) => Node;
  nodes: number;
  depth: number;
  /** Aliases or tags are in it, which can make it fail as a whole. */
  isRisky: boolean;
}

/** The anchor and tag before a value. */
export interface Marks {
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
}

const UNMARKED: Marks = { anchor: undefined, tag: undefined };

export function newComposer(
  text: string,
  dialect: Dialect,
  composeNode: (composer: Composer, opening: Token | undefined, bare: boolean) => Node,
): Composer {
  const composer: Composer = {
    scan: startScan(text, dialect),
    anchors: new Map(),
    tagHandles: new Map(),
    composeNode: (opening, bare) => composeNode(composer, opening, bare),
    nodes: 0,
    depth: 0,
    isRisky: false,
  };
  return composer;
}

/** Takes a node up, and its anchor where it has one: what is in it may name it already. */
export function register<T extends Node>(composer: Composer, node: T): T {
  if (++composer.nodes > LIMITS.nodes) failLimit(`has more than ${LIMITS.nodes} values`, node.start);
  if (node.anchor !== undefined) composer.anchors.set(node.anchor, node);
  if (node.tag !== undefined) composer.isRisky = true;
  return node;
}

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** A list whose items and end follow; `close` is called with it. */
export function openList(composer: Composer, start: number, { anchor, tag }: Marks): Open<ListNode> & { items: Node[] } {
  deeper(composer, start);
  return register(composer, { kind: 'list', start, end: start, anchor, tag, items: [] as Node[] });
}

/** A map whose pairs and end follow; `close` is called with it. */
export function openMap(composer: Composer, start: number, { anchor, tag }: Marks = UNMARKED): Open<MapNode> & { pairs: YamlPair[] } {
  deeper(composer, start);
  return register(composer, { kind: 'map', start, end: start, anchor, tag, pairs: [] as YamlPair[] });
}

function deeper(composer: Composer, offset: number): void {
  if (++composer.depth > LIMITS.depth) failLimit(`is nested deeper than ${LIMITS.depth} levels`, offset);
}

export function close<T extends { end: number }>(composer: Composer, node: T, end: number): T {
  composer.depth--;
  node.end = end;
  return node;
}

/** A value that is not written, at the place where it could be: behind the blanks that follow. */
export function emptyAfter(composer: Composer, offset: number, { anchor, tag }: Marks = UNMARKED): ScalarNode {
  const { text } = composer.scan;
  let start = offset;
  while (text.charCodeAt(start) === C.space) start++;
  return register(composer, { kind: 'scalar', start, end: start, anchor, tag, text: '', style: 'plain' });
}
