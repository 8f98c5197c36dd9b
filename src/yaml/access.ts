import type { Place } from '../finding.ts';
import { DIALECTS } from './dialect.ts';
import { evaluate } from './evaluate.ts';
import { placeAt, type YamlFile } from './file.ts';
import type { Node } from './node.ts';
import { followAlias as followNode, resolveScalar } from './pair.ts';
import { YamlProblem } from './problem.ts';
import { resolvePlain } from './resolve.ts';

/** A scalar as the file writes it: `source` is the text (`1.30`), `value` what YAML makes of it (1.3). */
export interface YamlScalar {
  readonly source: string;
  readonly value: unknown;
  readonly quoted: boolean;
  /** With an anchor or a tag before it, outside its range. */
  readonly marked: boolean;
  readonly place: Place;
  /** Offsets of the scalar in the text, for replacing it and nothing else. */
  readonly range: readonly [number, number];
}

export function hasSyntaxError(yaml: YamlFile): boolean {
  return yaml.findings.some(({ code }) => code === 'yaml-syntax' || code === 'yaml-limit' || code === 'not-utf8');
}

/**
 * The plain data, with maps as objects; undefined where the file is broken. Integers beyond 2^53 become the nearest
 * number, as in any JSON that JavaScript reads; `exact` gives them as bigint.
 */
export function toData(yaml: YamlFile, exact: 'exact' | 'numbers' = 'numbers'): unknown {
  if (hasSyntaxError(yaml)) return undefined;
  if (yaml.root === undefined) return null;
  try {
    return evaluate(yaml.root, yaml.dialect, exact === 'exact');
  } catch (error) {
    if (error instanceof YamlProblem) return undefined;
    throw error;
  }
}

export function placeOf(yaml: YamlFile, node: Node | undefined | null): Place {
  return node ? placeAt(yaml.file, yaml.lines, node.start) : { file: yaml.file };
}

/** The pairs of a map, or undefined where the node is not a map. Keys are called as their reader calls them. */
export function readMap(
  node: Node | undefined | null,
): readonly { readonly key: string; readonly keyNode: Node; readonly value: Node }[] | undefined {
  const map = node && followNode(node);
  if (map?.kind !== 'map') return undefined;
  return map.pairs.flatMap(({ key, keyNode, value }) => (key === undefined ? [] : [{ key, keyNode, value }]));
}

export function isList(node: Node | undefined | null): boolean {
  return node ? followNode(node).kind === 'list' : false;
}

/** Whether a scalar stands for nothing. */
export function isNull(node: Node | undefined | null): boolean {
  const target = node && followNode(node);
  return (
    target?.kind === 'scalar' &&
    target.style === 'plain' &&
    NULLS.has(target.tag ?? '') &&
    resolvePlain(target.text, DIALECTS.v2).tag === 'null'
  );
}

/** Tags that leave a null what it is. */
const NULLS: ReadonlySet<string> = new Set(['', 'tag:yaml.org,2002:null']);

/** The items of a list; empty where the node is not one. */
export function readItems(node: Node | undefined | null): readonly Node[] {
  const list = node && followNode(node);
  return list?.kind === 'list' ? list.items : [];
}

/** Follows keys through maps. The last of equal keys counts, as it does for Go, and merged keys count as they do there. */
export function getNode(root: Node | undefined | null, ...path: readonly string[]): Node | undefined {
  let node = root ?? undefined;
  for (const key of path) node = node && findValue(followNode(node), key);
  return node;
}

function findValue(map: Node, key: string): Node | undefined {
  if (map.kind !== 'map') return undefined;
  let own: Node | undefined;
  let under: Node | undefined;
  for (const pair of map.pairs) {
    if (pair.merge === undefined) {
      if (pair.key === key) own = pair.value;
      continue;
    }
    const merged = findMerged(followNode(pair.value), key);
    if (pair.merge === 'over') own = merged ?? own;
    else under ??= merged;
  }
  return own ?? under;
}

/** Of several maps the first that has the key. */
function findMerged(source: Node, key: string): Node | undefined {
  if (source.kind !== 'list') return findValue(source, key);
  return source.items.map((item) => findValue(followNode(item), key)).find((value) => value !== undefined);
}

/** The scalar at a node, or undefined where there is none or only null. */
export function getScalar(yaml: YamlFile, node: Node | undefined | null): YamlScalar | undefined {
  if (!node) return undefined;
  // The value of an alias is the anchor's; the place and the range are the alias's own.
  const target = followNode(node);
  if (target.kind !== 'scalar') return undefined;
  const resolved = resolveScalar(target, yaml.dialect);
  if (resolved.tag === 'null') return undefined;
  const value = resolved.tag === 'timestamp' ? target.text : resolved.tag === 'int' ? Number(resolved.value) : resolved.value;
  return {
    source: typeof value === 'string' ? value : target.text,
    value,
    quoted: target.style !== 'plain',
    marked: target.anchor !== undefined || target.tag !== undefined,
    place: placeOf(yaml, node),
    range: [node.start, node.end],
  };
}

/**
 * A scalar as text, as Helm's charts see it: a number is rewritten, `1.30` as `1.3`.
 * Source: https://github.com/kubernetes-sigs/yaml/blob/v1.4.0/yaml.go, convertToJSONableObject
 */
export function getText(yaml: YamlFile, node: Node | undefined | null): YamlScalar | undefined {
  const scalar = getScalar(yaml, node);
  if (scalar === undefined || typeof scalar.value === 'string') return scalar;
  const isFraction = typeof scalar.value === 'number' && /^[-+]?[\d_]*(?:\.[\d_]*)?$/.test(scalar.source) && scalar.source.includes('.');
  return isFraction ? { ...scalar, source: formatFraction(scalar.value as number) } : scalar;
}

/** The shortest text that gives the same number of 32 bits; large ones stay as JavaScript writes them. */
function formatFraction(value: number): string {
  const single = Math.fround(value);
  const lengths = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const digits = lengths.find((length) => Math.fround(Number(value.toPrecision(length))) === single) ?? 9;
  return String(Number(value.toPrecision(digits)));
}

/** The node that an alias stands for; the node itself where it is not an alias. */
export function followAlias(_yaml: YamlFile, node: Node | undefined | null): Node | undefined {
  return node ? followNode(node) : undefined;
}
