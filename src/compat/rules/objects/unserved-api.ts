import type { RenderedObject } from '../../../chart/index.ts';
import { formatMinor, minorsAbove } from '../../../version/index.ts';
import { isComplete } from '../../completeness.ts';
import type { Facts } from '../../facts.ts';
import { findApi, isAboveTable, isBuiltIn, listServedIn } from '../../find-api.ts';
import { nameObject } from '../../identify-object.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { AT_UPGRADE, appliedBy } from '../../stages.ts';
import { judgeCustomKind, readOwnKinds } from './custom-kinds.ts';
import { type AppliedObjects, listAppliedObjects } from './list-applied.ts';

type Said = Pick<Judgement, 'verdict' | 'message'>;

const METADATA = 'metadata: {name: cni}\n';

export const UNSERVED_API: Rule<'unserved-api'> = {
  code: 'unserved-api',
  title: 'every addon’s objects use APIs that the stack’s Kubernetes, or a CRD in the stack, already serves',
  why: 'The API server does not know the kind of such an object. CSO retries it forever, and no later stage runs.',
  source: 'Kubernetes, API lifecycles of v0.19 to v0.36',
  verdicts: ['refuse', 'warn', 'ok', 'unknown'],
  passes: { files: { 'cluster-addon/cni/templates/cni.yaml': `apiVersion: apps/v1\nkind: DaemonSet\n${METADATA}` } },
  fails: { files: { 'cluster-addon/cni/templates/cni.yaml': `apiVersion: resource.k8s.io/v1\nkind: DeviceClass\n${METADATA}` } },
  check: (facts) => {
    const charts = listAppliedObjects(facts).filter(({ cluster }) => cluster === 'workload');
    const own = readOwnKinds(facts, charts);
    return charts.flatMap((chart): Judgement[] => {
      const asked = new Set<string>();
      let unseen = !isComplete(chart.rendering);
      const found = chart.objects.flatMap((object): Judgement[] => {
        if (object.apiVersion === '' || object.kind === '' || isList(object)) return [];
        const said = judge(object, chart, facts) ?? judgeCustomKind(object, chart, own);
        if (said === 'unseen') unseen = true;
        if (said === undefined || said === 'unseen') return [];
        // What is unknown of a kind is said once, not for every object.
        const key = `${said.verdict} ${object.apiVersion}/${object.kind}`;
        if (said.verdict === 'unknown' && asked.has(key)) return [];
        asked.add(key);
        return [{ ...said, subject: nameObject(object), place: object.place }];
      });
      if (found.length > 0 || unseen) return found;
      const message = `all its APIs are served in Kubernetes ${formatMinor(facts.kubernetes)} or by CRDs of the stack`;
      return [{ verdict: 'ok', subject: chart.subject, place: { file: chart.chart.yaml.file }, message }];
    });
  },
};

/** Lists have a rule of their own, and no API. */
function isList({ kind, data }: RenderedObject): boolean {
  return kind.endsWith('List') && Array.isArray(data['items']);
}

/** The answer of Kubernetes' own table; undefined where all is well, and for kinds that are not Kubernetes' own. */
function judge({ apiVersion, kind }: RenderedObject, chart: AppliedObjects, facts: Facts): Said | undefined {
  const { kubernetes } = facts;
  const table = facts.knowledge.kubernetesApis;
  const stack = formatMinor(kubernetes);
  const state = findApi(table, apiVersion, kind, kubernetes);
  switch (state.kind) {
    case 'unlisted':
      return isBuiltIn(table, apiVersion) ? judgeUnlisted(apiVersion, kind, facts) : undefined;
    case 'coming': {
      const since = `is served from Kubernetes ${state.life.introduced} on, and the stack has ${stack}`;
      return { verdict: 'refuse', message: `${apiVersion} ${kind} ${since}${suggest(kind, facts)}` };
    }
    // Another rule tells.
    case 'removed':
      return undefined;
    case 'off': {
      const message = `${apiVersion} ${kind} is off unless the API server's --runtime-config turns it on${suggest(kind, facts)}`;
      return { verdict: 'warn', message };
    }
    case 'served': {
      const { introduced } = state.life;
      const isNew = introduced !== undefined && minorsAbove(kubernetes, introduced) === 0;
      if (!isNew || !appliedBy(facts, AT_UPGRADE).some((name) => name === chart.folder)) return undefined;
      const message = `CSO applies it before the upgrade, to a cluster of the minor before ${stack}, which does not serve ${apiVersion} ${kind} yet: the upgrade hangs`;
      return { verdict: facts.earlier?.some(({ relation }) => relation === 'previous-minor') ? 'refuse' : 'warn', message };
    }
  }
}

function judgeUnlisted(apiVersion: string, kind: string, facts: Facts): Said {
  const table = facts.knowledge.kubernetesApis;
  const hint = suggest(kind, facts);
  if (isAboveTable(table, facts.kubernetes)) {
    return { verdict: 'unknown', message: `no ${apiVersion} ${kind} is known up to Kubernetes ${table.newestReleased}${hint}` };
  }
  if (apiVersion.includes('alpha')) {
    return { verdict: 'warn', message: `${apiVersion} is an alpha API, off unless the API server's --runtime-config turns it on${hint}` };
  }
  return { verdict: 'refuse', message: `Kubernetes ${formatMinor(facts.kubernetes)} serves no ${apiVersion} ${kind}${hint}` };
}

function suggest(kind: string, { kubernetes, knowledge }: Facts): string {
  const served = listServedIn(knowledge.kubernetesApis, kind, kubernetes);
  return served.length === 0 ? '' : `; use ${served.join(' or ')}`;
}
