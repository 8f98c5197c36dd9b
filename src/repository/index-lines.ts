/** The keys that are read of an entry. */
const WANTED = new Set(['version', 'urls', 'digest', 'appVersion', 'kubeVersion']);

const BLANK = 0x20;
const TAB = 0x09;

/**
 * One chart's entries in an index.yaml as Helm writes it, each as a YAML text with no more than the wanted keys; empty
 * where the chart is not there, and undefined where the lines are not laid out as expected. Each line is looked at once.
 */
export function readListed(written: string, name: string, most: number, longest: number): readonly string[] | 'too-many' | undefined {
  const text = written.includes('\r') ? written.replaceAll('\r\n', '\n') : written;
  const start = /^entries:[ \t]*$/m.exec(text);
  if (start === null) return undefined;
  const body = start.index + start[0].length;
  const indent = /^(?:[ \t]*\n|[ \t]*#.*\n)*( +)[^ \n-]/.exec(text.slice(body + 1, body + 4096))?.[1];
  if (indent === undefined) return undefined;
  const key = [name, `"${name}"`, `'${name}'`].map((word) => text.indexOf(`\n${indent}${word}:\n`, body)).find((at) => at >= 0);
  // Written otherwise, or not there at all: a look at all of it tells.
  if (key === undefined) return isPlain(text, body, indent) ? [] : undefined;
  // A key of the same name may stand in another part of the file.
  if (/^[^ \n#-]/m.test(text.slice(body + 1, key + 1))) return undefined;
  return cutItems(text, text.indexOf('\n', key + 1) + 1, indent.length, most, longest);
}

/** Whether every chart's key stands on a line of its own, as Helm writes them: then one that was not found is not there. */
function isPlain(text: string, from: number, indent: string): boolean {
  const keys = new RegExp(`^${indent}[^ \\n#-].*$`, 'gm');
  keys.lastIndex = from;
  for (let match = keys.exec(text); match !== null; match = keys.exec(text)) if (!/:[ \t]*$/.test(match[0])) return false;
  return true;
}

/** The items of the list that begins at an offset, below a key that is indented by so much. */
function cutItems(text: string, from: number, indent: number, most: number, longest: number): string[] | 'too-many' | undefined {
  const items: string[] = [];
  /** How far the list's dashes, and the keys of the current item, are indented. */
  let dashes = -1;
  let keys = -1;
  let isWanted = false;
  let length = 0;
  for (let at = from, next = from; at < text.length; at = next) {
    const end = text.indexOf('\n', at);
    const stop = end < 0 ? text.length : end;
    next = stop + 1;
    const first = skipBlanks(text, at, stop);
    if (first === stop) continue;
    const depth = first - at;
    const isItem = text[first] === '-' && (first + 1 === stop || isBlank(text.charCodeAt(first + 1)));
    if (text[first] !== '#' && (depth < indent || (depth === indent && !isItem))) break;
    const begins = isItem && (dashes === -1 || depth === dashes);
    if (!begins && dashes === -1) return undefined;
    const content = begins ? skipBlanks(text, first + 1, stop, isBlank) : first;
    if (begins) {
      dashes = depth;
      // A dash alone may have its keys below it, or none.
      keys = content < stop ? content - at : -1;
      isWanted = false;
      if (items.push('') > most) return 'too-many';
    } else if (keys === -1) keys = depth;
    if (content - at === keys) {
      const key = /^"?([A-Za-z]+)"?:/.exec(text.slice(content, Math.min(stop, content + 32)))?.[1];
      if (key !== undefined) isWanted = WANTED.has(key);
    }
    if (!isWanted) continue;
    length += stop - at;
    if (length > longest) return 'too-many';
    items[items.length - 1] += `${' '.repeat(content - at)}${text.slice(content, stop)}\n`;
  }
  return items;
}

function skipBlanks(text: string, from: number, stop: number, isSkipped: (code: number) => boolean = isSpace): number {
  let at = from;
  while (at < stop && isSkipped(text.charCodeAt(at))) at += 1;
  return at;
}

function isSpace(code: number): boolean {
  return code === BLANK;
}

/** Behind a dash a tab is blank, too; in an indentation YAML has none. */
function isBlank(code: number): boolean {
  return code === BLANK || code === TAB;
}
