import { isObject } from '../../data.ts';
import { createFinding, type Finding } from '../../finding.ts';
import {
  getNode,
  getScalar,
  hasSyntaxError,
  type Node,
  parseYaml,
  placeOf,
  readItems,
  readMap,
  toData,
  type YamlFile,
} from '../../yaml/index.ts';
import type { KnowledgeFile } from '../knowledge/index.ts';
import type { FileIssue } from './file-schema.ts';
import type { Waiver } from './waivers.ts';

/** The contents of a compatibility.yaml, without its mistakes. */
export interface Compatibility {
  readonly waivers: readonly Waiver[];
  readonly knowledge: KnowledgeFile;
}

/**
 * Reads a compatibility.yaml, from a stack's directory or the repository's root.
 * @param file the path to show
 */
export async function parseCompatibility(
  file: string,
  bytes: Buffer,
): Promise<{ readonly compatibility: Compatibility; readonly findings: readonly Finding[] }> {
  // Loaded only now: most runs have no such file.
  const { checkData, COMPATIBILITY_FILE } = await import('./file-schema.ts');
  const { yaml, data, findings } = readData(file, bytes);
  const { issues, ...checked } = checkData(COMPATIBILITY_FILE, data);
  const { waivers = [], ...knowledge } = checked.data ?? checkData(COMPATIBILITY_FILE, dropFaulty(data, issues)).data ?? {};
  const places = readItems(getNode(yaml.root, 'waivers'))
    .filter((_, index) => !isFaulty(issues, 'waivers', index))
    .map((item) => placeOf(yaml, item));
  return {
    compatibility: { waivers: waivers.map((waiver, index) => ({ ...waiver, place: places[index] ?? { file } })), knowledge },
    findings: [...findings, ...describeIssues(yaml, issues)],
  };
}

/** Reads a file for `--knowledge`: the same but for waivers. */
export async function parseKnowledge(
  file: string,
  bytes: Buffer,
): Promise<{ readonly knowledge: KnowledgeFile; readonly findings: readonly Finding[] }> {
  const { checkData, KNOWLEDGE_FILE } = await import('./file-schema.ts');
  const { yaml, data, findings } = readData(file, bytes);
  const { issues, ...checked } = checkData(KNOWLEDGE_FILE, data);
  const knowledge = checked.data ?? checkData(KNOWLEDGE_FILE, dropFaulty(data, issues)).data ?? {};
  return { knowledge, findings: [...findings, ...describeIssues(yaml, issues)] };
}

/** The data of a file; that of a broken or empty one is empty. */
function readData(file: string, bytes: Buffer): { readonly yaml: YamlFile; readonly data: unknown; readonly findings: readonly Finding[] } {
  const yaml = parseYaml(file, bytes, { duplicateKeys: 'refuse' });
  const isEmpty = yaml.root === undefined || hasSyntaxError(yaml);
  return { yaml, data: isEmpty ? {} : toData(yaml), findings: [...yaml.findings, ...findNumberKeys(yaml, yaml.root)] };
}

/** A key written 1.30 is 1.3 to YAML, and would be taken for that minor. */
function findNumberKeys(yaml: YamlFile, node: Node | null | undefined): Finding[] {
  const inner = readMap(node) ?? readItems(node).map((value) => ({ keyNode: undefined, value }));
  return inner.flatMap(({ keyNode, value }) => {
    const key = getScalar(yaml, keyNode);
    const findings = findNumberKeys(yaml, value);
    if (key === undefined || typeof key.value !== 'number' || key.source === String(key.value)) return findings;
    const message = `the key ${key.source} is the number ${key.value} to YAML; put it in quotes`;
    return [createFinding('refuse', 'compatibility-file', key.source, message, key.place), ...findings];
  });
}

/** A waiver that lacks only its reason or its date is well-formed enough not to be a mistake of the file. */
const WHY_AND_UNTIL = new Set<unknown>(['reason', 'expires']);

function describeIssues(yaml: YamlFile, issues: readonly FileIssue[]): Finding[] {
  return issues.map(({ path, message, isMissing, unknownKeys }) => {
    const node = nodeAt(yaml, path);
    if (path[0] === 'waivers' && WHY_AND_UNTIL.has(path[2]) && isMissing) {
      const why = `${path[2]} is missing, so the waiver does not count; a waiver says why it is right, and until when`;
      return createFinding('warn', 'waiver-reason', yaml.file, why, placeOf(yaml, node));
    }
    const unknown = readMap(node)?.find(({ key }) => unknownKeys.includes(key))?.keyNode;
    const told = unknown || path.length === 0 ? message : `${path.join('.')} ${message}`;
    return createFinding('refuse', 'compatibility-file', yaml.file, told, placeOf(yaml, unknown ?? node));
  });
}

/** The node at a path, or the last one on the way to it. */
function nodeAt(yaml: YamlFile, path: FileIssue['path']): Node | undefined {
  let node = yaml.root;
  for (const key of path) {
    const next = typeof key === 'number' ? readItems(node)[key] : readMap(node)?.findLast((entry) => entry.key === key)?.value;
    if (next === undefined || next === null) return node;
    node = next;
  }
  return node;
}

/** The data without the entries that have an issue. */
function dropFaulty(data: unknown, issues: readonly FileIssue[]): unknown {
  if (!isObject(data)) return {};
  const unknown = new Set(issues.filter(({ path }) => path.length === 0).flatMap(({ unknownKeys }) => unknownKeys));
  const sound = Object.entries(data).flatMap(([key, value]) => {
    if (unknown.has(key) || isFaulty(issues, key)) return [];
    return [[key, Array.isArray(value) ? value.filter((_, index) => !isFaulty(issues, key, index)) : value]];
  });
  return Object.fromEntries(sound);
}

/** Whether an issue is about an entry of a list, or (without an index) about the list as a whole. */
function isFaulty(issues: readonly FileIssue[], key: string, index?: number): boolean {
  return issues.some(({ path }) => path[0] === key && (typeof path[1] === 'number' ? path[1] === index : true));
}
