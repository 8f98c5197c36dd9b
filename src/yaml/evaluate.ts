import { AliasGuard } from './alias-guard.ts';
import type { Dialect } from './dialect.ts';
import type { MapNode, Node, ScalarNode } from './node.ts';
import { followAlias, isMerge, keyText, resolveScalar } from './pair.ts';
import { failLimit, failSyntax, LIMITS } from './problem.ts';
import { shortTag } from './tags.ts';

type Data = Record<string, unknown>;

/** The context of one evaluation. */
interface Evaluation {
  readonly dialect: Dialect;
  readonly guard: AliasGuard;
  /** Whether integers that a number cannot hold come as bigint. */
  readonly exact: boolean;
  depth: number;
}

/**
 * The plain data of a document, as Go's parser gives it. Throws a YamlProblem where Go fails.
 * @param exact gives integers beyond 2^53 as bigint, and not as the nearest number
 */
export function evaluate(root: Node, dialect: Dialect, exact: boolean): unknown {
  const evaluation: Evaluation = { dialect, guard: new AliasGuard(), exact, depth: 0 };
  return evaluateNode(evaluation, root);
}

function evaluateNode(evaluation: Evaluation, node: Node): unknown {
  evaluation.guard.count(node);
  if (node.kind === 'scalar') return toValue(evaluation, node);
  enter(evaluation, node);
  let value: unknown;
  if (node.kind === 'list') {
    const items: unknown[] = [];
    for (const item of node.items) items.push(evaluateNode(evaluation, item));
    value = items;
  } else if (node.kind === 'map') {
    const data: Data = {};
    fillMap(evaluation, node, { data, stringKeys: hasStringKeys(node, evaluation.dialect), taken: undefined });
    value = data;
  } else value = evaluateNode(evaluation, node.target);
  leave(evaluation, node);
  return value;
}

function enter(evaluation: Evaluation, node: Node): void {
  if (++evaluation.depth > LIMITS.depth) failLimit(`is nested deeper than ${LIMITS.depth} levels`, node.start);
  if (node.kind === 'alias') evaluation.guard.enter(node);
}

function leave(evaluation: Evaluation, node: Node): void {
  evaluation.depth--;
  if (node.kind === 'alias') evaluation.guard.leave(node);
}

/** The object that a map fills, its own keys and those that are merged into it. */
interface Filled {
  readonly data: Data;
  /** v3: all keys are texts, and those merged in become texts. */
  readonly stringKeys: boolean;
  /** v3: the keys that are settled, while others are merged in. */
  readonly taken: Set<string> | undefined;
}

function fillMap(evaluation: Evaluation, map: MapNode, filled: Filled): void {
  let merged: Node | undefined;
  for (const { keyNode, merge, value } of map.pairs) {
    if (merge !== undefined) {
      if (merge === 'over') mergeInto(evaluation, value, filled);
      else merged = value;
      continue;
    }
    const name = evaluateKey(evaluation, keyNode, filled.stringKeys);
    if (name === undefined || filled.taken?.has(name)) continue;
    filled.taken?.add(name);
    setField(filled.data, name, evaluateNode(evaluation, value));
  }
  if (merged === undefined) return;
  const taken = filled.taken ?? new Set(map.pairs.flatMap(({ keyNode }) => evaluateKey(evaluation, keyNode, filled.stringKeys) ?? []));
  mergeInto(evaluation, merged, { ...filled, taken });
}

function setField(data: Data, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(data, name, { value, enumerable: true, configurable: true, writable: true });
  else data[name] = value;
}

function mergeInto(evaluation: Evaluation, source: Node, filled: Filled): void {
  const one = (node: Node): void => {
    const target = followAlias(node);
    if (target.kind !== 'map') return failSyntax('<< takes a map, or a list of maps', node.start);
    evaluation.guard.count(node);
    if (node.kind === 'map') return fillMap(evaluation, node, filled);
    enter(evaluation, node);
    evaluation.guard.count(target);
    fillMap(evaluation, target, filled);
    leave(evaluation, node);
  };
  if (source.kind !== 'list') return one(source);
  // Go lets earlier maps win: it takes them last, or keeps what they set.
  for (const item of evaluation.dialect.mergeInPlace ? source.items.toReversed() : source.items) one(item);
}

function hasStringKeys({ pairs }: MapNode, dialect: Dialect): boolean {
  if (dialect.json) return false;
  return pairs.every(({ keyNode }) => {
    const target = followAlias(keyNode);
    if (target.kind !== 'scalar') return false;
    return isMerge(target, dialect) || (!hasOtherTag(target) && resolveScalar(target, dialect).tag === 'str');
  });
}

function hasOtherTag({ tag }: ScalarNode): boolean {
  return tag !== undefined && tag !== '!' && shortTag(tag) !== '!!str';
}

/** A key's text; undefined for null where it has to be a text. */
function evaluateKey(evaluation: Evaluation, key: Node, asText: boolean): string | undefined {
  evaluation.guard.count(key);
  if (key.kind === 'alias') {
    enter(evaluation, key);
    const name = evaluateKey(evaluation, key.target, asText);
    leave(evaluation, key);
    return name;
  }
  if (key.kind !== 'scalar')
    return failSyntax('a key is a list or a map, which no JSON can hold; put it in quotes, as what begins with {{ has to be', key.start);
  const resolved = resolveScalar(key, evaluation.dialect);
  if (asText) return resolved.tag === 'null' ? undefined : key.text;
  return keyText(resolved, key, evaluation.dialect);
}

function toValue({ dialect, exact }: Evaluation, node: ScalarNode): unknown {
  const { tag, value } = resolveScalar(node, dialect);
  switch (tag) {
    case 'timestamp':
      return dialect.times ? value.json : node.text;
    case 'int':
      return exact ? value : Number(value);
    default:
      return value;
  }
}
