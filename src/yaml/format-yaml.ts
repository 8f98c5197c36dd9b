import { isObject } from '../data.ts';

/**
 * Data as a YAML document that means the same to readers of YAML 1.1 and 1.2: maps and lists in block style, in the order that they
 * have; texts as they are where nothing else is meant by them. Keys without a value are left out.
 */
export function formatYaml(data: unknown): string {
  return `${formatLines(data).join('\n')}\n`;
}

/** Several documents of one file. */
export function formatYamlStream(documents: readonly unknown[]): string {
  return documents.map(formatYaml).join('---\n');
}

function formatLines(value: unknown): string[] {
  if (isFilledList(value)) return value.flatMap((item) => formatBelow('-', item, true));
  const entries = listEntries(value);
  if (entries.length > 0) return entries.flatMap(([key, item]) => formatBelow(`${formatYamlText(key)}:`, item, false));
  return [typeof value === 'string' ? formatYamlText(value) : JSON.stringify(isObject(value) ? {} : (value ?? null))];
}

/** @param joins whether maps and lists begin on the line of their head, as behind the dash of a list */
function formatBelow(head: string, value: unknown, joins: boolean): string[] {
  if (typeof value === 'string' && BLOCK.test(value)) return [`${head} |-`, ...value.split('\n').map(indent)];
  const lines = formatLines(value);
  if (!joins && (isFilledList(value) || listEntries(value).length > 0)) return [head, ...lines.map(indent)];
  const [first = '', ...others] = lines;
  return [`${head} ${first}`, ...others.map(indent)];
}

function isFilledList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

function listEntries(value: unknown): readonly (readonly [key: string, value: unknown])[] {
  return isObject(value) ? Object.entries(value).filter(([, item]) => item !== undefined) : [];
}

/** Empty lines of a text have no blanks. */
function indent(line: string): string {
  return line === '' ? '' : `  ${line}`;
}

/** Several lines that mean what they show: plain characters, and no blank at either end. */
const BLOCK = /^(?=.*\n)[!-~](?:[ -~\n]*[!-~])?$/s;
const PLAIN = /^[A-Za-z_/][A-Za-z0-9_./-]*(?::[A-Za-z0-9_./-]+)*$/;
/** Words that some reader takes for a truth value, for nothing, or for a number, as an exponent alone. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|e[-+]?\d+)$/i;
/** What JSON leaves as it is, and YAML does not take. */
const UNREADABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A text of one line, as a key or a value. */
export function formatYamlText(text: string): string {
  if (PLAIN.test(text) && !WORDS.test(text)) return text;
  return JSON.stringify(text).replaceAll(UNREADABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
