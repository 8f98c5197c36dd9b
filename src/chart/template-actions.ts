/** A word in an action of a Go template: a function or keyword (`toYaml`), or a chain of fields (`.Cluster.spec`, `$.Cluster`). */
export interface TemplateWord {
  readonly kind: 'name' | 'fields';
  readonly text: string;
  /** Counts from 1. */
  readonly line: number;
  readonly column: number;
}

/** Within an action: texts, characters and comments are skipped. Source: the lexer of Go's text/template/parse */
const TOKEN =
  /"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])*'|\$?\w*(?:\.[\p{L}_][\p{L}\p{N}_]*)+|\$\w*|[\p{L}_][\p{L}\p{N}_]*|\d[\w.]*|\}\}|[\s\S]/gu;

/** The words of all actions. Words outside of actions, in texts and in comments do not count. */
export function readTemplateWords(source: string): TemplateWord[] {
  const words: TemplateWord[] = [];
  const positionOf = countLines(source);
  let position = source.indexOf('{{');
  while (position >= 0) {
    const comment = /^\{\{(?:-[ \t\r\n])?\/\*/.test(source.slice(position, position + 6));
    if (comment) {
      const end = source.indexOf('*/', position);
      if (end < 0) break;
      position = source.indexOf('{{', end);
      continue;
    }
    TOKEN.lastIndex = position + 2;
    let end = source.length;
    for (let token = TOKEN.exec(source); token !== null; token = TOKEN.exec(source)) {
      const [text] = token;
      if (text === '}}') {
        end = TOKEN.lastIndex;
        break;
      }
      const kind = /^[\p{L}_]/u.test(text) && !text.includes('.') ? 'name' : /^\$?\w*\./.test(text) ? 'fields' : undefined;
      if (kind !== undefined && !/^\d/.test(text)) words.push({ kind, text, ...positionOf(token.index) });
    }
    position = source.indexOf('{{', end);
  }
  return words;
}

/** Tells positions that only ever grow. */
function countLines(source: string): (offset: number) => { readonly line: number; readonly column: number } {
  let [line, start] = [1, 0];
  return (offset) => {
    for (let end = source.indexOf('\n', start); end >= 0 && end < offset; end = source.indexOf('\n', start)) {
      line++;
      start = end + 1;
    }
    return { line, column: offset - start + 1 };
  };
}
