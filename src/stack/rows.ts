import { createFinding, type Finding, type Place } from '../finding.ts';
import type { CodeOf } from '../finding-code.ts';
import { formatMinor, isSameMinor, type KubernetesVersion } from '../version/index.ts';
import { getNode, getScalar, hasSyntaxError, isList, parseYaml, placeOf, readItems, readMap, type YamlFile } from '../yaml/index.ts';
import { readKubernetesVersion } from './kubernetes-version.ts';

/** A row of versions.yaml: what one line has other than the tree says. */
export interface Row {
  readonly place: Place;
  /** Undefined where the row does not tell, which its findings say. */
  readonly kubernetes?: { readonly version: KubernetesVersion; readonly place: Place };
  readonly cells: readonly Cell[];
  readonly findings: readonly Finding[];
}

/** A dependency's version, as the row names and writes it. */
export interface Cell {
  readonly key: string;
  readonly keyPlace: Place;
  readonly version: string;
  readonly place: Place;
}

/** The other keys of upstream's rows: which Ubuntu a node image is of. Nothing that ships depends on it. */
const OTHER_KEYS: readonly string[] = ['ubuntu'];

/** Each makes a line, which is checked and built by itself. Kubernetes does not have as many minors. */
const MOST_ROWS = 200;

/** Reads versions.yaml: a list with one map for each line. */
export function parseRows(file: string, bytes: Buffer): { readonly rows: readonly Row[]; readonly findings: readonly Finding[] } {
  const yaml = parseYaml(file, bytes, { duplicateKeys: 'refuse' });
  if (hasSyntaxError(yaml)) return { rows: [], findings: yaml.findings };
  const items = readItems(yaml.root);
  const tooMany = items[MOST_ROWS];
  if (tooMany !== undefined) {
    const message = `has ${items.length} rows, and no more than ${MOST_ROWS} are read: one for each Kubernetes minor; delete the others`;
    return { rows: [], findings: [...yaml.findings, createFinding('refuse', 'row-form', file, message, placeOf(yaml, tooMany))] };
  }
  if (items.length > 0) return { rows: refuseDuplicates(items.map((item) => readRow(yaml, item))), findings: yaml.findings };
  const what = isList(yaml.root) ? 'has no row' : 'is not a list of rows';
  const message = `${what}, so it makes no line; write one for each Kubernetes version, like - {kubernetes: 1.32.5}`;
  return { rows: [], findings: [...yaml.findings, createFinding('refuse', 'row-form', file, message, placeOf(yaml, yaml.root))] };
}

function readRow(yaml: YamlFile, item: ReturnType<typeof readItems>[number]): Row {
  const findings: Finding[] = [];
  const place = placeOf(yaml, item);
  const refuse = (code: CodeOf<'directory' | 'lines'>, message: string, where: Place) =>
    findings.push(createFinding('refuse', code, yaml.file, message, where));
  const fields = readMap(item);
  if (fields === undefined) {
    refuse('row-form', 'the row is not a map; write it like - {kubernetes: 1.32.5}', place);
    return { place, cells: [], findings };
  }
  const written = getScalar(yaml, getNode(item, 'kubernetes'));
  if (written === undefined) refuse('kubernetes-version', 'the row names no kubernetes version; write kubernetes: 1.32.5', place);
  const kubernetes =
    written &&
    readKubernetesVersion(written, 'kubernetes', 'full', (verdict, code, message, where) =>
      findings.push(createFinding(verdict, code, yaml.file, message, where)),
    );
  const cells = fields
    .filter(({ key }) => key !== 'kubernetes' && !OTHER_KEYS.includes(key))
    .flatMap(({ key, keyNode, value }): Cell[] => {
      const scalar = getScalar(yaml, value ?? undefined);
      const keyPlace = placeOf(yaml, keyNode);
      if (scalar !== undefined && scalar.source !== '') return [{ key, keyPlace, version: scalar.source, place: scalar.place }];
      refuse('row-version', `${key} names no version; write one, or leave the key out`, value === null ? keyPlace : placeOf(yaml, value));
      return [];
    });
  return { place, ...(written && kubernetes && { kubernetes: { version: kubernetes.version, place: written.place } }), cells, findings };
}

/** Every row of a minor that several are for gets a finding that names the others. */
function refuseDuplicates(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) => {
    const same = rows.filter((other) => other !== row && areOfOneMinor(row, other));
    if (row.kubernetes === undefined || same.length === 0) return row;
    const { version, place } = row.kubernetes;
    const lines = same.map((other) => other.place.line).join(' and ');
    const message = `there is another row for Kubernetes ${formatMinor(version)} in line ${lines}; a line has one, so delete the rest`;
    return { ...row, findings: [...row.findings, createFinding('refuse', 'row-duplicate', place.file, message, place)] };
  });
}

function areOfOneMinor({ kubernetes: a }: Row, { kubernetes: b }: Row): boolean {
  return a !== undefined && b !== undefined && isSameMinor(a.version, b.version);
}
