import { STAND_IN } from '../../../chart/index.ts';
import { formatMinor } from '../../../version/index.ts';
import { checkObject, isKnownKind } from '../../check-object.ts';
import { isComplete } from '../../completeness.ts';
import type { Facts } from '../../facts.ts';
import { nameObject } from '../../identify-object.ts';
import { KUBERNETES_FIELDS } from '../../knowledge/kubernetes-fields.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { type AppliedObjects, listAppliedObjects } from './list-applied.ts';

const example = (port: string) => ({
  'cluster-addon/cni/templates/cni.yaml': `apiVersion: v1\nkind: Service\nmetadata: {name: cni}\nspec: {ports: [{port: ${port}}]}\n`,
});

export const OBJECT_FIELD: Rule<'object-field'> = {
  code: 'object-field',
  title: 'objects of Kubernetes’ own kinds have fields of their kinds, with values of the right types',
  why: 'kubectl apply and helm install warn of an unknown field, or drop it. Server-side apply, and so CSO, takes no object with one: CSO retries it forever, and no later stage runs. The same holds for a number where a text belongs.',
  source: KUBERNETES_FIELDS.source,
  verdicts: ['refuse', 'unknown', 'ok'],
  passes: { files: example('80') },
  fails: { files: example('"80"') },
  check: (facts) => listAppliedObjects(facts).flatMap((chart) => judgeChart(chart, facts)),
};

function judgeChart({ subject, cluster, chart, rendering, objects }: AppliedObjects, { kubernetes }: Facts): Judgement[] {
  const minor = cluster === 'workload' ? kubernetes.minor : undefined;
  const found = objects.flatMap((object): Judgement[] =>
    checkObject(object.data, object.apiVersion, object.kind, minor, isStandIn).map(({ isCertain, message }) => ({
      verdict: isCertain ? 'refuse' : 'unknown',
      subject: nameObject(object),
      place: object.place,
      message,
    })),
  );
  if (found.length > 0 || !isComplete(rendering)) return found;
  if (!objects.some(({ apiVersion, kind }) => isKnownKind(apiVersion, kind))) return [];
  const of = minor === undefined ? 'Kubernetes' : `Kubernetes ${formatMinor(kubernetes)}`;
  return [{ verdict: 'ok', subject, place: { file: chart.yaml.file }, message: `has no field that ${of} does not have` }];
}

/** What only a real cluster knows is rendered with a text, whatever belongs there. */
function isStandIn(text: string): boolean {
  return text.includes(STAND_IN);
}
