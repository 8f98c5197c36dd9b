export { isObject } from './data.ts';

/** More values than any file or answer has; each takes fifty times the memory of the character that makes it. */
const MOST_VALUES = 2_000_000;

/** The data of a JSON text, or undefined where it is none, or has more than {@link MOST_VALUES}. */
export function parseJson(text: string): unknown {
  try {
    return countValues(text) > MOST_VALUES ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
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
