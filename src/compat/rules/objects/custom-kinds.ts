import type { Chart, RenderedObject } from '../../../chart/index.ts';
import { asList, asMap, getIn } from '../../../data.ts';
import { groupOf } from '../../api-version.ts';
import { isComplete } from '../../completeness.ts';
import type { Facts } from '../../facts.ts';
import type { Scope } from '../../knowledge/kubernetes-apis.ts';
import type { Judgement } from '../../rule.ts';
import { AT_CREATION, appliedBy } from '../../stages.ts';
import { type AppliedObjects, listAppliedCharts } from './list-applied.ts';

/** The CRDs' description of one kind, in a rendering. */
export interface CustomKind {
  readonly scope: Scope;
  /** Versions that are served: `v1`, `v1beta1`. */
  readonly served: ReadonlySet<string>;
  /** The folders of the addons that bring the CRD. */
  readonly charts: ReadonlySet<string>;
}

/** The kinds that the charts' own CRDs define, by group and kind. */
export function readCustomKinds(charts: readonly AppliedObjects[]): ReadonlyMap<string, CustomKind> {
  const kinds = new Map<string, CustomKind>();
  for (const { subject, objects } of charts) {
    for (const { kind, data } of objects) {
      const spec = kind === 'CustomResourceDefinition' ? asMap(getIn(data, 'spec')) : undefined;
      if (spec === undefined || (spec['scope'] !== 'Namespaced' && spec['scope'] !== 'Cluster')) continue;
      const key = `${spec['group']}/${getIn(spec, 'names', 'kind')}`;
      const known = kinds.get(key);
      kinds.set(key, {
        scope: spec['scope'],
        served: new Set([...(known?.served ?? []), ...listServed(spec)]),
        charts: new Set([...(known?.charts ?? []), subject]),
      });
    }
  }
  return kinds;
}

function listServed(spec: Readonly<Record<string, unknown>>): string[] {
  return asList(spec['versions']).flatMap((item) => {
    const version = asMap(item);
    return version?.['served'] === true && typeof version['name'] === 'string' ? [version['name']] : [];
  });
}

/** Everything that decides whether a kind that is not Kubernetes' own is served. */
export interface OwnKinds {
  readonly facts: Facts;
  readonly kinds: ReadonlyMap<string, CustomKind>;
  /** Groups that an API server of an addon serves, or an addon's own controller. */
  readonly groups: ReadonlySet<string>;
  /** Whether all that CSO applies was read, so that a CRD that was not found is not there. */
  readonly complete: boolean;
}

export function readOwnKinds(facts: Facts, charts: readonly AppliedObjects[]): OwnKinds {
  const aggregated = charts.flatMap(({ objects }) =>
    objects.flatMap(({ kind, data }) => (kind === 'APIService' ? [String(getIn(data, 'spec', 'group'))] : [])),
  );
  const installed = Object.entries(facts.knowledge.kubernetesApis.installedBy).flatMap(([group, name]) =>
    charts.some(({ chart }) => hasChart(chart, name)) ? [group] : [],
  );
  return {
    facts,
    kinds: readCustomKinds(charts),
    groups: new Set([...aggregated, ...installed]),
    complete: listAppliedCharts(facts).every(({ cluster, rendering }) => cluster === 'management' || isComplete(rendering)),
  };
}

function hasChart(chart: Chart, name: string): boolean {
  return chart.name.source === name || chart.subcharts.some(({ content }) => content.kind === 'chart' && hasChart(content.chart, name));
}

/**
 * Whether a kind that is not Kubernetes' own is there when CSO applies an object of it: undefined where it is, `unseen`
 * where its CRD may be in what was not read.
 */
export function judgeCustomKind(
  { apiVersion, kind }: RenderedObject,
  { subject }: AppliedObjects,
  { facts, kinds, groups, complete }: OwnKinds,
): Pick<Judgement, 'verdict' | 'message'> | 'unseen' | undefined {
  const group = groupOf(apiVersion);
  if (!group.includes('.') || groups.has(group) || `${apiVersion}/${kind}` in facts.knowledge.kubernetesApis.apis) return undefined;
  const known = kinds.get(`${group}/${kind}`);
  if (known === undefined) {
    if (!complete) return 'unseen';
    const message = `no chart of the stack brings the CRD of ${kind} (${group}); unless something in the cluster does, CSO tries the object again forever`;
    return { verdict: 'unknown', message };
  }
  const version = apiVersion.slice(group.length + 1);
  if (!known.served.has(version)) {
    if (!complete) return 'unseen';
    const message = `the stack's CRD of ${kind} does not serve ${version}; use ${[...known.served].map((served) => `${group}/${served}`).join(' or ')}`;
    return { verdict: 'refuse', message };
  }
  const applied = appliedBy(facts, AT_CREATION);
  const own = applied.indexOf(subject);
  if (own < 0 || known.charts.has(subject)) return undefined;
  const brought = [...known.charts].map((other) => applied.indexOf(other)).filter((index) => index >= 0);
  if (brought.length === 0 || Math.min(...brought) < own) return undefined;
  if (!complete) return 'unseen';
  const later = [...known.charts].join(' and ');
  const message = `its CRD comes with ${later}, a later stage, which CSO never reaches since this one cannot finish; move the stage ${later} before ${subject}`;
  return { verdict: 'refuse', message };
}
