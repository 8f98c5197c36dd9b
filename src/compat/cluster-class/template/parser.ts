import { once } from '../../../once.ts';
import { type Node, type Pipe, TemplateError, type Term, Unsupported } from './ast.ts';
import { KNOWN_FUNCTIONS } from './function-names.ts';
import { readTokens, type Token } from './read-tokens.ts';

export type Parsed =
  | { readonly kind: 'parsed'; readonly nodes: readonly Node[] }
  | { readonly kind: 'invalid'; readonly message: string }
  | { readonly kind: 'unsupported'; readonly what: string };

/** A template of a patch. */
export interface Template {
  readonly source: string;
  /** Parsed when first asked for: a patch's template is filled many times, and that of an earlier release never. */
  readonly parsed: () => Parsed;
}

export function readTemplate(source: string): Template {
  return { source, parsed: once(() => parseTemplate(source)) };
}

/** Parses a template as Cluster API does, whose functions are those of sprig without what depends on time, chance or the machine. */
export function parseTemplate(source: string): Parsed {
  try {
    return { kind: 'parsed', nodes: new Parser(readTokens(source)).parse() };
  } catch (error) {
    if (error instanceof TemplateError) return { kind: 'invalid', message: error.message };
    if (error instanceof Unsupported) return { kind: 'unsupported', what: error.message };
    throw error;
  }
}

const DEEPEST = 100;
const TOO_DEEP = `it is nested more than ${DEEPEST} deep`;
/** Go's calls have no limit, JavaScript's have. */
const MOST_ARGUMENTS = 1000;

/** Holds the place in the tokens. Source: https://go.dev/src/text/template/parse/parse.go */
class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  #ranges = 0;
  readonly #variables: string[] = [''];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): Node[] {
    const { nodes, end } = this.#parseList();
    if (end !== undefined) throw new TemplateError(`unexpected {{${end}}}`);
    return nodes;
  }

  /** Up to `{{end}}`, `{{else}}` or the end of the text. */
  #parseList(): { nodes: Node[]; end?: 'end' | 'else' } {
    if (++this.#depth > DEEPEST) throw new Unsupported(TOO_DEEP);
    const nodes: Node[] = [];
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (token.kind === 'text') nodes.push(token);
      else {
        this.#skipSpace();
        const word = this.#peek();
        const name = word?.kind === 'word' ? word.name : '';
        if (name === 'end' || name === 'else') {
          this.#at++;
          this.#depth--;
          return { nodes, end: name };
        }
        nodes.push(this.#parseAction(name));
      }
    }
    this.#depth--;
    return { nodes };
  }

  #parseAction(name: string): Node {
    if (name === 'if' || name === 'with' || name === 'range') {
      this.#at++;
      return this.#parseBranch(name);
    }
    if (name === 'break' || name === 'continue') {
      this.#at++;
      if (this.#ranges === 0) throw new TemplateError(`{{${name}}} outside {{range}}`);
      this.#close(name);
      return { kind: name };
    }
    if (name === 'define' || name === 'block' || name === 'template') throw new Unsupported(name);
    return { kind: 'action', pipe: this.#parsePipe('close', name) };
  }

  #parseBranch(kind: 'if' | 'with' | 'range'): Node {
    const scope = this.#variables.length;
    const pipe = this.#parsePipe('close', kind, kind === 'range');
    if (kind === 'range') this.#ranges++;
    const { nodes: body, end } = this.#parseList();
    let otherwise: readonly Node[] = [];
    if (end === 'else') {
      this.#skipSpace();
      const word = this.#peek();
      if (word?.kind === 'word' && (word.name === 'if' || word.name === 'with') && kind !== 'range') {
        this.#at++;
        if (++this.#depth > DEEPEST) throw new Unsupported(TOO_DEEP);
        otherwise = [this.#parseBranch(word.name)];
        this.#depth--;
        this.#variables.length = scope;
        return { kind, pipe, body, otherwise };
      }
      this.#close('else');
      if (kind === 'range') this.#ranges--;
      const last = this.#parseList();
      if (kind === 'range') this.#ranges++;
      if (last.end !== 'end') throw new TemplateError(last.end === 'else' ? 'a second {{else}}' : 'an {{end}} is missing');
      otherwise = last.nodes;
    } else if (end === undefined) throw new TemplateError('an {{end}} is missing');
    if (kind === 'range') this.#ranges--;
    this.#close('end');
    this.#variables.length = scope;
    return { kind, pipe, body, otherwise };
  }

  #parsePipe(until: 'close' | 'right', context: string, ranges = false): Pipe {
    if (++this.#depth > DEEPEST) throw new Unsupported(TOO_DEEP);
    const variables = this.#parseDeclaration(ranges);
    // Go knows them from here on, and fails on one without a value when it executes.
    this.#variables.push(...variables);
    const commands: Term[][] = [];
    for (;;) {
      const { terms, end } = this.#parseCommand(until);
      // Go overlooks a pipe at the end.
      if (terms.length === 0 && commands.length > 0 && end === until) break;
      if (terms.length === 0) throw new TemplateError(context === '' ? 'a value is missing' : `a value is missing in {{${context}}}`);
      if (commands.length > 0 && terms[0]?.kind === 'literal') throw new TemplateError('a pipe | leads into what is not a function');
      commands.push(terms);
      if (end === until) break;
    }
    this.#depth--;
    return { variables, commands };
  }

  #parseDeclaration(ranges: boolean): string[] {
    const start = this.#at;
    const names: string[] = [];
    for (;;) {
      this.#skipSpace();
      const token = this.#peek();
      if (token?.kind !== 'variable' || (names.length === 1 && !ranges) || names.length === 2) break;
      this.#at++;
      names.push(token.name);
      this.#skipSpace();
      const next = this.#next();
      if (next?.kind === 'declare') return names;
      if (next?.kind === 'assign') throw new Unsupported('an assignment');
      if (next?.kind !== 'comma') break;
    }
    this.#at = start;
    return [];
  }

  #parseCommand(until: 'close' | 'right'): { terms: Term[]; end: 'close' | 'right' | 'pipe' } {
    const terms: Term[] = [];
    let spaced = true;
    for (;;) {
      const token = this.#next();
      if (token === undefined) throw new TemplateError('an action {{ is not closed');
      if (token.kind === 'space') spaced = true;
      else if (token.kind === until || token.kind === 'pipe') return { terms, end: token.kind };
      else if (!spaced) throw new TemplateError('two values stand side by side without a blank');
      else {
        terms.push(this.#parseTerm(token));
        if (terms.length > MOST_ARGUMENTS) throw new Unsupported(`a call has more than ${MOST_ARGUMENTS} arguments`);
        spaced = false;
      }
    }
  }

  #parseTerm(token: Token): Term {
    switch (token.kind) {
      case 'string':
      case 'number':
        return this.#plain({ kind: 'literal', value: token.value });
      case 'field':
        return { kind: 'field', path: [token.name, ...this.#parsePath()] };
      case 'dot':
        return this.#plain({ kind: 'dot' });
      case 'variable':
        if (!this.#variables.includes(token.name)) throw new TemplateError(`the variable $${token.name} is not set`);
        return { kind: 'variable', name: token.name, path: this.#parsePath() };
      case 'left':
        return { kind: 'group', pipe: this.#parsePipe('right', ''), path: this.#parsePath() };
      case 'word':
        return this.#parseWord(token.name);
      default:
        throw new TemplateError(`unexpected ${token.kind === 'right' ? ')' : token.kind}`);
    }
  }

  #parseWord(name: string): Term {
    if (name === 'true' || name === 'false') return this.#plain({ kind: 'literal', value: name === 'true' });
    if (name === 'nil') return this.#plain({ kind: 'literal', value: null });
    if (KEYWORDS.includes(name)) throw new TemplateError(`unexpected ${name}`);
    if (!KNOWN_FUNCTIONS.has(name)) throw new TemplateError(`there is no function ${name}`);
    if (this.#peek()?.kind === 'field') throw new Unsupported('a field of a function');
    return { kind: 'function', name };
  }

  /** Fields may not follow. */
  #plain(term: Term): Term {
    if (this.#peek()?.kind === 'field') throw new TemplateError('a field of what has no fields');
    return term;
  }

  #parsePath(): string[] {
    const path: string[] = [];
    for (let token = this.#peek(); token?.kind === 'field'; token = this.#peek()) {
      path.push(token.name);
      this.#at++;
    }
    return path;
  }

  #close(context: string): void {
    this.#skipSpace();
    if (this.#next()?.kind !== 'close') throw new TemplateError(`more than expected in {{${context}}}`);
  }

  #skipSpace(): void {
    while (this.#peek()?.kind === 'space') this.#at++;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++];
  }
}

const KEYWORDS = ['if', 'else', 'end', 'range', 'with', 'define', 'template', 'block', 'break', 'continue'];
