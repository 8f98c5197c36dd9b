import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type ScalarTag,
  visit,
  type YAMLMap,
} from 'yaml';
import { createFinding, type Finding, type Place, type Verdict } from './finding.ts';

export type { Node };

/** A YAML file that keeps the place of every value. Undefined `root`: empty, or no YAML at all. */
export interface YamlFile {
  readonly file: string;
  readonly text: string;
  readonly root: Node | undefined;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly findings: readonly Finding[];
}

/** A scalar as the file writes it: `source` is the text (`1.30`), `value` what YAML makes of it (1.3). */
export interface YamlScalar {
  readonly source: string;
  readonly value: unknown;
  readonly quoted: boolean;
  /** With an anchor or a tag before it, outside its range. */
  readonly marked: boolean;
  readonly place: Place;
  /** Offsets of the scalar in the text, for replacing it and nothing else. */
  readonly range: readonly [number, number];
}

export interface YamlOptions {
  /** Go's YAML takes the last of two equal keys in some readers and fails in others. */
  readonly duplicateKeys?: Verdict;
  /** As Helm and Kubernetes read it: with the plain texts that YAML 1.1 takes for more than text, and with merge keys. */
  readonly dialect?: 'kubernetes';
}

/** Source: `resolveTable` in https://github.com/kubernetes-sigs/yaml/blob/v1.4.0/goyaml.v2/resolve.go */
const GO_TAGS: ScalarTag[] = [
  { tag: 'tag:yaml.org,2002:bool', default: true, test: /^(?:y|Y|yes|Yes|YES|on|On|ON)$/, resolve: () => true },
  { tag: 'tag:yaml.org,2002:bool', default: true, test: /^(?:n|N|no|No|NO|off|Off|OFF)$/, resolve: () => false },
  { tag: 'tag:yaml.org,2002:int', default: true, test: /^[-+]?[1-9]\d*_[\d_]*$/, resolve: (text) => Number(text.replaceAll('_', '')) },
];

/** What Go's YAML refuses to read. Source: YAML 1.2.2, production 1 */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]/;

/** What was parsed last, by all that it depends on: lines of one tree share most of their files, and a file has several readers. */
const parsedLast = new Map<string, YamlFile>();
const LONGEST_REMEMBERED = 16 * 1024;
const MOST_REMEMBERED = 256;

/**
 * Parses one YAML document. Never throws: syntax errors, duplicate keys, a BOM and CRLF become findings.
 * @param file the path to show
 */
export function parseYaml(file: string, bytes: Buffer, options: YamlOptions = {}): YamlFile {
  const text = bytes.toString('utf8');
  if (text.length > LONGEST_REMEMBERED) return parseText(file, text, options);
  const key = JSON.stringify([file, options.duplicateKeys, options.dialect, text]);
  const yaml = parsedLast.get(key) ?? parseText(file, text, options);
  parsedLast.set(key, yaml);
  const [oldest] = parsedLast.keys();
  if (oldest !== undefined && parsedLast.size > MOST_REMEMBERED) parsedLast.delete(oldest);
  return yaml;
}

function parseText(file: string, text: string, options: YamlOptions): YamlFile {
  const lines = new LineCounter();
  const common = { lineCounter: lines, prettyErrors: false, stringKeys: false, logLevel: 'error' } as const;
  const go = options.dialect === 'kubernetes' ? { merge: true, customTags: GO_TAGS } : {};
  const read = (part: string) => parseDocument(part, { ...common, ...go });
  const parsed = isTooDeep(text) ? undefined : attempt(() => read(text));
  const document = parsed ?? read('');
  const findings: Finding[] = [];
  const add = (verdict: Verdict, code: string, message: string, offset?: number) =>
    findings.push(createFinding(verdict, code, file, message, offset === undefined ? { file } : placeAt(file, lines, offset)));

  if (text.startsWith('\ufeff')) add('warn', 'byte-order-mark', 'begins with a byte order mark; save it as UTF-8 without BOM');
  const crlf = text.indexOf('\r\n');
  if (crlf >= 0) add('warn', 'crlf', 'has Windows line ends (CRLF); save it with LF', crlf);
  if (text.includes('\ufffd')) add('refuse', 'not-utf8', 'is not UTF-8; save it as UTF-8', text.indexOf('\ufffd'));
  if (parsed === undefined) add('refuse', 'yaml-syntax', `is nested deeper than ${DEEPEST} levels`);
  const control = text.search(CONTROL);
  if (control >= 0) add('refuse', 'yaml-syntax', 'has a control character, which no YAML may hold; delete it', control);
  for (const error of document.errors) {
    const message = error.message.replaceAll(/\s+/g, ' ');
    if (error.code === 'DUPLICATE_KEY') {
      add(options.duplicateKeys ?? 'warn', 'duplicate-key', 'the same key stands twice in one map; delete one of them', error.pos[0]);
    } else if (error.code === 'MULTIPLE_DOCS') {
      add('warn', 'yaml-documents', 'has several documents; only the first is read, so delete the rest', error.pos[0]);
    } else add('refuse', 'yaml-syntax', `is not valid YAML: ${message}`, error.pos[0]);
  }
  for (const offset of text.includes('*') ? findLooseAliases(document) : []) {
    add('refuse', 'yaml-syntax', 'is not valid YAML: there is no anchor of this name before it', offset);
  }
  return { file, text, document, lines, findings, root: document.contents ?? undefined };
}

/** Far more than files of people have, and far less than what fills the stack: V8 ends the whole process where that happens. */
const DEEPEST = 100;

/** What deep nesting of other kinds throws. */
function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

/** A guess from the outside: brackets in texts count, too, which are rarely so many and closed mostly. */
function isTooDeep(text: string): boolean {
  if (text.length <= DEEPEST) return false;
  if (INDENTATION.test(text)) return true;
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(depth - 1, 0);
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** Blanks and `- `, `? `, `: ` at the begin of a line: each may open a level. */
const INDENTATION = new RegExp(`^(?:[ \\t]|[-?:](?=[ \\t])){${2 * DEEPEST}}`, 'm');

/** Aliases without an anchor before them, which the parser lets pass. */
function findLooseAliases(document: Document.Parsed): number[] {
  const anchors = new Set<string>();
  const offsets: number[] = [];
  visit(document, {
    Node(_, node) {
      if ('anchor' in node && node.anchor !== undefined) anchors.add(node.anchor);
      if (isAlias(node) && !anchors.has(node.source)) offsets.push(node.range?.[0] ?? 0);
    },
  });
  return offsets;
}

export function hasSyntaxError(yaml: YamlFile): boolean {
  return yaml.findings.some(({ code }) => code === 'yaml-syntax' || code === 'not-utf8');
}

/** The plain data, with maps as objects; undefined where the file is broken. */
export function toData(yaml: YamlFile): unknown {
  if (hasSyntaxError(yaml)) return undefined;
  try {
    return yaml.document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

export function placeOf(yaml: YamlFile, node: Node | undefined | null): Place {
  return node?.range ? placeAt(yaml.file, yaml.lines, node.range[0]) : { file: yaml.file };
}

function placeAt(file: string, lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** The pairs of a map, or undefined where the node is no map. */
export function readMap(
  node: unknown,
): readonly { readonly key: string; readonly keyNode: Node; readonly value: Node | null }[] | undefined {
  if (!isMap(node)) return undefined;
  return (node as YAMLMap).items.flatMap((pair: Pair<unknown, unknown>) =>
    isScalar(pair.key) ? [{ key: String(pair.key.value), keyNode: pair.key as Node, value: (pair.value ?? null) as Node | null }] : [],
  );
}

export function isList(node: unknown): boolean {
  return isSeq(node);
}

/** The items of a list; empty where the node is none. */
export function readItems(node: unknown): readonly Node[] {
  return isSeq(node) ? (node.items as Node[]) : [];
}

/** Follows keys through maps. The last of equal keys counts, as it does for Go. */
export function getNode(root: unknown, ...path: readonly string[]): Node | undefined {
  let node = root;
  for (const key of path) {
    const pair = readMap(node)?.findLast((entry) => entry.key === key);
    if (pair === undefined || pair.value === null) return undefined;
    node = pair.value;
  }
  return node as Node | undefined;
}

/** The scalar at a node, or undefined where there is none or only null. */
export function getScalar(yaml: YamlFile, node: Node | undefined): YamlScalar | undefined {
  if (isAlias(node) && node.range) {
    // The value is the anchor's, the place and the range are the alias's own.
    const scalar = getScalar(yaml, node.resolve(yaml.document));
    return scalar && { ...scalar, place: placeOf(yaml, node), range: [node.range[0], node.range[1]] };
  }
  if (!isScalar(node) || node.value === null || !node.range) return undefined;
  const scalar: Scalar.Parsed | Scalar = node;
  const quoted = scalar.type !== undefined && scalar.type !== 'PLAIN';
  const source = typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value));
  const marked = scalar.anchor !== undefined || scalar.tag !== undefined;
  return { source, value: scalar.value, quoted, marked, place: placeOf(yaml, node), range: [node.range[0], node.range[1]] };
}

/** Whether a scalar is written on one line and means nothing elsewhere, so that its range can be replaced by another plain scalar. */
export function isInline(yaml: YamlFile, scalar: YamlScalar): boolean {
  const written = yaml.text.slice(...scalar.range);
  return !scalar.marked && !/[\n\r]|^[|>]/.test(written);
}

/** The node that an alias stands for; the node itself where it is none. */
export function followAlias(yaml: YamlFile, node: Node | undefined | null): Node | undefined {
  return isAlias(node) ? (node.resolve(yaml.document) as Node | undefined) : (node ?? undefined);
}

/** The file with ranges of its text replaced and nothing else: comments, order and spacing stay as they are. */
export function replaceRanges(
  yaml: YamlFile,
  edits: readonly { readonly range: readonly [number, number]; readonly text: string }[],
): Buffer {
  let { text } = yaml;
  for (const { range, text: value } of edits.toSorted((a, b) => b.range[0] - a.range[0])) {
    text = text.slice(0, range[0]) + value + text.slice(range[1]);
  }
  return Buffer.from(text);
}
