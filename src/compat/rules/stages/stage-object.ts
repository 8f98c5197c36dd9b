import type { StageObject } from '../../../stack/index.ts';
import { formatMinor, minorsAbove } from '../../../version/index.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { listStages, nameStage } from '../../stages.ts';

export const STAGE_OBJECT: Rule = {
  code: 'stage-object',
  title: 'every object that a stage waits for can be asked for',
  why: 'CSO asks the API server for each object by apiVersion, kind, namespace and name. Where one of them is missing or wrong it fails at every try, and never comes to the next stage.',
  source: 'CSO’s clusteraddon controller, which asks with a discovery REST mapper and a dynamic client',
  verdicts: ['ok', 'refuse', 'unknown'],
  passes: { files: { 'clusteraddon.yaml': formatExample('namespace: kube-system, name: cilium') } },
  fails: { files: { 'clusteraddon.yaml': formatExample('name: cilium') }, note: 'A DaemonSet has a namespace.' },
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
      // What nobody knows of a kind need not be said of every object.
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

function isKnown({ knowledge }: Facts, { apiVersion, kind }: StageObject): boolean {
  const { apis, customScopes } = knowledge.kubernetesApis;
  const version = apiVersion?.source || 'v1';
  return apis[`${version}/${kind?.source}`] !== undefined || customScopes[`${version.split('/')[0]}/${kind?.source}`] !== undefined;
}

interface Problem {
  readonly why: string;
  readonly at?: StageObject['key'];
}

function findProblem({ knowledge, kubernetes }: Facts, object: StageObject): Problem | undefined {
  const { kind, name, namespace, apiVersion } = object;
  if (!kind?.source) return { why: 'the object has no kind, so CSO cannot ask for it' };
  if (!name?.source) return { why: `the ${kind.source} has no name, so CSO cannot ask for it` };
  const { apis, customScopes } = knowledge.kubernetesApis;
  const version = apiVersion?.source || 'v1';
  const parts = version.split('/');
  if (parts.length > 2) return { why: `${version} is no apiVersion; write <group>/<version>`, at: apiVersion };
  const life = apis[`${version}/${kind.source}`];
  if (life === undefined) {
    const others = Object.keys(apis).filter((key) => key.endsWith(`/${kind.source}`));
    const known = others.filter((key) => isServed(apis[key], kubernetes.minor)).map((key) => key.slice(0, -kind.source.length - 1));
    // Groups without a dot are Kubernetes' own, and the table has all of their kinds.
    if (isTableComplete(knowledge, kubernetes) && (parts.length === 1 || !parts[0]?.includes('.'))) {
      const hint = known.length > 0 ? `write ${known.at(-1)}` : 'write the apiVersion of its CRD';
      const found = apiVersion?.source ? `there is no kind ${kind.source} in ${version}` : `the ${kind.source} has no apiVersion`;
      return { why: `${found}; ${hint}`, at: apiVersion };
    }
  } else if (!isServed(life, kubernetes.minor)) {
    const hint = life.replacement === undefined ? '' : `; write ${life.replacement}`;
    return { why: `Kubernetes ${formatMinor(kubernetes)} does not serve ${version} ${kind.source}${hint}`, at: apiVersion };
  }
  const scope = life?.scope ?? customScopes[`${parts[0]}/${kind.source}`];
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

/** Of a minor above the newest that the table was made from there may be kinds that it does not have. */
function isTableComplete({ kubernetesApis }: Facts['knowledge'], kubernetes: Facts['kubernetes']): boolean {
  return minorsAbove(kubernetes, kubernetesApis.newestReleased) <= 0;
}

type ApiLife = Facts['knowledge']['kubernetesApis']['apis'][string];

/** As far as the table goes: what is off by default may be on. */
function isServed(life: ApiLife | undefined, minor: number): boolean {
  const minorOf = (version: string | undefined) => (version === undefined ? undefined : Number(version.split('.')[1]));
  return (minorOf(life?.introduced) ?? 0) <= minor && minor < (minorOf(life?.removed) ?? Number.POSITIVE_INFINITY);
}
