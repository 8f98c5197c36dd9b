import { isUtf8 } from 'node:buffer';

/** More values than any file or answer has; each takes fifty times the memory of the character that makes it. */
const MOST_VALUES = 2_000_000;

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The data of a JSON text, or of its bytes in UTF-8; undefined for anything else, and for more than {@link MOST_VALUES}.
 * Nothing is thrown: the errors of `JSON.parse` quote their input.
 */
export function parseJson(source: string | Uint8Array): unknown {
  try {
    const text = typeof source === 'string' ? source : decode(source);
    return text === undefined || countValues(text) > MOST_VALUES ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Without a byte order mark; undefined for what is not UTF-8. A TextDecoder that refuses it takes longer to make than a small file to read. */
function decode(bytes: Uint8Array): string | undefined {
  if (!isUtf8(bytes)) return undefined;
  const { buffer, byteOffset, byteLength } = bytes;
  return Buffer.from(buffer, byteOffset, byteLength)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}

/** At least as many as there are: all that a comma or a bracket begins, in texts too. */
function countValues(text: string): number {
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2c || code === 0x5b || code === 0x7b) values += 1;
  }
  return values;
}
