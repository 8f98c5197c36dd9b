import { createFinding, type Finding } from '../finding.ts';
import { getNode, getScalar, hasSyntaxError, isList, placeOf, readItems, readMap, type YamlFile } from '../yaml.ts';

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
