import { createHash } from 'node:crypto';

/** Characters of a value that are shown. */
const LONGEST = 300;

/** A value in few words, as `--json` has it; undefined for none. Texts stand without quotes unless they would be taken for something else. */
export function formatValue(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? quoteIfOdd(value) : JSON.stringify(value);
  if (text.length <= LONGEST) return text;
  // Two long values that begin alike are still seen to differ.
  const print = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return `${text.slice(0, LONGEST)}… (${text.length} characters, sha256 ${print})`;
}

/** Texts that look like a number, a boolean or nothing are quoted, as YAML would. */
function quoteIfOdd(text: string): string {
  return text === '' || /^(?:true|false|null|[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)$/i.test(text) ? JSON.stringify(text) : text;
}
