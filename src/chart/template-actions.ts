import { lexTemplate } from '../lex-template.ts';

/** A word in an action of a Go template: a function or keyword (`toYaml`), or a chain of fields (`.Cluster.spec`, `$.Cluster`). */
export interface TemplateWord {
  readonly kind: 'name' | 'fields';
  readonly text: string;
  /** Counts from 1. */
  readonly line: number;
  readonly column: number;
}

/** The words of all actions; there are none outside of actions, in texts and in comments. */
export function readTemplateWords(source: string): TemplateWord[] {
  const words: TemplateWord[] = [];
  const positionOf = countLines(source);
  /** A function, a variable or a chain of fields that more fields may follow. */
  let chain: { readonly kind: 'word' | 'variable' | 'field'; readonly text: string; readonly offset: number } | undefined;
  const finish = () => {
    if (chain === undefined || chain.kind === 'variable') return;
    words.push({ kind: chain.kind === 'word' ? 'name' : 'fields', text: chain.text, ...positionOf(chain.offset) });
  };
  for (const { kind, text, offset } of lexTemplate(source)) {
    if (kind === 'field' && chain !== undefined) {
      chain = { kind, text: chain.text + text, offset: chain.offset };
      continue;
    }
    finish();
    chain = kind === 'word' || kind === 'variable' || kind === 'field' ? { kind, text, offset } : undefined;
  }
  finish();
  return words;
}

/** Tells positions that only ever grow. */
function countLines(source: string): (offset: number) => { readonly line: number; readonly column: number } {
  // A long line's end is looked for once, and not for each of its words.
  let [line, start, end] = [1, 0, source.indexOf('\n')];
  return (offset) => {
    for (; end >= 0 && end < offset; end = source.indexOf('\n', start)) {
      line++;
      start = end + 1;
    }
    return { line, column: offset - start + 1 };
  };
}
