/** One way to log in that a `WWW-Authenticate` header offers. Names are in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const TOKEN68 = /[0-9A-Za-z._~+/-]+=*(?=\s*(?:,|$))/y;
const PARAMETER = /([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/y;

/**
 * Reads `WWW-Authenticate`: several challenges in one header or in several joined by commas, quoted
 * strings that hold commas. What cannot be read is skipped, not an error: one good challenge is enough.
 * Source: https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
 */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (match !== null) at += match[0].length;
    return match;
  };
  while (at < header.length) {
    if (take(/[\s,]+/y) !== null) continue;
    const parameter = challenges.length > 0 ? take(PARAMETER) : null;
    if (parameter !== null) {
      const [, name = '', quoted, plain = ''] = parameter;
      const parameters = challenges.at(-1)?.parameters;
      if (parameters !== undefined) parameters[name.toLowerCase()] ??= quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1');
      continue;
    }
    const scheme = take(TOKEN);
    if (scheme === null) {
      at += 1;
      continue;
    }
    challenges.push({ scheme: scheme[0].toLowerCase(), parameters: Object.create(null) as Record<string, string> });
    if (take(/\s+/y) !== null) take(TOKEN68);
  }
  return challenges;
}
