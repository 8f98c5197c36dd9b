import type { RenderedObject } from '../../../chart/index.ts';
import type { Facts, RenderedChart } from '../../facts.ts';
import { ADDON_NAMESPACE } from '../../identify-object.ts';
import { areLoaded, listStages } from '../../stages.ts';

/** A chart that CSO renders, and where it applies what comes out. */
export interface AppliedChart extends RenderedChart {
  /** `cluster-class`, or the addon's folder. */
  readonly subject: string;
  /** Of an addon: the name that stages give it; empty for the one of a single-stage stack. */
  readonly folder?: string;
  /** The management cluster's Kubernetes is its owner's, the workload cluster's the stack's. */
  readonly cluster: 'management' | 'workload';
}

/** Such a chart with what Helm made of it. */
export interface AppliedObjects extends AppliedChart {
  readonly objects: readonly RenderedObject[];
  /** The one that CSO applies everything through; undefined where the renderer does not say. */
  readonly namespace: string | undefined;
}

/** The cluster class and the addons, but for folders that no stage names: CSO never renders those. */
export function listAppliedCharts({ clusterClass, addons, stages }: Facts): readonly AppliedChart[] {
  // Where the stages cannot be loaded it is not known which these are.
  const named = stages && areLoaded(stages) ? new Set(listStages({ stages }).map(({ name }) => name?.source)) : undefined;
  return [
    { ...clusterClass, subject: 'cluster-class', cluster: 'management' },
    ...addons
      .filter(({ folder }) => named === undefined || named.has(folder))
      .map((addon) => ({ ...addon, subject: addon.folder || 'cluster-addon', cluster: 'workload' as const })),
  ];
}

/** Those charts of {@link listAppliedCharts} that were rendered. */
export function listAppliedObjects(facts: Facts): readonly AppliedObjects[] {
  return listAppliedCharts(facts).flatMap((chart) => {
    const { rendering } = chart;
    if (rendering.kind !== 'rendered') return [];
    return [{ ...chart, objects: rendering.objects, namespace: chart.cluster === 'workload' ? ADDON_NAMESPACE : rendering.namespace }];
  });
}
