import type { Chart, Dependency, Subchart } from '../../../chart/index.ts';
import { acceptsVersion, parseConstraint, parseSemver } from '../../../chart/index.ts';
import type { Facts } from '../../facts.ts';

/** What lies in `charts/` and can be read. */
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

/** Whether Helm takes a chart of this version for the dependency. One without a version is not asked about it. */
export function acceptsDependency({ version: wanted }: Pick<Dependency, 'version'>, version: string): boolean {
  if (wanted === '' || wanted === version) return true;
  const constraint = parseConstraint(wanted);
  return constraint !== undefined && acceptsVersion(constraint, version);
}

/** `1.17.4` is a version and `1.17.x` none. */
export function isExact(version: string): boolean {
  return /^v?\d+\.\d+\.\d+/.test(version) && parseSemver(version) !== undefined;
}

/** `cilium 1.17.4` */
export function describeChart({ name, version }: Chart): string {
  return `${name.source} ${version.source}`;
}
