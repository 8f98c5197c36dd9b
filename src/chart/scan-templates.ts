import { isObject } from '../data.ts';
import type { FileTree } from '../files/index.ts';
import { parseYaml, toData } from '../yaml/index.ts';
import { readTemplateWords } from './template-actions.ts';

/** The names that the templates of a chart use, and those of all charts inside it. */
export interface ChartUse {
  /** Functions that are reached and whose results are others each time: `genCA`, `now`. */
  readonly volatile: readonly string[];
  /** All such functions, in definitions that nothing here includes as well. */
  readonly volatileAnywhere: readonly string[];
  /** Whether definitions of other charts are included, or names that are made up: then more may be used than is seen here. */
  readonly includesForeign: boolean;
  /** Every word of templates, schemas and inner values.yaml, in texts and comments too: nothing reads a key that is not among them. */
  readonly words: readonly string[];
  /** Paths below `.Values` that templates name: `image.tag`, `resources`. */
  readonly paths: readonly string[];
  /** Those of them whose value is more than asked for: what lies below them may reach anywhere. */
  readonly whole: readonly string[];
  /** Whether `.Values` is asked for a key by name, as in `hasKey .Values "a"`, or is handed on, as by `toYaml .Values`. */
  readonly all: 'unused' | 'used' | 'handed-on';
  /** The chart's own values.yaml; undefined where that is not a map. */
  readonly declared?: Readonly<Record<string, unknown>>;
  /** Keys in its comments, `# extraArgs: {}`, and keys of its schema. */
  readonly documented: readonly string[];
}

const TEMPLATE = /(?:^|\/)templates\//;
/** A word as keys are made of. */
export const WORD = /[\p{L}_][\p{L}\p{N}_]*/gu;
const ACTION = /\{\{[\s\S]*?\}\}/g;
const COMMENT = /\{\{-?\s*\/\*[\s\S]*?\*\/\s*-?\}\}/g;
const COMMENT_END = /\*\/\s*-?\}\}/g;
/** An action that asks for something, and writes nothing of it. */
const CONDITION = /^\{\{-?\s*(?:else\s+)?if\b/;
const DEFINE = /\{\{-?\s*define\s+"([^"]+)"/g;

/** @param files those of a chart, with the charts inside it unpacked */
export function scanTemplates(files: FileTree): ChartUse {
  const texts = selectRead(files).map(({ path, bytes }) => {
    const text = bytes.toString('utf8');
    return { path, text: path.endsWith('values.yaml') ? text.replaceAll(/^[ \t]*#.*/gm, '') : text };
  });
  const { reached, includesForeign } = findReached(texts);
  const paths = new Set<string>();
  const whole = new Set<string>();
  let all: ChartUse['all'] = 'unused';
  for (const text of reached) {
    for (const action of listActions(text)) {
      const isCondition = CONDITION.test(action);
      for (const [, key] of action.matchAll(/\.Values(?![\w.])[ \t]*(?:"([^"]*)")?/g)) {
        if (key === undefined) all = 'handed-on';
        else if (all === 'unused') all = 'used';
        if (key !== undefined && !isCondition) whole.add(key);
      }
      for (const [, chain = ''] of action.matchAll(/\.Values((?:\.[\p{L}_][\p{L}\p{N}_]*)+)/gu)) {
        paths.add(chain.slice(1));
        if (!isCondition) whole.add(chain.slice(1));
      }
    }
  }
  const words = new Set(texts.flatMap(({ path, text }) => (path === 'values.yaml' ? [] : (text.match(WORD) ?? []))));
  return {
    volatile: listVolatile(reached),
    volatileAnywhere: listVolatile(texts.map(({ text }) => text)),
    includesForeign,
    words: [...words],
    paths: [...paths],
    whole: [...whole],
    all,
    ...readValues(files),
  };
}

function selectRead(files: FileTree): FileTree {
  // A file that templates take by `.Files` may be a template as well.
  const takesFiles = files.some(({ path, bytes }) => TEMPLATE.test(path) && bytes.includes('.Files'));
  return files.filter(({ path }) => {
    if (TEMPLATE.test(path) || /(?:^|\/)values\.(?:yaml|schema\.json)$/.test(path)) return true;
    return takesFiles && !/(?:^|\/)(?:crds|ci)\/|\.(?:md|gotmpl|json|tgz)$/.test(path);
  });
}

/** The texts that are rendered: everything outside of definitions, and the definitions that are included from there. */
function findReached(texts: readonly { readonly path: string; readonly text: string }[]) {
  const definitions = new Map<string, string[]>();
  const waiting: string[] = [];
  for (const { path, text } of texts) {
    // Helm renders no file with such a name; others may define something and go on.
    if (!/(?:^|\/)_[^/]*$/.test(path)) waiting.push(text);
    const starts = [...text.matchAll(DEFINE)];
    for (const [index, { 1: name = '', index: start }] of starts.entries()) {
      const definition = text.slice(start, starts[index + 1]?.index);
      const others = definitions.get(name);
      if (others === undefined) definitions.set(name, [definition]);
      else others.push(definition);
    }
  }
  const reached: string[] = [];
  let includesForeign = false;
  for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
    reached.push(text);
    const actions = listActions(text).join('\n');
    for (const [, name, other] of actions.matchAll(/\b(?:include|template)\s+(?:"([^"]+)"|(\S+\s*\S*))/g)) {
      const found = definitions.get(name ?? '');
      if (found !== undefined) for (const definition of found) waiting.push(definition);
      // A template's own file, most often for its checksum, is rendered anyway.
      else if (name !== undefined || !other?.includes('.Template.BasePath')) includesForeign = true;
      if (name !== undefined) definitions.set(name, []);
    }
  }
  return { reached, includesForeign };
}

/**
 * The actions of a text, without comments. Both expressions look for an end from each beginning on, so neither gets to see what comes
 * after the last end: a text of nothing but beginnings would take the square of its length.
 */
function listActions(text: string): readonly string[] {
  let end = 0;
  for (const { 0: found, index } of text.matchAll(COMMENT_END)) end = index + found.length;
  const bare = text.slice(0, end).replaceAll(COMMENT, '') + text.slice(end);
  return bare.slice(0, bare.lastIndexOf('}}') + 2).match(ACTION) ?? [];
}

function listVolatile(texts: readonly string[]): string[] {
  const names = texts.flatMap(readTemplateWords).filter(({ kind, text }) => kind === 'name' && VOLATILE.has(text));
  return [...new Set(names.map(({ text }) => text))].sort();
}

function readValues(files: FileTree): Pick<ChartUse, 'declared' | 'documented'> {
  const bytes = files.find(({ path }) => path === 'values.yaml')?.bytes ?? Buffer.alloc(0);
  const declared = toData(parseYaml('values.yaml', bytes, { duplicateKeys: 'warn' })) ?? {};
  const comments = bytes.toString('utf8').matchAll(/^[ \t]*#+[ \t]*(?:- )?["']?([\w./-]+)["']?:/gm);
  const schema = files.find(({ path }) => path === 'values.schema.json')?.bytes.toString('utf8') ?? '';
  const inSchema = [...schema.matchAll(/"([\w.-]+)"[ \t]*:/g)];
  return { ...(isObject(declared) && { declared }), documented: [...new Set([...comments, ...inSchema].map(([, key]) => key ?? ''))] };
}

/**
 * `tpl` calls what a text names that values may hold in any writing, or that is made up.
 * Source: sprig 3.3, docs/; `date` and `htmlDate` take the present for what is not a time.
 */
const VOLATILE: ReadonlySet<string> = new Set(
  `genCA genCAWithKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey genPrivateKey encryptAES
  randAlpha randAlphaNum randAscii randBytes randInt randNumeric shuffle uuidv4 htpasswd bcrypt now ago date dateInZone date_in_zone
  htmlDate htmlDateInZone tpl`.split(/\s+/),
);
