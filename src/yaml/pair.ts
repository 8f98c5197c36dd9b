import type { Dialect } from './dialect.ts';
import type { Node, ScalarNode, YamlPair } from './node.ts';
import { formatGo } from './number.ts';
import { failSyntax } from './problem.ts';
import { type Resolved, resolvePlain } from './resolve.ts';
import { resolveTagged, shortTag } from './tags.ts';

/** A key with its value. Throws a YamlProblem at a key that its reader refuses. */
export function newPair(keyNode: Node, value: Node, dialect: Dialect): YamlPair {
  const merge = !isMerge(keyNode, dialect) ? undefined : dialect.mergeInPlace ? 'over' : 'under';
  return { key: nameKey(followAlias(keyNode), dialect), keyNode, value, merge };
}

/** yaml.v3 reads into fields that are texts, sigs.k8s.io/yaml into JSON. */
function nameKey(node: Node, dialect: Dialect): string | undefined {
  if (node.kind !== 'scalar') return undefined;
  return dialect.json ? keyText(resolveScalar(node, dialect), node, dialect) : node.text;
}

/** The node that an alias stands for; the node itself where it is not an alias. */
export function followAlias(node: Node): Node {
  return node.kind === 'alias' ? followAlias(node.target) : node;
}

export function isMerge(key: Node, dialect: Dialect): boolean {
  if (key.kind !== 'scalar' || key.text !== '<<') return false;
  if (key.tag === undefined) return key.style === 'plain';
  return shortTag(key.tag) === '!!merge' || (key.tag === '!' && (!dialect.bareTagIsNone || key.style === 'plain'));
}

/** A key's name in JSON. */
export function keyText(resolved: Resolved, { start, text }: ScalarNode, { json }: Dialect): string {
  switch (resolved.tag) {
    case 'str':
      return resolved.value;
    case 'timestamp':
      return json ? text : resolved.value.print;
    case 'null':
      return json ? failSyntax('a key is null, which no JSON can hold; put it in quotes', start) : '<nil>';
    case 'bool':
      return String(resolved.value);
    case 'int':
      if (json && resolved.value >= 2n ** 63n)
        failSyntax('a key is a number of more than 63 bits, which Go’s parser refuses; put it in quotes', start);
      return String(resolved.value);
    case 'float':
      return json ? (GO_SPECIAL[formatGo(resolved.value, true)] ?? formatGo(resolved.value, true)) : formatGo(resolved.value, false);
  }
}

const GO_SPECIAL: Readonly<Record<string, string>> = { '+Inf': '.inf', '-Inf': '-.inf', NaN: '.nan' };

export function resolveScalar(node: ScalarNode, dialect: Dialect): Resolved {
  const { tag, style, text } = node;
  if (tag === undefined || (tag === '!' && dialect.bareTagIsNone)) {
    return style === 'plain' ? resolvePlain(text, dialect) : { tag: 'str', value: text };
  }
  return resolveTagged(node, shortTag(tag), dialect);
}
