export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** More values than any answer has; each takes fifty times the memory of the character that makes it. */
const MOST_VALUES = 500_000;

/**
 * What the bytes say, or undefined when they are no JSON in UTF-8, or JSON of more than {@link MOST_VALUES}. `JSON.parse`
 * errors quote their input, so none gets out.
 */
export function parseJson(bytes: Buffer): unknown {
  try {
    return countValues(bytes) > MOST_VALUES ? undefined : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** At least as many as there are: all that a comma or a bracket begins, in texts too. */
function countValues(bytes: Buffer): number {
  let values = 0;
  for (const byte of bytes) if (byte === 0x2c || byte === 0x5b || byte === 0x7b) values += 1;
  return values;
}
