import { acceptsDependency, type Chart } from '../../chart/index.ts';
import type { FetchedChart, NotSeen } from './report.ts';

/** A chart as a lock holds it. */
export interface HeldChart {
  /** `cluster-addon/cni` */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly repository: string;
}

/** The charts that a part of a release wraps, and those that it names and lacks. */
export function listCharts(
  { dependencies, subcharts }: Chart,
  addon: string,
  held: readonly HeldChart[],
): { readonly charts: readonly FetchedChart[]; readonly unknown: readonly NotSeen[] } {
  const there = subcharts.flatMap(({ content, sha256 }) => {
    if (content.kind !== 'chart') return [];
    const [name, version] = [content.chart.name.source, content.chart.version.source];
    const same = dependencies.filter((one) => one.name === name);
    const dependency = same.find((one) => acceptsDependency(one, version)) ?? same[0];
    return [{ name, version, dependency, digest: sha256 }];
  });
  const lacking = dependencies.filter((one) => !there.some(({ dependency, name }) => dependency === one || name === one.name));
  const charts = [
    ...there,
    ...lacking.map((dependency) => ({ name: dependency.name, version: dependency.version, dependency, digest: undefined })),
  ].map(({ name, version, dependency, digest }): FetchedChart => {
    const repository = findRepository(
      dependency?.repository ?? '',
      held.find((one) => one.name === name && one.version === version),
    );
    return {
      name,
      version,
      ...(digest !== undefined && { digest: `sha256:${digest}` }),
      ...(repository !== undefined && { repository }),
      addon,
    };
  });
  const unknown = lacking.map(({ name }) => ({
    subject: name,
    message: `the release does not bring it along, so what clusters fetch for ${addon} was not seen`,
  }));
  return { charts, unknown };
}

/** Whether a chart's repository or a file is behind a URL that others reach, too. */
export function isFetchable(url: string): boolean {
  return /^(?:https?|oci):\/\//.test(url);
}

/** Names of one machine's list of repositories (`@name`, `alias:name`) say nothing elsewhere. */
function findRepository(written: string, held: HeldChart | undefined): string | undefined {
  if (isFetchable(written)) return written;
  return held?.repository ?? (written.startsWith('file://') ? written : undefined);
}
