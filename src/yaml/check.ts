import type { Dialect } from './dialect.ts';
import type { MapNode, Node } from './node.ts';
import { failSyntax } from './problem.ts';

/** Checks of a document's keys and values, before it is evaluated. */
export interface Checked {
  /** Where keys stand that their map has had before; the first of them, where there are very many. */
  readonly duplicates: readonly number[];
  /** Something is in it that may make Go's parser fail, so it has to be evaluated. */
  readonly isRisky: boolean;
}

/** The most equal keys that are reported: people do not read more. */
const MOST_TOLD = 20;

/** Looks through all maps of a document. */
export function checkKeys(root: Node, dialect: Dialect): Checked {
  const duplicates: number[] = [];
  let isRisky = false;
  const visit = (node: Node): void => {
    switch (node.kind) {
      case 'scalar':
        if (dialect.json && node.style === 'plain' && SPECIAL.test(node.text)) isRisky = true;
        return;
      case 'list':
        node.items.forEach(visit);
        return;
      case 'map':
        checkMap(node);
        for (const { value } of node.pairs) visit(value);
        return;
      case 'alias':
        return;
    }
  };
  const checkMap = ({ pairs }: MapNode): void => {
    const seen = new Set<string>();
    for (const { key, keyNode, merge } of pairs) {
      // A list or a map as a key, a merge, or what an alias stands for.
      if (key === undefined || merge !== undefined || keyNode.kind === 'alias') isRisky = true;
      const text = dialect.uniqueKeys ? `${keyNode.kind} ${textOf(keyNode)}` : key;
      if (text === undefined || (merge !== undefined && !dialect.uniqueKeys)) continue;
      if (!seen.has(text)) seen.add(text);
      else if (duplicates.length < MOST_TOLD) duplicates.push(keyNode.start);
    }
  };
  visit(root);
  return { duplicates, isRisky };
}

/** The text that yaml.v3 compares keys by, besides their kinds. */
function textOf(key: Node): string {
  return key.kind === 'scalar' ? key.text : key.kind === 'alias' ? key.name : '';
}

/** Words that stand for what no JSON can hold. */
const SPECIAL = /^[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)$/;

/** Refuses data that JSON cannot hold. */
export function findRisks(data: unknown, root: Node, dialect: Dialect): void {
  if (!dialect.json || !hasSpecial(data)) return;
  const place = findSpecial(root);
  failSyntax('infinity and "not a number" are values that no JSON can hold; put them in quotes', (place ?? root).start);
}

function hasSpecial(data: unknown): boolean {
  if (typeof data === 'number') return !Number.isFinite(data);
  return typeof data === 'object' && data !== null && Object.values(data).some(hasSpecial);
}

function findSpecial(node: Node): Node | undefined {
  switch (node.kind) {
    case 'scalar':
      return node.style === 'plain' && SPECIAL.test(node.text) ? node : undefined;
    case 'list':
      return first(node.items);
    case 'map':
      return first(node.pairs.map(({ value }) => value));
    case 'alias':
      return undefined;
  }
}

function first(nodes: readonly Node[]): Node | undefined {
  for (const node of nodes) {
    const found = findSpecial(node);
    if (found !== undefined) return found;
  }
  return undefined;
}
