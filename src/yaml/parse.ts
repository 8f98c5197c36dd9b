import { isUtf8 } from 'node:buffer';
import { createFinding, type Finding, type Verdict } from '../finding.ts';
import type { CodeOf } from '../finding-code.ts';
import { checkKeys, findRisks } from './check.ts';
import { type Composed, composeDocument } from './compose.ts';
import { DIALECTS, type Dialect, type DialectName } from './dialect.ts';
import { evaluate } from './evaluate.ts';
import { findLines, placeAt, type YamlFile } from './file.ts';
import type { Node } from './node.ts';
import { LIMITS, YamlProblem } from './problem.ts';
import { readersOf } from './readers.ts';

export interface YamlOptions {
  /** Go's YAML takes the last of two equal keys in some readers and fails in others. */
  readonly duplicateKeys?: Verdict;
  /** The one parser that reads it, where the file's name does not tell. */
  readonly dialect?: DialectName;
}

/** Characters that Go's YAML refuses to read. Source: YAML 1.1, production 1 */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

/**
 * Parses one YAML document as its readers in production do. Never throws: what is wrong with it becomes a finding.
 * @param file the path to show
 */
export function parseYaml(file: string, bytes: Buffer, options: YamlOptions = {}): YamlFile {
  const [first = 'v2', ...others] = options.dialect === undefined ? readersOf(file) : [options.dialect];
  const yaml = parseAs(DIALECTS[first], file, bytes, options);
  if (yaml.findings.some(isRefusal)) return yaml;
  const more = others.flatMap((name) => {
    const { readers } = DIALECTS[name];
    const refusals = parseAs(DIALECTS[name], file, bytes, options).findings.filter(isRefusal);
    return refusals.map((finding) => ({
      ...finding,
      message: `${finding.message} (so ${readers} say; ${yaml.dialect.readers} would take it)`,
    }));
  });
  return more.length === 0 ? yaml : { ...yaml, findings: [...yaml.findings, ...more] };
}

function isRefusal({ verdict }: Finding): boolean {
  return verdict === 'refuse';
}

function parseAs(dialect: Dialect, file: string, bytes: Buffer, options: YamlOptions): YamlFile {
  const findings: Finding[] = [];
  const isTooLarge = bytes.length > LIMITS.bytes;
  const text = isTooLarge ? '' : decode(bytes);
  const lines = findLines(text);
  const add = (verdict: Verdict, code: CodeOf<'yaml'>, message: string, offset?: number) =>
    findings.push(createFinding(verdict, code, file, message, offset === undefined ? { file } : placeAt(file, lines, offset)));
  const result = (root?: Node): YamlFile => ({ file, text, lines, root, dialect, findings });

  if (isTooLarge) {
    add('refuse', 'yaml-limit', `is larger than ${LIMITS.bytes / 1024 / 1024} MiB, which is more than is read here; make it smaller`);
    return result();
  }
  if (text.startsWith('\ufeff')) add('warn', 'byte-order-mark', 'begins with a byte order mark; save it as UTF-8 without BOM');
  const crlf = text.indexOf('\r\n');
  if (crlf >= 0) add('warn', 'crlf', 'has Windows line ends (CRLF); save it with LF', crlf);
  if (!isUtf8(bytes) && !isUtf16(bytes)) {
    add('refuse', 'not-utf8', 'is not UTF-8; save it as UTF-8', findBroken(text, bytes));
    return result();
  }
  const control = text.search(CONTROL);
  if (control >= 0) {
    add('refuse', 'yaml-syntax', 'has a control character, which no YAML may hold; delete it', control);
    return result();
  }
  try {
    const composed = composeDocument(text, dialect);
    const duplicate = check(composed, dialect);
    for (const offset of duplicate) {
      if (!dialect.uniqueKeys)
        add(options.duplicateKeys ?? 'warn', 'duplicate-key', 'the same key stands twice in one map; delete one of them', offset);
      else
        add('refuse', 'duplicate-key', `the same key stands twice in one map, where ${dialect.readers} fail; delete one of them`, offset);
    }
    if (composed.tail.kind === 'document') {
      add('warn', 'yaml-documents', 'has several documents; only the first is read, so delete the rest', composed.tail.offset);
    } else if (composed.tail.kind === 'dropped') {
      const { line } = placeAt(file, lines, composed.tail.offset);
      add(
        'refuse',
        'yaml-syntax',
        `is not valid YAML: Go would silently drop the rest of this text from line ${line}, which stands outside of what comes before it; correct its indentation`,
        composed.tail.offset,
      );
    }
    return result(composed.root);
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error;
    if (error.kind === 'limit')
      add('refuse', 'yaml-limit', `${error.message}, which is more than is read here; make it simpler`, error.offset);
    else add('refuse', 'yaml-syntax', `is not valid YAML: ${error.message}`, error.offset);
    return result();
  }
}

/** Where maps have equal keys. Throws what Go's parser would fail with. */
function check({ root, isRisky: isComposedRisky }: Composed, dialect: Dialect): readonly number[] {
  if (root === undefined) return [];
  const { duplicates, isRisky } = checkKeys(root, dialect);
  if (isComposedRisky || isRisky) findRisks(evaluate(root, dialect, true), root, dialect);
  return duplicates;
}

function isUtf16(bytes: Buffer): boolean {
  return bytes.length % 2 === 0 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
}

/** UTF-8, or UTF-16 with its mark: Go reads both. */
function decode(bytes: Buffer): string {
  if (!isUtf16(bytes)) return bytes.toString('utf8');
  return bytes[0] === 0xff ? bytes.toString('utf16le') : Buffer.from(bytes).swap16().toString('utf16le');
}

/** The first character that the bytes do not say: one of those that stand for bytes that make no character. */
function findBroken(text: string, bytes: Buffer): number {
  const marks = [...text.matchAll(/\ufffd/g)].map(({ index }) => index);
  const isWhole = (offset: number) => isUtf8(bytes.subarray(0, Buffer.byteLength(text.slice(0, offset + 1))));
  let low = 0;
  let high = marks.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isWhole(marks[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return marks[low] ?? 0;
}
