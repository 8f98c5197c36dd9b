import { isObject } from '../data.ts';
import type { Finding, Place } from '../finding.ts';
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
} from '../yaml/index.ts';
import type * as z from './check-data.ts';
import { checkData, type FileIssue } from './check-data.ts';

/** Something that is not as the schema says, and where. */
export interface LocatedIssue {
  readonly path: FileIssue['path'];
  /** Its subject: the file, or a key. */
  readonly subject: string;
  /** The problem with its subject: "waivers.0.expires is not a date". */
  readonly message: string;
  readonly place: Place;
  /** There is nothing at `path`, or nothing but blanks. */
  readonly isMissing: boolean;
}

/** A user's YAML file, held against its schema. */
export interface CheckedYaml<Data> {
  /** All but the entries that have an issue; undefined where nothing of it is sound. */
  readonly data: Data | undefined;
  readonly issues: readonly LocatedIssue[];
  /** Problems of the YAML itself. */
  readonly findings: readonly Finding[];
  /** The places of the sound entries of a list. */
  readonly placesOf: (list: string) => readonly Place[];
}

/**
 * Reads a YAML file that users write by hand. A broken or an empty one has no data.
 * @param file the path to show
 */
export function checkYaml<Schema extends z.ZodType>(schema: Schema, file: string, bytes: Buffer): CheckedYaml<z.infer<Schema>> {
  const yaml = parseYaml(file, bytes, { duplicateKeys: 'refuse' });
  const data = yaml.root === undefined || hasSyntaxError(yaml) ? {} : toData(yaml);
  const { issues, ...checked } = checkData(schema, data);
  return {
    data: checked.data ?? checkData(schema, dropFaulty(data, issues)).data,
    issues: [...findNumberKeys(yaml, yaml.root), ...issues.map((issue) => locateIssue(yaml, issue))],
    findings: yaml.findings,
    placesOf: (list) =>
      readItems(getNode(yaml.root, list))
        .filter((_, index) => !isFaulty(issues, list, index))
        .map((item) => placeOf(yaml, item)),
  };
}

/** A key written 1.30 is 1.3 to YAML, and would be taken for that minor. */
function findNumberKeys(yaml: YamlFile, node: Node | null | undefined): LocatedIssue[] {
  const inner = readMap(node) ?? readItems(node).map((value) => ({ keyNode: undefined, value }));
  return inner.flatMap(({ keyNode, value }) => {
    const key = getScalar(yaml, keyNode);
    const issues = findNumberKeys(yaml, value);
    if (key === undefined || typeof key.value !== 'number' || key.source === String(key.value)) return issues;
    const message = `the key ${key.source} is the number ${key.value} to YAML; put it in quotes`;
    return [{ path: [], subject: key.source, message, place: key.place, isMissing: false }, ...issues];
  });
}

function locateIssue(yaml: YamlFile, { path, message, isMissing, unknownKeys }: FileIssue): LocatedIssue {
  const node = nodeAt(yaml, path);
  const unknown = readMap(node)?.find(({ key }) => unknownKeys.includes(key))?.keyNode;
  const told = unknown || path.length === 0 ? message : `${path.join('.')} ${message}`;
  return { path, subject: yaml.file, message: told, place: placeOf(yaml, unknown ?? node), isMissing };
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
