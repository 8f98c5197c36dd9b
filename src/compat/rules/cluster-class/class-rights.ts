import type { RenderedObject } from '../../../chart/index.ts';
import { groupOf } from '../../api-version.ts';
import { listObjects } from '../../cluster-class/model.ts';
import type { OperatorRelease } from '../../knowledge/cluster-api.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { exampleClass } from './examples.ts';

export const CLASS_RIGHTS: Rule<'class-rights'> = {
  code: 'class-rights',
  title: 'CSO may create every kind in the cluster class',
  why: 'CSO applies the class with its own ClusterRole. The API server rejects whatever that role does not allow, and the release never becomes ready.',
  source: 'CSO, charts/templates/manager-rbac.yaml and values.yaml',
  verdicts: ['warn', 'ok'],
  passes: { files: exampleClass() },
  fails: {
    files: exampleClass([
      '---\napiVersion: bootstrap',
      '---\napiVersion: v1\nkind: Secret\nmetadata: {name: extra}\n---\napiVersion: bootstrap',
    ]),
  },
  check: (facts) => {
    const operator = facts.knowledge.clusterApi.operators.at(-1);
    const objects = listObjects(facts).filter(({ kind, apiVersion }) => kind !== '' && apiVersion !== '' && !kind.endsWith('List'));
    const [first] = objects;
    if (operator === undefined || first === undefined) return [];
    const kinds = [...new Map(objects.map((object) => [`${groupOf(object.apiVersion)}/${object.kind}`, object])).values()];
    const found = kinds.filter((object) => !mayCreate(operator, object));
    if (found.length > 0) return found.map((object) => judgeKind(operator, object));
    const message = `${operator.release} may create all of its kinds`;
    return [{ verdict: 'ok', subject: 'cluster-class', place: first.place, message }];
  },
};

function mayCreate({ creates }: OperatorRelease, { apiVersion, kind }: RenderedObject): boolean {
  return creates.some(({ group, kinds }) => group === groupOf(apiVersion) && (kinds.includes('*') || kinds.includes(kind)));
}

function judgeKind({ release }: OperatorRelease, { apiVersion, kind, place }: RenderedObject): Judgement {
  const rule = `{apiGroups: ["${groupOf(apiVersion)}"], resources: [${pluralOf(kind)}], verbs: [create, delete, get, list, patch, update, watch]}`;
  const message = `${release} has no right to create it, so the class would never be applied as a whole; add to controllerManager.rbac.additionalRules of CSO's chart: - ${rule}`;
  return { verdict: 'warn', subject: `${kind} of ${apiVersion}`, place, message };
}

/** Source: how the API machinery guesses a resource's name, `UnsafeGuessKindToResource` of k8s.io/apimachinery */
function pluralOf(kind: string): string {
  const singular = kind.toLowerCase();
  if (singular.endsWith('s')) return `${singular}es`;
  return singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}
