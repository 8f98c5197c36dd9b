/** Go's filepath.Match as a regular expression; undefined for a bad pattern. Source: https://pkg.go.dev/path/filepath#Match */
export function compileGoPattern(pattern: string): RegExp | undefined {
  const chunks = [''];
  const characters = [...pattern];
  const quote = (character: string) => character.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] as string;
    let regex = '';
    if (character === '*') {
      chunks.push('');
      continue;
    }
    if (character === '?') regex = '[^/]';
    else if (character === '\\') {
      const next = characters[++i];
      if (next === undefined) return undefined;
      regex = quote(next);
    } else if (character === '[') {
      const parsed = compileClass(characters, i + 1, (inClass) => (inClass === '-' ? '\\-' : quote(inClass)));
      if (parsed === undefined) return undefined;
      regex = parsed.regex;
      i = parsed.end;
    } else regex = quote(character);
    chunks.push((chunks.pop() ?? '') + regex);
  }
  const [first = '', ...rest] = chunks;
  const last = rest.pop();
  // Go takes the first match of what follows a star and never goes back, which a look-ahead does, too.
  const middle = rest.map((chunk, index) => `(?=([^/]*?${chunk}))\\${index + 1}`).join('');
  return new RegExp(`^${first}${middle}${last === undefined ? '' : `[^/]*${last}`}$`, 'su');
}

function compileClass(
  characters: readonly string[],
  start: number,
  quote: (character: string) => string,
): { readonly regex: string; readonly end: number } | undefined {
  let i = start;
  const negated = characters[i] === '^';
  if (negated) i++;
  const read = (): string | undefined => {
    const character = characters[i++];
    if (character === undefined || character === '-' || character === ']') return undefined;
    return character === '\\' ? characters[i++] : character;
  };
  let ranges = '';
  for (let first = true; first || characters[i] !== ']'; first = false) {
    const low = read();
    if (low === undefined) return undefined;
    let high = low;
    if (characters[i] === '-') {
      i++;
      const end = read();
      if (end === undefined) return undefined;
      high = end;
    }
    if (low <= high) ranges += `${quote(low)}-${quote(high)}`;
  }
  const body = ranges === '' ? '(?!)' : `[${ranges}]`;
  return { regex: negated ? `(?:(?!${body})[\\s\\S])` : body, end: i };
}
