import type { RenderedObject } from '../../../chart/index.ts';
import { asMap, getIn, isObject } from '../../../data.ts';
import { HOOKS } from '../../../stack/index.ts';
import type { Facts } from '../../facts.ts';
import { identifyObject, nameObject } from '../../identify-object.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { appliedBy } from '../../stages.ts';
import { type AppliedObjects, listAppliedObjects } from './list-applied.ts';

const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cni}\n';

export const DUPLICATE_OBJECT: Rule<'duplicate-object'> = {
  code: 'duplicate-object',
  title: 'no object is rendered twice, by one chart or by two that are applied together',
  why: 'CSO applies both in turn as the same field manager. Fields that only the first one sets are removed again.',
  source: 'Kubernetes, server-side apply: fields that a manager no longer applies are removed',
  verdicts: ['refuse', 'warn'],
  passes: { files: { 'cluster-addon/cni/templates/cni.yaml': `${MAP}---\n${MAP.replace('name: cni', 'name: cni-more')}` } },
  fails: { files: { 'cluster-addon/cni/templates/cni.yaml': `${MAP}data: {mtu: "1500"}\n---\n${MAP}data: {mtu: "9000"}\n` } },
  check: (facts) => {
    const seen = new Map<string, { readonly chart: AppliedObjects; readonly object: RenderedObject }[]>();
    const judgements: Judgement[] = [];
    for (const chart of listAppliedObjects(facts)) {
      for (const object of chart.objects) {
        if (object.kind === '' || object.name === '') continue;
        const key = identify(object, chart, facts);
        const others = seen.get(key) ?? [];
        const other = others.find((candidate) => areTogether(candidate.chart, chart, facts));
        if (other === undefined) seen.set(key, [...others, { chart, object }]);
        else judgements.push(compare(other, { chart, object }));
      }
    }
    return judgements;
  },
};

function identify(object: RenderedObject, { cluster, namespace }: AppliedObjects, { knowledge }: Facts): string {
  const isScoped = knowledge.kubernetesApis.apis[`${object.apiVersion}/${object.kind}`]?.scope !== 'Cluster';
  return `${cluster} ${isScoped ? identifyObject(object, namespace) : identifyObject({ ...object, namespace: undefined }, undefined)}`;
}

/** Whether CSO applies two charts to one cluster at one time: an old and a new CNI may well stand side by side. */
function areTogether(one: AppliedObjects, other: AppliedObjects, facts: Facts): boolean {
  if (one.subject === other.subject) return true;
  return HOOKS.some((hook) => {
    const applied = new Set<string | undefined>(appliedBy(facts, hook));
    return applied.has(one.folder) && applied.has(other.folder);
  });
}

function compare(
  first: { readonly chart: AppliedObjects; readonly object: RenderedObject },
  { chart, object }: { readonly chart: AppliedObjects; readonly object: RenderedObject },
): Judgement {
  const where = `${first.chart.subject === chart.subject ? '' : `the addon ${first.chart.subject}, `}${first.object.template}`;
  const said = { subject: nameObject(object), place: object.place };
  if (formatContent(first.object) === formatContent(object)) {
    return { ...said, verdict: 'warn', message: `is rendered by ${where} too, with the same content; leave one of them out` };
  }
  const message = `is rendered by ${where} too, with other content, and what CSO applies last replaces the other; leave one of them out or rename it`;
  // Charts share CRDs in several versions, which mostly goes well.
  return { ...said, verdict: object.kind === 'CustomResourceDefinition' ? 'warn' : 'refuse', message };
}

/** An object without its labels and annotations, which name the chart that it is from. */
function formatContent({ data }: RenderedObject): string {
  const { labels, annotations, ...metadata } = asMap(getIn(data, 'metadata')) ?? {};
  return JSON.stringify({ ...data, apiVersion: '', metadata }, (_, value: unknown) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value,
  );
}
