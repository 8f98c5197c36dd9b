import { createFinding, type Finding, type Place } from '../finding.ts';
import {
  followAlias,
  getScalar,
  hasSyntaxError,
  isList,
  isNull,
  type Node,
  placeOf,
  readItems,
  readMap,
  type YamlFile,
  type YamlScalar,
} from '../yaml/index.ts';

/** The objects that a stage waits for, before or after it is applied. */
export interface StageCondition {
  readonly when: 'waitForPreCondition' | 'waitForPostCondition';
  /** Objects that the expression may name, by their keys. */
  readonly objects: readonly StageObject[];
  /** In CEL. */
  readonly expression: YamlScalar | undefined;
  readonly place: Place;
}

export interface StageObject {
  readonly key: YamlScalar | undefined;
  readonly apiVersion: YamlScalar | undefined;
  readonly kind: YamlScalar | undefined;
  readonly name: YamlScalar | undefined;
  readonly namespace: YamlScalar | undefined;
  readonly place: Place;
}

/** An entry of a hook. */
export interface Stage {
  readonly hook: string;
  readonly name: YamlScalar | undefined;
  readonly action: YamlScalar | undefined;
  readonly conditions: readonly StageCondition[];
  readonly place: Place;
}

/** The keys of one map of the file, for finding misspelt ones. */
export interface StageMap {
  readonly what: 'file' | 'stage' | 'condition' | 'object';
  /** The stage that it belongs to, or the file. */
  readonly subject: string;
  readonly keys: readonly { readonly name: string; readonly place: Place }[];
}

/** A clusteraddon.yaml as CSO reads it: aliases and merge keys followed. */
export interface Stages {
  readonly yaml: YamlFile;
  /** In the order of the file, each name once. */
  readonly hooks: readonly { readonly name: string; readonly place: Place; readonly stages: readonly Stage[] }[];
  readonly maps: readonly StageMap[];
  /** Parts that CSO could not load: `stage-form`. */
  readonly findings: readonly Finding[];
}

/** The hooks that CSO runs. Source: the contract of `clusteraddon.yaml` in CSO's clusteraddon controller. */
export const HOOKS: readonly string[] = ['AfterControlPlaneInitialized', 'BeforeClusterUpgrade'];

interface Field {
  readonly key: string;
  readonly keyNode: Node;
  readonly value: Node | undefined;
}

/** The findings and parts that reading one file gathers. */
interface Reading {
  readonly yaml: YamlFile;
  readonly maps: StageMap[];
  readonly findings: Finding[];
}

/** Reads what is there. Values of another form than CSO's, with which it loads nothing at all, become findings. */
export function parseStages(yaml: YamlFile): Stages {
  const reading: Reading = { yaml, maps: [], findings: [] };
  if (hasSyntaxError(yaml)) return { ...reading, hooks: [] };
  const fields = readFields(yaml, yaml.root) ?? [];
  noteKeys(reading, 'file', yaml.file, fields);
  const node = pickValue(fields, 'addonStages');
  const hooks = readFields(yaml, node);
  if (hooks === undefined) {
    refuse(
      reading,
      yaml.file,
      'has no map addonStages, so no addon would ever be applied; write stages below its hooks',
      node ?? yaml.root,
    );
  }
  // The map's own keys replace those that a merge key brings in.
  const last = [...new Map((hooks ?? []).map((field) => [field.key, field])).values()];
  return {
    ...reading,
    hooks: last.map(({ key, keyNode, value }) => ({
      name: key,
      place: placeOf(yaml, keyNode),
      stages: readList(reading, key, dropNull(value), 'is not a list of stages; write each as - {name: …, action: apply}').flatMap(
        (stage) => readStage(reading, key, stage) ?? [],
      ),
    })),
  };
}

function readStage(reading: Reading, hook: string, node: Node): Stage | undefined {
  const fields = readFields(reading.yaml, node);
  if (fields === undefined) {
    refuse(reading, hook, 'the stage is not a map; write - {name: …, action: apply}', node);
    return undefined;
  }
  const subject = getScalar(reading.yaml, pickValue(fields, 'name'))?.source ?? hook;
  noteKeys(reading, 'stage', subject, fields);
  const text = (key: string) => readText(reading, subject, fields, key);
  return {
    hook,
    name: text('name'),
    action: text('action'),
    conditions: (['waitForPreCondition', 'waitForPostCondition'] as const).flatMap(
      (when) => readCondition(reading, subject, when, pickValue(fields, when)) ?? [],
    ),
    place: placeOf(reading.yaml, node),
  };
}

function readCondition(
  reading: Reading,
  subject: string,
  when: StageCondition['when'],
  node: Node | undefined,
): StageCondition | undefined {
  if (node === undefined) return undefined;
  const fields = readFields(reading.yaml, node);
  if (fields === undefined) {
    refuse(reading, subject, `${when} is not a map; write objects and conditions below it`, node);
    return undefined;
  }
  noteKeys(reading, 'condition', subject, fields);
  const expression = readText(reading, subject, fields, 'conditions');
  const list = pickValue(fields, 'objects');
  // CSO skips a condition that says nothing.
  if (list === undefined && (expression?.source ?? '') === '') return undefined;
  const objects = readList(reading, subject, list, 'objects is not a list; write each as - {key: …, apiVersion: …, kind: …, name: …}');
  return {
    when,
    objects: objects.flatMap((object) => readObject(reading, subject, object) ?? []),
    expression,
    place: placeOf(reading.yaml, node),
  };
}

function readObject(reading: Reading, subject: string, node: Node): StageObject | undefined {
  const fields = readFields(reading.yaml, node);
  if (fields === undefined) {
    refuse(reading, subject, 'the object is not a map; write - {key: …, apiVersion: …, kind: …, name: …}', node);
    return undefined;
  }
  noteKeys(reading, 'object', subject, fields);
  const text = (key: string) => readText(reading, subject, fields, key);
  return {
    key: text('key'),
    apiVersion: text('apiVersion'),
    kind: text('kind'),
    name: text('name'),
    namespace: text('namespace'),
    place: placeOf(reading.yaml, node),
  };
}

/** The text of a field; CSO's YAML reader takes numbers and booleans for text, too. */
function readText(reading: Reading, subject: string, fields: readonly Field[], key: string): YamlScalar | undefined {
  const node = pickValue(fields, key);
  if (node && (isList(node) || readMap(node) !== undefined)) {
    refuse(reading, subject, `${key} is not text, so CSO cannot load the file and applies no addon at all; write one text`, node);
    return undefined;
  }
  return getScalar(reading.yaml, node);
}

function readList(reading: Reading, subject: string, node: Node | undefined, message: string): Node[] {
  if (node !== undefined && !isList(node)) refuse(reading, subject, message, node);
  return readItems(node).map((item) => followAlias(reading.yaml, item) ?? item);
}

/** How deep merge keys may nest: people do not nest them, but one can hold itself. */
const DEEPEST_MERGE = 10;

/** The fields of a map, with those that merge keys bring in before its own; undefined where the node is not a map. */
function readFields(yaml: YamlFile, node: Node | undefined, depth = 0): readonly Field[] | undefined {
  const pairs = readMap(followAlias(yaml, node));
  const own = pairs?.map(({ key, keyNode, value }) => ({ key, keyNode, value: followAlias(yaml, value) }));
  if (own === undefined || depth === DEEPEST_MERGE) return own;
  const merged = own
    .filter(({ key }) => key === '<<')
    .flatMap(({ value }) => (isList(value) ? readItems(value).toReversed() : [value]))
    .flatMap((value) => readFields(yaml, value ?? undefined, depth + 1) ?? []);
  return [...merged, ...own.filter(({ key }) => key !== '<<')];
}

/** The last of equal keys counts. */
function pickValue(fields: readonly Field[], key: string): Node | undefined {
  return dropNull(fields.findLast((field) => field.key === key)?.value);
}

/** CSO takes null for nothing, except as an item of a list. */
function dropNull(node: Node | undefined): Node | undefined {
  return isNull(node) ? undefined : node;
}

/** Keys that only hold an anchor are there for the file's author. */
function noteKeys({ yaml, maps }: Reading, what: StageMap['what'], subject: string, fields: readonly Field[]): void {
  const keys = fields.filter(({ value }) => !(value?.anchor !== undefined && what === 'file'));
  maps.push({ what, subject, keys: keys.map(({ key, keyNode }) => ({ name: key, place: placeOf(yaml, keyNode) })) });
}

function refuse({ yaml, findings }: Reading, subject: string, message: string, node: Node | undefined): void {
  findings.push(createFinding('refuse', 'stage-form', subject, message, placeOf(yaml, node)));
}
