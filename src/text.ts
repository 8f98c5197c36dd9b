/**
 * Text from outside, made fit for where it leaves: names, paths, YAML, what servers and programs say. Each outlet cleans
 * once, all that it is given: people get `cleanText`, machines get `formatJson`, which loses nothing, and secrets in
 * URLs go nowhere.
 */

/** Format characters (bidirectional, zero-width, tags), the two line ends beyond ASCII, and selectors of variants. */
const UNSEEN = '\\p{Cf}\\p{Zl}\\p{Zp}\\u{e0100}-\\u{e01ef}';
const UNPRINTABLE = new RegExp(`[\\p{Cc}\\p{Cs}${UNSEEN}]`, 'gu');
const NOT_IN_NAMES = new RegExp(`[\\p{Cc}\\p{Cs}${UNSEEN}\\ufffd\\\\]`, 'u');
/** `JSON.stringify` escapes C0 and lone surrogates itself. */
const NOT_IN_JSON = new RegExp(`[\\u007f-\\u009f${UNSEEN}]`, 'gu');

/** Whether a name may become part of a release: all of it can be seen, and it is the same on every system. */
export function isCleanName(name: string): boolean {
  return !NOT_IN_NAMES.test(name);
}

/** One line that shows what it holds: line ends and tabs as a blank, what cannot be seen as `\u{9b}`. */
export function cleanText(text: string): string {
  const line = text
    .replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replaceAll(UNPRINTABLE, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
  return maskUrls(line);
}

/** The same for each line, where lines do no harm. */
export function cleanLines(text: string): string {
  return text.split('\n').map(cleanText).join('\n');
}

/** Other programs' words, made fit for a message: one line, printable, of no more than `limit` characters. */
export function clipText(text: string, limit = 200): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return cutText(line, limit);
}

/** No more than `limit` characters of a text. */
export function cutText(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

/** Data with all its texts cleaned, for people to read. */
export function cleanData<Data>(data: Data, clean: (text: string) => string = cleanText): Data {
  return mapTexts(data, clean) as Data;
}

function mapTexts(data: unknown, change: (text: string) => string): unknown {
  if (typeof data === 'string') return change(data);
  if (Array.isArray(data)) return data.map((item) => mapTexts(item, change));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, mapTexts(value, change)]));
}

/**
 * Output that no GitHub runner takes for a command: it looks for `::name` at the start of a line, and for `##[name]`
 * anywhere, in all that a step prints.
 * Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function disarm(output: string): string {
  return output.replaceAll(/^((?:[^\S\n\r\u2028\u2029]|\u001b\[[0-9;]*m)*:):/gm, '$1 :').replaceAll('##[', '## [');
}

/** A word as a shell takes it, and as no program takes it for a flag. */
export function quoteWord(word: string): string {
  const safe = word.startsWith('-') ? `./${word}` : word;
  return /^[\w./@%+,:=-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}

/** JSON in printable characters, which reads back as the same data but for secrets in URLs. */
export function formatJson(data: unknown, indent?: number): string {
  const text = JSON.stringify(data, (_, value: unknown) => (typeof value === 'string' ? maskUrls(value) : value), indent);
  return text.replaceAll(NOT_IN_JSON, escapeUnits).replaceAll('##[', '#\\u0023[');
}

function escapeUnits(char: string): string {
  return [...Array(char.length).keys()].map((at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
}

/** Parameters whose value is a secret by their name: tokens, and signatures that do a token's work. */
const SECRET_NAME = /token|secret|passw|pwd|sig|key|auth|credential|jwt|session|^sas$|^code$|^x-/i;
/** Long and without a pattern, as secrets are. */
const SECRET_VALUE = /^(?=.*\d)[\w%~+=-]{24,}$/;

/** Text without the secrets of the URLs in it: user and password, and the values of parameters that look like one. */
export function maskUrls(text: string): string {
  if (!text.includes('://')) return text;
  return (
    text
      .replaceAll(/:\/\/[^\s/?#"'<>]*@/g, '://***@')
      // A password with a character that a URL would have to encode; digits after the colon are a port.
      .replaceAll(/:\/\/[^\s/:@]{0,256}:(?!\d{1,5}(?:[/?#]|$))[^\s@]{0,256}@/g, '://***@')
      .replaceAll(/([?&;])([^\s=&;?"'<>]{1,64})=([^\s&;"'<>#]+)/g, (all, before: string, name: string, value: string) =>
        isSecret(name, value) ? `${before}${name}=***` : all,
      )
  );
}

function isSecret(name: string, value: string): boolean {
  return SECRET_NAME.test(name) || SECRET_VALUE.test(value);
}

/** The secrets in the URLs of a text, each as it is written and decoded: for a runner to mask. */
export function listSecrets(text: string): string[] {
  const logins = [...text.matchAll(/:\/\/([^\s/?#@:]*):?([^\s/?#@]*)@/g)].map(([, user = '', password = '']) => password || user);
  const values = [...text.matchAll(/[?&]([^\s=&]{1,64})=([^\s&#]+)/g)].filter(([, name = '', value = '']) => isSecret(name, value));
  const written = [...logins, ...values.map(([, , value = '']) => value)].filter((secret) => secret !== '');
  return [...new Set(written.flatMap((secret) => [secret, decodeUrlPart(secret)]))];
}

/** A `%` that begins no escape stands for itself. */
export function decodeUrlPart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether a URL holds what `maskUrls` would mask. */
export function hasSecret(url: string): boolean {
  return maskUrls(url) !== url;
}

/** `1 stack`, `2 stacks` */
export function formatCount(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `a, b, c and 2 more` */
export function formatSome(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** A regular expression's part that stands for exactly this text. */
export function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The same for any of several texts, the longest first: none hides another that it begins. */
export function alternatives(texts: readonly string[]): string {
  return [...new Set(texts)]
    .sort((a, b) => b.length - a.length)
    .map(escapePattern)
    .join('|');
}

/** A text that ends as a sentence does, whoever wrote it. */
export function endSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Without slashes at its end. It looks at each run of them once: `/\/+$/` begins anew at each slash. */
export function trimSlashes(text: string): string {
  return text.replace(/(?<!\/)\/+$/, '');
}
