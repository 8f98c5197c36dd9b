import { isObject } from '../data.ts';

/** Texts that are the same in YAML without quotes, and no other type. */
const PLAIN = /^[A-Za-z/][\w./-]*$/;
const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/**
 * Data as YAML: maps and lists in block style, in the order that they have, texts in JSON's quotes where they are not plain. Keys
 * without a value are left out.
 */
export function formatYaml(data: unknown): string {
  return `${formatLines(data).join('\n')}\n`;
}

/** Several documents of one file. */
export function formatYamlStream(documents: readonly unknown[]): string {
  return documents.map(formatYaml).join('---\n');
}

function formatLines(value: unknown): string[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((item) => {
      const [first = '', ...rest] = formatLines(item);
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
    });
  }
  const entries = isObject(value) ? Object.entries(value).filter(([, item]) => item !== undefined) : [];
  if (entries.length === 0) return [formatScalar(value)];
  return entries.flatMap(([key, item]) => {
    const lines = formatLines(item);
    const isBlock =
      (Array.isArray(item) && item.length > 0) || (isObject(item) && Object.values(item).some((inner) => inner !== undefined));
    return isBlock ? [`${formatText(key)}:`, ...lines.map((line) => `  ${line}`)] : [`${formatText(key)}: ${lines[0]}`];
  });
}

function formatScalar(value: unknown): string {
  return typeof value === 'string' ? formatText(value) : JSON.stringify(isObject(value) ? {} : (value ?? null));
}

function formatText(text: string): string {
  return PLAIN.test(text) && !RESERVED.test(text) ? text : JSON.stringify(text);
}
