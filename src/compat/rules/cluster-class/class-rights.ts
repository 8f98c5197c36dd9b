import { listRights, type Right } from '../../cluster-class/rights.ts';
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
    if (operator === undefined) return [];
    const rights = listRights(facts, operator);
    const [first] = rights;
    if (first === undefined) return [];
    const lacking = rights.filter(({ isGiven }) => !isGiven);
    if (lacking.length > 0) return lacking.map((right) => judgeRight(operator, right));
    const message = `${operator.release} may create all of its kinds`;
    return [{ verdict: 'ok', subject: 'cluster-class', place: first.object.place, message }];
  },
};

function judgeRight({ release }: OperatorRelease, { object, rule }: Right): Judgement {
  const { kind, apiVersion, place } = object;
  const written = `{apiGroups: ["${rule.apiGroups.join()}"], resources: [${rule.resources.join()}], verbs: [${rule.verbs.join(', ')}]}`;
  const message = `${release} has no right to create it, so the class would never be applied as a whole; add to controllerManager.rbac.additionalRules of CSO's chart: - ${written}`;
  return { verdict: 'warn', subject: `${kind} of ${apiVersion}`, place, message };
}
