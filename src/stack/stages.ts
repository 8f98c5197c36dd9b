import { createFinding, type Finding, type Place } from '../finding.ts';
import {
  getNode,
  getScalar,
  hasSyntaxError,
  isList,
  type Node,
  placeOf,
  readItems,
  readMap,
  type YamlFile,
  type YamlScalar,
} from '../yaml.ts';

/** What a stage waits for before or after it is applied. */
export interface StageCondition {
  readonly when: 'waitForPreCondition' | 'waitForPostCondition';
  /** Objects that the expressions may name, by their keys. */
  readonly objects: readonly StageObject[];
  /** CEL expressions; a single text in the file gives one. */
  readonly expressions: readonly YamlScalar[];
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

/** A clusteraddon.yaml as CSO reads it. */
export interface Stages {
  readonly yaml: YamlFile;
  /** In the order of the file. */
  readonly hooks: readonly { readonly name: string; readonly place: Place; readonly stages: readonly Stage[] }[];
}

/** Reads what is there; what is missing or of another form is for the checks. */
export function parseStages(yaml: YamlFile): Stages {
  const hooks = readMap(getNode(yaml.root, 'addonStages')) ?? [];
  return {
    yaml,
    hooks: hooks.map(({ key, keyNode, value }) => ({
      name: key,
      place: placeOf(yaml, keyNode),
      stages: readItems(value).map((stage) => readStage(yaml, key, stage)),
    })),
  };
}

function readStage(yaml: YamlFile, hook: string, stage: Node): Stage {
  const scalar = (node: Node, key: string) => getScalar(yaml, getNode(node, key));
  const conditions = (['waitForPreCondition', 'waitForPostCondition'] as const).flatMap((when): StageCondition[] => {
    const node = getNode(stage, when);
    if (node === undefined) return [];
    const written = getNode(node, 'conditions');
    const single = getScalar(yaml, written);
    const expressions = single ? [single] : readItems(written).flatMap((item) => getScalar(yaml, item) ?? []);
    const objects = readItems(getNode(node, 'objects')).map((object) => ({
      key: scalar(object, 'key'),
      apiVersion: scalar(object, 'apiVersion'),
      kind: scalar(object, 'kind'),
      name: scalar(object, 'name'),
      namespace: scalar(object, 'namespace'),
      place: placeOf(yaml, object),
    }));
    return [{ when, objects, expressions, place: placeOf(yaml, node) }];
  });
  return { hook, name: scalar(stage, 'name'), action: scalar(stage, 'action'), conditions, place: placeOf(yaml, stage) };
}

/** The hooks that CSO runs. Source: the contract of `clusteraddon.yaml` in CSO's clusteraddon controller. */
const HOOKS: readonly string[] = ['AfterControlPlaneInitialized', 'BeforeClusterUpgrade'];

/** CSO compares with the first word and takes everything else for the second. */
const ACTIONS = ['apply', 'delete'];

/**
 * What CSO would do otherwise than the file says: any action but the exact word `apply` deletes the addon's objects,
 * and a stage that names no folder is passed over in silence, or fails for ever at an upgrade.
 *
 * @param folders the folders of `cluster-addon/`
 */
export function checkStages(
  yaml: YamlFile,
  folders: readonly string[],
): { readonly names: ReadonlySet<string>; readonly findings: readonly Finding[] } {
  const names = new Set<string>();
  const findings: Finding[] = [];
  if (hasSyntaxError(yaml)) return { names, findings };
  const refuse = (code: string, subject: string, message: string, place: Parameters<typeof placeOf>[1]) =>
    findings.push(createFinding('refuse', code, subject, message, placeOf(yaml, place)));
  const hooks = readMap(getNode(yaml.root, 'addonStages'));
  if (hooks === undefined) {
    refuse('stage-form', yaml.file, 'has no map addonStages, so no addon would ever be applied; write stages below its hooks', yaml.root);
  }
  for (const { key, keyNode } of hooks ?? []) {
    if (HOOKS.includes(key)) continue;
    const message = `CSO never runs the hook ${key}; it knows ${HOOKS.join(' and ')}`;
    findings.push(createFinding('warn', 'stage-hook', key, message, placeOf(yaml, keyNode)));
  }
  for (const hook of HOOKS) {
    const list = getNode(yaml.root, 'addonStages', hook);
    if (list !== undefined && !isList(list))
      refuse('stage-form', hook, 'is no list of stages; write each as - {name: …, action: apply}', list);
    for (const stage of readItems(list)) {
      const fields = readMap(stage);
      if (fields === undefined) refuse('stage-form', hook, 'the stage is no map; write - {name: …, action: apply}', stage);
      // What a merge key brings in is not looked into.
      if (fields === undefined || fields.some(({ key }) => key === '<<')) continue;
      const name = getScalar(yaml, getNode(stage, 'name'));
      const action = getScalar(yaml, getNode(stage, 'action'));
      const subject = name?.source ?? hook;
      if (name !== undefined) names.add(name.source);
      if (!ACTIONS.includes(action?.source ?? '')) {
        const found = action === undefined ? 'no action' : `the action ${JSON.stringify(action.source)}`;
        refuse(
          'stage-action',
          subject,
          `the stage has ${found}, and CSO deletes the addon for anything but "apply"; write apply or delete`,
          getNode(stage, 'action') ?? stage,
        );
      }
      if (name === undefined || !folders.includes(name.source)) {
        const message = `no folder cluster-addon/${name?.source ?? ''} has the stage's name; there are ${folders.join(', ') || 'none'}`;
        refuse('stage-folder', subject, message, getNode(stage, 'name') ?? stage);
      }
    }
  }
  return { names, findings };
}
