import type { Chart } from '../chart/index.ts';
import { type FileTree, sortTree, type TreeFile } from '../file-tree.ts';
import { type ChartLockEntry, createChartLock, isChartLock } from './chart-lock.ts';
import type { ResolvedDependency } from './resolve.ts';

/** A dependency that was found, is the chart's own, is not at hand, or not known to the lock. */
export type Placed =
  | { readonly kind: 'found'; readonly dependency: ResolvedDependency }
  | { readonly kind: 'own'; readonly entry: ChartLockEntry }
  | { readonly kind: 'missing'; readonly name: string }
  | { readonly kind: 'unknown' };

/**
 * A chart's files with the archives of its dependencies in `charts/`. Archives of them in other versions go, and those that
 * are right stay under their names; a chart that lacks nothing stays as it is, to the byte.
 * @param placed one for each dependency, in their order
 */
export function placeArchives(chart: Chart, placed: readonly Placed[]): FileTree {
  const found = placed.flatMap((one) => (one.kind === 'found' ? [one.dependency] : []));
  const names = new Set(found.map(({ name }) => name));
  const digests = new Set(found.map(({ sha256 }) => sha256));
  const here = chart.subcharts.filter(
    ({ kind, content }) => kind === 'archive' && content.kind === 'chart' && names.has(content.chart.name.source),
  );
  const removed = new Set(here.filter(({ sha256 = '' }) => !digests.has(sha256)).map(({ path }) => path));
  const present = new Set(here.map(({ sha256 }) => sha256));
  // By digest: two aliases of one version are one archive.
  const added = new Map(found.filter(({ sha256 }) => !present.has(sha256)).map((one) => [one.sha256, createArchive(one)]));
  const lock = chooseLock(chart, placed, added.size > 0);
  const replaced = new Set([
    ...removed,
    ...[...added.values()].map(({ path }) => path),
    ...(lock ? ['Chart.lock', 'requirements.lock'] : []),
  ]);
  if (replaced.size === 0) return chart.files;
  return sortTree([...chart.files.filter(({ path }) => !replaced.has(path)), ...added.values(), ...(lock ? [lock] : [])]);
}

/** Named as Helm names archives. */
function createArchive({ name, version, bytes, sha256 }: ResolvedDependency): TreeFile {
  return { path: `charts/${name}-${version}.tgz`, bytes, sha256 };
}

/**
 * A new lock where there is none for what is added, or where the stack's lock overrules it. A Chart.lock that says otherwise
 * by itself stays: that is for a rule to judge.
 */
function chooseLock(chart: Chart, placed: readonly Placed[], isChanged: boolean): TreeFile | undefined {
  const entries = placed.flatMap((one) => (one.kind === 'found' ? [one.dependency] : one.kind === 'own' ? [one.entry] : []));
  if (entries.length < placed.length || isChartLock(chart, entries)) return undefined;
  const isOverruled = placed.some((one) => one.kind === 'found' && one.dependency.locked);
  const isWanted = chart.lock === undefined ? isChanged : isOverruled;
  return isWanted ? createChartLock(chart, entries) : undefined;
}
