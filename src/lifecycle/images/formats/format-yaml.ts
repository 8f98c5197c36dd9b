import { cleanText, formatJson } from '../../../text.ts';

export type Yaml = string | boolean | readonly Yaml[] | { readonly [key: string]: Yaml };

/** Words that are themselves without quotes, in YAML 1.1 as in 1.2: no number, no truth, no sign of YAML's own. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off|true|false|null|nan|inf)$)[a-z][\w./@+-]*(?::[\w./@+-]+)*$/i;

/** A YAML document: block style, keys as they stand, text quoted where it could be taken for something else. */
export function formatYaml(data: Yaml): string {
  return `${formatBlock(data).join('\n')}\n`;
}

function formatBlock(data: Yaml): string[] {
  if (typeof data === 'boolean') return [String(data)];
  if (typeof data === 'string') return [formatScalar(data)];
  if (isList(data)) return data.length === 0 ? ['[]'] : data.flatMap((item) => indent(formatBlock(item), '- '));
  const entries = Object.entries(data);
  return entries.length === 0 ? ['{}'] : entries.flatMap(([key, value]) => formatEntry(formatScalar(key), value));
}

function formatEntry(key: string, value: Yaml): string[] {
  const [first = '', ...others] = formatBlock(value);
  const isBlock = typeof value === 'object' && first !== '[]' && first !== '{}';
  return isBlock ? [`${key}:`, ...indent([first, ...others], '  ')] : [`${key}: ${first}`];
}

function indent(lines: readonly string[], first: string): string[] {
  return lines.map((line, index) => `${index === 0 ? first : '  '}${line}`);
}

function formatScalar(text: string): string {
  const clean = cleanText(text);
  return PLAIN.test(clean) ? clean : formatJson(clean);
}

function isList(data: Yaml): data is readonly Yaml[] {
  return Array.isArray(data);
}
