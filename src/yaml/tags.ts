import type { Dialect } from './dialect.ts';
import type { ScalarNode } from './node.ts';
import { failSyntax } from './problem.ts';
import { type Resolved, resolvePlain } from './resolve.ts';

const LONG = 'tag:yaml.org,2002:';

export function shortTag(tag: string): string {
  return tag.startsWith(LONG) ? `!!${tag.slice(LONG.length)}` : tag;
}

const KNOWN: ReadonlySet<string> = new Set(['!!bool', '!!int', '!!float', '!!null', '!!timestamp']);

/** A scalar with a tag: its value has to be of the tag's kind, an integer may be a float, and unknown tags make text. */
export function resolveTagged(node: ScalarNode, tag: string, dialect: Dialect): Resolved {
  const { text, start } = node;
  if (tag === '!!binary') return { tag: 'str', value: decodeBase64(text, start) };
  if (!KNOWN.has(tag)) return { tag: 'str', value: text };
  const resolved = resolvePlain(text, dialect);
  // Without this tag only, or none, may a text be a time.
  const found = resolved.tag === 'timestamp' && tag !== '!!timestamp' ? ({ tag: 'str', value: text } as const) : resolved;
  if (`!!${found.tag}` === tag) return found;
  if (tag === '!!float' && found.tag === 'int' && found.value < 2n ** 63n) return { tag: 'float', value: Number(found.value) };
  return failSyntax(`${JSON.stringify(text)} is not of the kind that its tag ${tag} says; delete the tag or correct the value`, start);
}

function decodeBase64(text: string, start: number): string {
  const digits = text.replaceAll(/[\r\n]/g, '');
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) failSyntax('what follows !!binary is not base64', start);
  return Buffer.from(digits, 'base64').toString('utf8');
}
