import type { RenderedObject } from '../../../chart/index.ts';
import { formatMinor, minorsAbove, parseMinor } from '../../../version/index.ts';
import { isComplete } from '../../completeness.ts';
import type { Facts } from '../../facts.ts';
import { findApi } from '../../find-api.ts';
import { nameObject } from '../../identify-object.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { listAppliedObjects } from './list-applied.ts';

const BUDGET = 'kind: PodDisruptionBudget\nmetadata: {name: cni}\n';

export const REMOVED_API: Rule<'removed-api'> = {
  code: 'removed-api',
  title: 'every addon’s objects use APIs that the stack’s Kubernetes still serves',
  why: 'The API server does not know a removed API. CSO retries such an object forever, and no later stage runs.',
  source: 'Kubernetes, API lifecycles of v0.19 to v0.36',
  verdicts: ['refuse', 'warn', 'ok'],
  passes: { files: { 'cluster-addon/cni/templates/cni.yaml': `apiVersion: policy/v1\n${BUDGET}` } },
  fails: { files: { 'cluster-addon/cni/templates/cni.yaml': `apiVersion: policy/v1beta1\n${BUDGET}` } },
  check: (facts) =>
    listAppliedObjects(facts).flatMap(({ subject, cluster, chart, rendering, objects }): Judgement[] => {
      if (cluster === 'management') return [];
      const found = objects.flatMap((object): Judgement[] => {
        const judged = judge(object, facts);
        return judged ? [{ ...judged, subject: nameObject(object), place: object.place }] : [];
      });
      if (found.length > 0 || !isComplete(rendering)) return found;
      const message = `uses no API that Kubernetes ${formatMinor(facts.kubernetes)} or the next minor removes`;
      return [{ verdict: 'ok', subject, place: { file: chart.yaml.file }, message }];
    }),
};

function judge({ apiVersion, kind }: RenderedObject, { kubernetes, knowledge }: Facts): Pick<Judgement, 'verdict' | 'message'> | undefined {
  const table = knowledge.kubernetesApis;
  const state = findApi(table, apiVersion, kind, kubernetes);
  if (state.kind === 'unlisted' || state.life.removed === undefined) return undefined;
  const { removed, deprecated, replacement } = state.life;
  const isFinal = minorsAbove(parseMinor(table.newestReleased), removed) >= 0;
  const use = replacement === undefined ? '' : `; use ${replacement}`;
  if (state.kind === 'removed' && isFinal) {
    const message = `${apiVersion} was removed in Kubernetes ${removed}, so ${formatMinor(kubernetes)} refuses the object${use}`;
    return { verdict: 'refuse', message };
  }
  if (minorsAbove(kubernetes, removed) < -1 || (deprecated !== undefined && minorsAbove(kubernetes, deprecated) < 0)) return undefined;
  const gone = isFinal ? 'is removed' : 'is planned to be removed';
  return { verdict: 'warn', message: `${apiVersion} is deprecated and ${gone} in Kubernetes ${removed}${use}` };
}
