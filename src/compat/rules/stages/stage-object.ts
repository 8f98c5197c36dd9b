import type { StageObject } from '../../../stack/index.ts';
import { formatMinor } from '../../../version/index.ts';
import { groupOf } from '../../api-version.ts';
import type { Facts } from '../../facts.ts';
import { findApi, isAboveTable, isBuiltIn, listServedIn } from '../../find-api.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { listStages, nameStage } from '../../stages.ts';

export const STAGE_OBJECT: Rule<'stage-object'> = {
  code: 'stage-object',
  title: 'every object that a stage waits for can be looked up',
  why: 'CSO asks the API server for each object by apiVersion, kind, namespace and name. If one of them is missing or wrong, every attempt fails and the next stage never runs.',
  source: 'CSO’s clusteraddon controller, which uses a discovery REST mapper and a dynamic client',
  verdicts: ['ok', 'refuse', 'unknown'],
  passes: { files: { 'clusteraddon.yaml': formatExample('namespace: kube-system, name: cilium') } },
  fails: { files: { 'clusteraddon.yaml': formatExample('name: cilium') }, note: 'a DaemonSet has a namespace' },
  check: (facts) => {
    const asked = new Set<string>();
    const objects = listStages(facts).flatMap((stage) =>
      stage.conditions.flatMap((condition) => condition.objects.map((object) => ({ subject: nameStage(stage), object }))),
    );
    return objects.flatMap(({ subject, object }): Judgement[] => {
      const problem = findProblem(facts, object);
      const place = problem?.at?.place ?? object.place;
      if (problem) return [{ verdict: 'refuse', subject, message: problem.why, place }];
      const kind = `${object.kind?.source} of ${object.apiVersion?.source}`;
      if (isKnown(facts, object)) {
        return [{ verdict: 'ok', subject, message: `${object.kind?.source}/${object.name?.source} can be asked for`, place }];
      }
      // What is unknown of a kind is said once, not for every object.
      if (asked.has(kind)) return [];
      asked.add(kind);
      const message = `no table knows the kind ${kind}, so whether it has a namespace was not checked`;
      return [{ verdict: 'unknown', subject, message, place }];
    });
  },
};

function formatExample(fields: string): string {
  return `addonStages:
  AfterControlPlaneInitialized:
    - name: cni
      action: apply
      waitForPostCondition:
        objects: [{key: ds, apiVersion: apps/v1, kind: DaemonSet, ${fields}}]
        conditions: ds.status.numberReady > 0
  BeforeClusterUpgrade:
    - {name: cni, action: apply}
`;
}

/** Whether any table has the kind: only then is its scope known. */
function isKnown({ knowledge }: Facts, { apiVersion, kind }: StageObject): boolean {
  const { apis, customScopes } = knowledge.kubernetesApis;
  const version = apiVersion?.source || 'v1';
  return apis[`${version}/${kind?.source}`] !== undefined || customScopes[`${groupOf(version)}/${kind?.source}`] !== undefined;
}

interface Problem {
  readonly why: string;
  readonly at?: StageObject['key'];
}

/** Why CSO cannot ask for an object; undefined where nothing speaks against it. */
export function findProblem({ knowledge, kubernetes }: Pick<Facts, 'knowledge' | 'kubernetes'>, object: StageObject): Problem | undefined {
  const { kind, name, namespace, apiVersion } = object;
  if (!kind?.source) return { why: 'the object has no kind, so CSO cannot ask for it' };
  if (!name?.source) return { why: `the ${kind.source} has no name, so CSO cannot ask for it` };
  const table = knowledge.kubernetesApis;
  const version = apiVersion?.source || 'v1';
  if (version.split('/').length > 2) return { why: `${version} is not an apiVersion; write <group>/<version>`, at: apiVersion };
  const state = findApi(table, version, kind.source, kubernetes);
  if (state.kind === 'coming' || state.kind === 'removed') {
    const hint = state.life.replacement === undefined ? '' : `; write ${state.life.replacement}`;
    return { why: `Kubernetes ${formatMinor(kubernetes)} does not serve ${version} ${kind.source}${hint}`, at: apiVersion };
  }
  // Alpha APIs are in no table.
  const isListed = isBuiltIn(table, version) && !version.includes('alpha') && !isAboveTable(table, kubernetes);
  if (state.kind === 'unlisted' && isListed) {
    const known = listServedIn(table, kind.source, kubernetes).at(-1);
    const hint = known === undefined ? 'write the apiVersion of its CRD' : `write ${known}`;
    const found = apiVersion?.source ? `there is no kind ${kind.source} in ${version}` : `the ${kind.source} has no apiVersion`;
    return { why: `${found}; ${hint}`, at: apiVersion };
  }
  const scope = state.kind === 'unlisted' ? table.customScopes[`${groupOf(version)}/${kind.source}`] : state.life.scope;
  if (scope === 'Namespaced' && !namespace?.source) {
    return { why: `the ${kind.source} has no namespace, so CSO never finds it; addons' objects are in kube-system`, at: name };
  }
  if (scope === 'Cluster' && namespace?.source) {
    return {
      why: `a ${kind.source} belongs to no namespace, so CSO never finds it in ${namespace.source}; delete the namespace`,
      at: namespace,
    };
  }
  return undefined;
}
