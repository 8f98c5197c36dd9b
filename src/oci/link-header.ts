/** One link of a `Link` header. */
export interface Link {
  readonly target: string;
  /** In lower case; empty where it names none. */
  readonly relations: readonly string[];
}

const TARGET = /[\s,]*<([^<>]*)>/y;
const PARAMETER = /\s*;\s*(?:([\w!#$%&'*+.^`|~-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";,]*)))?)?/y;
const END = /\s*(?:,|$)/y;
/** A registered relation, or a URL. */
const RELATION = /^[a-z][a-z0-9.-]*$|^[a-z][a-z0-9+.-]*:/;

/**
 * Reads a `Link` header. Source: https://www.rfc-editor.org/rfc/rfc8288#section-3
 * @returns the links up to the first that is not one, and whether all were read
 */
export function parseLinks(header: string): { readonly links: readonly Link[]; readonly isWhole: boolean } {
  const links: Link[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(header);
    at += found?.[0].length ?? 0;
    return found;
  };
  while (!/^[\s,]*$/.test(header.slice(at))) {
    const target = take(TARGET)?.[1];
    if (target === undefined) return { links, isWhole: false };
    let rel: string | undefined;
    for (let found = take(PARAMETER); found !== null; found = take(PARAMETER)) {
      const [, name, quoted, plain] = found;
      // Of several the first counts.
      if (name?.toLowerCase() === 'rel') rel ??= quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '';
    }
    if (take(END) === null) return { links, isWhole: false };
    const relations = (rel ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    links.push({ target, relations: relations.every((one) => RELATION.test(one)) ? relations : [] });
  }
  return { links, isWhole: true };
}
