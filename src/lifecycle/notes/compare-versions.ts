import type { Chart } from '../../chart/index.ts';
import type { Facts } from '../../compat/index.ts';
import { formatImageName, parseImageName } from '../../oci/index.ts';
import { formatKubernetesVersion } from '../../version/index.ts';
import { type Contents, listContainers } from '../images/index.ts';
import { linkKubernetes, listLinks, readChanges } from './list-links.ts';
import type { ImageChange, VersionChange } from './report.ts';

/** A chart of an addon: one that it wraps, or its own where it wraps none. */
interface Deployed {
  readonly addon: string;
  readonly chart: Chart;
}

/** Kubernetes and all charts of a release, beside those of the one before. */
export function compareVersions(before: Facts | undefined, after: Facts): VersionChange[] {
  const [from, to] = [before && formatKubernetesVersion(before.kubernetes), formatKubernetesVersion(after.kubernetes)];
  const [old, now] = [before === undefined ? [] : listDeployed(before), listDeployed(after)];
  const isSame = (one: Deployed) => (other: Deployed) => one.addon === other.addon && one.chart.name.source === other.chart.name.source;
  const gone = old.filter((one) => !now.some(isSame(one)));
  return [
    { name: 'Kubernetes', ...(from !== undefined && { from }), to, links: from === to ? [] : [linkKubernetes(to)], changes: [] },
    ...now.map((one) => describeChart(one, old.find(isSame(one)))),
    ...gone.map(({ addon, chart }) => ({ name: chart.name.source, addon, from: chart.version.source, links: [], changes: [] })),
  ];
}

function describeChart({ addon, chart }: Deployed, before: Deployed | undefined): VersionChange {
  const [from, to] = [before?.chart.version.source, chart.version.source];
  return {
    name: chart.name.source,
    addon,
    ...(from !== undefined && { from }),
    to,
    ...(chart.appVersion && { appVersion: chart.appVersion.source }),
    links: from === to ? [] : listLinks(chart),
    changes: from === to ? [] : readChanges(chart),
  };
}

function listDeployed({ addons }: Facts): Deployed[] {
  return addons.flatMap(({ folder, chart }) => {
    const wrapped = chart.subcharts.flatMap(({ content }) => (content.kind === 'chart' ? [content.chart] : []));
    return (wrapped.length > 0 ? wrapped : [chart]).map((one) => ({ addon: folder || 'cluster-addon', chart: one }));
  });
}

/** Images that come, go, or have another tag or digest. */
export function compareImages(before: Contents | undefined, after: Contents): ImageChange[] {
  const [old, now] = [before === undefined ? new Map<string, string>() : listNames(before), listNames(after)];
  const gone = [...old].filter(([name]) => !now.has(name));
  const come = [...now].filter(([name]) => !old.has(name));
  const pairs = come.map(([to, repository]): ImageChange => {
    const same = gone.filter(([, other]) => other === repository);
    const isMoved = same.length === 1 && come.filter(([, other]) => other === repository).length === 1;
    return { ...(isMoved && same[0] && { from: same[0][0] }), to };
  });
  const moved = new Set(pairs.map(({ from }) => from));
  return [...pairs, ...gone.filter(([name]) => !moved.has(name)).map(([from]): ImageChange => ({ from }))];
}

/** Names in full, those of machines included, with their repositories. */
function listNames(contents: Contents): Map<string, string> {
  const full = listContainers(contents).map(({ name }): [string, string] => {
    const reference = parseImageName(name);
    return reference === undefined ? [name, name] : [formatImageName(reference), `${reference.registry}/${reference.repository}`];
  });
  return new Map(full.sort(([a], [b]) => (a < b ? -1 : 1)));
}
