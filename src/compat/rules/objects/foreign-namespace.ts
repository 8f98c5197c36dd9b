import type { RenderedObject } from '../../../chart/index.ts';
import { groupOf } from '../../api-version.ts';
import { isComplete } from '../../completeness.ts';
import { nameObject } from '../../identify-object.ts';
import type { KubernetesApiTable, Scope } from '../../knowledge/kubernetes-apis.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { type CustomKind, readCustomKinds } from './custom-kinds.ts';
import { listAppliedObjects } from './list-applied.ts';

const ROLE = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n';

export const FOREIGN_NAMESPACE: Rule<'foreign-namespace'> = {
  code: 'foreign-namespace',
  title: 'every object is in the namespace that CSO applies it in',
  why: 'CSO applies an addon’s objects in kube-system, and those of the cluster class in the release’s namespace. The API server rejects an object that names another namespace, and CSO retries forever.',
  source: 'CSO, pkg/kube; Kubernetes: a request’s namespace must match its object’s',
  verdicts: ['refuse', 'ok', 'unknown'],
  passes: { files: { 'cluster-addon/cni/templates/cni.yaml': `${ROLE}metadata: {name: cni, namespace: kube-system}\n` } },
  fails: { files: { 'cluster-addon/cni/templates/cni.yaml': `${ROLE}metadata: {name: cni, namespace: cilium-secrets}\n` } },
  check: (facts) => {
    const charts = listAppliedObjects(facts);
    const customKinds = readCustomKinds(charts);
    return charts.flatMap(({ subject, cluster, chart, rendering, objects, namespace }): Judgement[] => {
      if (namespace === undefined) return [];
      const through = cluster === 'workload' ? namespace : "the release's namespace";
      const write =
        cluster === 'workload' ? "write kube-system (into a dependency's objects by its values)" : 'write {{ .Release.Namespace }}';
      const asked = new Set<string>();
      const found = objects.flatMap((object): Judgement[] => {
        if (!object.namespace || object.namespace === namespace) return [];
        const scope = findScope(object, facts.knowledge.kubernetesApis, customKinds);
        const kind = `${object.apiVersion}/${object.kind}`;
        // What is unknown of a kind is said once, not for every object.
        if (scope === 'Cluster' || (scope === undefined && asked.has(kind))) return [];
        if (scope === undefined) asked.add(kind);
        const [verdict, then] =
          scope === 'Namespaced'
            ? (['refuse', 'so the API server rejects it'] as const)
            : (['unknown', 'so the API server rejects it, unless its kind has no namespaces, which is not known here'] as const);
        const message = `names the namespace ${object.namespace}, but CSO applies it through ${through}, ${then}; ${write}, or leave the namespace out`;
        return [{ verdict, subject: nameObject(object), place: object.place, message }];
      });
      if (found.length > 0 || !isComplete(rendering)) return found;
      return [{ verdict: 'ok', subject, place: { file: chart.yaml.file }, message: `names no namespace but ${through}` }];
    });
  },
};

function findScope(
  { apiVersion, kind }: RenderedObject,
  { apis, customScopes }: KubernetesApiTable,
  customKinds: ReadonlyMap<string, CustomKind>,
): Scope | undefined {
  const group = groupOf(apiVersion);
  const key = `${group}/${kind}`;
  // A ClusterClass finds its templates in its own namespace, so all of them have one.
  const template = group.endsWith('.cluster.x-k8s.io') && kind.endsWith('Template') ? 'Namespaced' : undefined;
  return apis[`${apiVersion}/${kind}`]?.scope ?? customKinds.get(key)?.scope ?? customScopes[key] ?? template;
}
