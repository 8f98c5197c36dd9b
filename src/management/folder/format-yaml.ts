import { isObject } from '../../data.ts';
import { cleanText } from '../../text.ts';

/** One object of a file, and the comments before it. */
export interface YamlDocument {
  readonly comments: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

/** Columns: longer comments go on in the next line. */
const WIDTH = 120;

/** Documents as a file. Comments and texts are cleaned: nothing that they hold ends a line or begins a key. */
export function formatDocuments(documents: readonly YamlDocument[]): string {
  return documents.map(({ comments, data }) => `${comments.map(formatComment).join('')}${formatMap(data, '').join('\n')}\n`).join('---\n');
}

export function formatComment(text: string): string {
  const lines: string[] = [];
  for (const word of cleanText(text).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? `# ${word}` : `#   ${word}`);
  }
  return `${lines.join('\n')}\n`;
}

function formatMap(map: Readonly<Record<string, unknown>>, indent: string): string[] {
  return Object.entries(map).flatMap(([key, value]) =>
    value === undefined ? [] : formatValue(`${indent}${formatText(key)}:`, value, indent),
  );
}

/** @param head what stands before the value: a key, or the dash of a list */
function formatValue(head: string, value: unknown, indent: string): string[] {
  if (Array.isArray(value)) {
    return value.length === 0 ? [`${head} []`] : [head, ...value.flatMap((item) => formatItem(item, `${indent}  `))];
  }
  if (isObject(value)) return Object.keys(value).length === 0 ? [`${head} {}`] : [head, ...formatMap(value, `${indent}  `)];
  if (typeof value === 'string' && BLOCK.test(value))
    return [`${head} |-`, ...value.split('\n').map((line) => (line === '' ? '' : `${indent}  ${line}`))];
  return [`${head} ${typeof value === 'string' ? formatText(value) : JSON.stringify(value)}`];
}

/** A map in a list begins on the line of its dash. */
function formatItem(item: unknown, indent: string): string[] {
  if (!isObject(item) || Object.keys(item).length === 0) return formatValue(`${indent}-`, item, indent);
  const [first = '', ...others] = formatMap(item, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...others];
}

/** Several lines that mean what they show: plain characters, and no blank at either end. */
const BLOCK = /^(?=.*\n)[!-~](?:[ -~\n]*[!-~])?$/s;
const PLAIN = /^[A-Za-z_/][A-Za-z0-9_./-]*(?::[A-Za-z0-9_./-]+)*$/;
/** Words that some reader takes for a truth value, for nothing, or for a number. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|e\d+)$/i;
/** What JSON leaves as it is, and YAML does not take. */
const UNREADABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function formatText(text: string): string {
  if (PLAIN.test(text) && !WORDS.test(text)) return text;
  return JSON.stringify(text).replaceAll(UNREADABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
