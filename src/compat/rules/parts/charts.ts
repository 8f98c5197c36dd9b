import type { Chart, Subchart } from '../../../chart/index.ts';
import type { Facts } from '../../facts.ts';

/** The readable charts in `charts/`. */
export interface Vendored extends Subchart {
  readonly chart: Chart;
}

/** The charts that ship as the stack's own: the cluster class and each addon. */
export function listCharts({ clusterClass, addons }: Facts): readonly Chart[] {
  return [clusterClass.chart, ...addons.map(({ chart }) => chart)];
}

export function listVendored({ subcharts }: Chart): readonly Vendored[] {
  return subcharts.flatMap((subchart) => (subchart.content.kind === 'chart' ? [{ ...subchart, chart: subchart.content.chart }] : []));
}

/** `cilium 1.17.4` */
export function describeChart({ name, version }: Chart): string {
  return `${name.source} ${version.source}`;
}
