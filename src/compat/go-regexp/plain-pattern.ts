/** Of texts that a plain pattern is tried on. */
export const LONGEST = 128;

/** Bounds of a plain pattern: of its size, and of the ways that JavaScript may try one after the other. */
const MOST = { size: 1000, ways: 4 * LONGEST ** 2 } as const;

/** A part of a pattern, as JavaScript writes it. */
interface Part {
  readonly text: string;
  /** Characters in it, with all counts written out. */
  readonly size: number;
  /** In how many ways it could match the beginning of a text, at the most. */
  readonly ways: number;
}

export interface PlainPattern {
  readonly expression: RegExp;
  /** Characters in it, with all counts written out. */
  readonly size: number;
}

interface Scan {
  readonly pattern: string;
  at: number;
}

/**
 * A pattern that Go and JavaScript read alike, and that JavaScript cannot take long for: anchored, of ASCII, and with few
 * ways to match. Undefined for all others, those that Go refuses among them.
 * Source: https://pkg.go.dev/regexp/syntax
 */
export function readPlainPattern(pattern: string): PlainPattern | undefined {
  if (!pattern.startsWith('^') || pattern.length > MOST.size) return undefined;
  const scan = { pattern, at: 1 };
  const body = readSequence(scan);
  if (body === undefined || body.size > MOST.size || body.ways > MOST.ways) return undefined;
  const end = pattern[scan.at] === '$' ? '$' : '';
  if (scan.at + end.length !== pattern.length) return undefined;
  return { expression: new RegExp(`^${body.text}${end}`, 'u'), size: body.size };
}

/** As far as it goes: to the end of a group, an alternative or the whole, or to what is not plain. */
function readSequence(scan: Scan): Part | undefined {
  let whole: Part = { text: '', size: 0, ways: 1 };
  for (;;) {
    const next = scan.pattern[scan.at];
    if (next === undefined || next === ')' || next === '|' || next === '$') return whole;
    const atom = next === '(' ? readGroup(scan) : readCharacter(scan);
    const part = atom && readCount(scan, atom);
    if (part === undefined) return undefined;
    whole = { text: whole.text + part.text, size: whole.size + part.size, ways: whole.ways * part.ways };
  }
}

function readGroup(scan: Scan): Part | undefined {
  scan.at++;
  let whole = readSequence(scan);
  while (whole !== undefined && scan.pattern[scan.at] === '|') {
    scan.at++;
    const other = readSequence(scan);
    whole = other && { text: `${whole.text}|${other.text}`, size: whole.size + other.size, ways: whole.ways + other.ways };
  }
  if (whole === undefined || whole.size === 0 || scan.pattern[scan.at] !== ')') return undefined;
  scan.at++;
  return { ...whole, text: `(?:${whole.text})` };
}

/** Any number of times is for what matches in one way alone. */
function readCount(scan: Scan, atom: Part): Part | undefined {
  const [count = '', least, most = least] = match(scan, /[?*+]|\{(0|[1-9]\d{0,2})(?:,([1-9]\d{0,2}))?\}/y) ?? [];
  if (/[?*+{]/.test(scan.pattern[scan.at] ?? '')) return undefined;
  const { size, ways } = atom;
  const text = atom.text + count;
  if (count === '' || count === '?') return { text, size, ways: ways + count.length };
  if (most === undefined) return ways === 1 ? { text, size, ways: LONGEST } : undefined;
  const [few, many] = [Number(least), Number(most)];
  return many === 0 || many < few ? undefined : { text, size: size * many, ways: ways ** many * (many - few + 1) };
}

/** Escapes that stand for the same characters in both. JavaScript's `\s` has more of them. */
const CLASSES: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\f\\r ' };
const CONTROLS: Readonly<Record<string, string>> = { t: '\\t', n: '\\n', f: '\\f', r: '\\r' };

function readCharacter(scan: Scan): Part | undefined {
  const text = scan.pattern[scan.at] === '[' ? readClass(scan) : readOutside(scan);
  return text === undefined ? undefined : { text, size: 1, ways: 1 };
}

function readOutside(scan: Scan): string | undefined {
  const [plain, escaped = ''] = match(scan, /[\w !"#%&',/:;<=>@`~-]|\\([\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]|[dwsDWStnfr])/y) ?? [];
  if (plain === undefined) return scan.pattern[scan.at] === '.' ? (scan.at++, '[^\\n]') : undefined;
  if (escaped === '') return quote(plain);
  const members = CLASSES[escaped.toLowerCase()];
  if (members === undefined) return CONTROLS[escaped] ?? quote(escaped);
  return /[A-Z]/.test(escaped) ? `[^${members}]` : `[${members}]`;
}

function readClass(scan: Scan): string | undefined {
  const [open = ''] = match(scan, /\[\^?/y) ?? [];
  let text = open;
  for (;;) {
    if (scan.pattern[scan.at] === ']') return text === open ? undefined : (scan.at++, `${text}]`);
    const [all, from = '', to] = match(scan, /([0-9A-Za-z])-([0-9A-Za-z])|-(?=\])/y) ?? match(scan, CLASS_CHARACTER) ?? [];
    if (all === undefined || (to !== undefined && from > to)) return undefined;
    // In the middle it would begin a range.
    if (all !== '-' && to === undefined && scan.pattern[scan.at] === '-' && scan.pattern[scan.at + 1] !== ']') return undefined;
    if (to !== undefined) text += `${from}-${to}`;
    else text += from === '' ? quote(all) : (CLASSES[from] ?? CONTROLS[from] ?? quote(from));
  }
}

const CLASS_CHARACTER = /[\w !"#$%&'()*+,./:;<=>?@`{|}~]|\\([\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]|[dwstnfr])/y;

/** A character, whatever it means in a pattern. */
function quote(character: string): string {
  return /\w/.test(character) ? character : `\\u{${character.charCodeAt(0).toString(16)}}`;
}

/** Matches a sticky expression where the scan is, and goes on behind it. */
function match(scan: Scan, expression: RegExp): RegExpExecArray | undefined {
  expression.lastIndex = scan.at;
  const found = expression.exec(scan.pattern) ?? undefined;
  if (found !== undefined) scan.at = expression.lastIndex;
  return found;
}
