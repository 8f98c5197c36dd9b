import type { Chart } from '../chart/index.ts';
import { type FileTree, sortTree, type TreeFile } from '../files/index.ts';
import { type ChartLockEntry, createChartLock, isChartLock } from './chart-lock.ts';
import { meets, type ResolvedDependency } from './resolve.ts';

/** A dependency that was found, is the chart's own, is not downloaded, or not known to the lock. */
export type Placed =
  | { readonly kind: 'found'; readonly dependency: ResolvedDependency }
  | { readonly kind: 'own'; readonly entry: ChartLockEntry }
  | { readonly kind: 'missing'; readonly name: string }
  | { readonly kind: 'unknown' };

/**
 * A chart's files with the archives of its dependencies in `charts/`. Nothing that lies there is taken away: what does not
 * fit is for rules to judge. A chart that lacks nothing stays as it is, to the byte.
 * @param placed one for each dependency, in their order
 */
export function placeArchives(chart: Chart, placed: readonly Placed[]): FileTree {
  const found = placed.flatMap((one) => (one.kind === 'found' ? [one.dependency] : []));
  const present = new Set(chart.subcharts.map(({ sha256 }) => sha256));
  const taken = new Set(chart.files.map(({ path }) => path));
  const archives = found.filter(({ sha256 }) => !present.has(sha256)).map(createArchive);
  // By digest: two aliases of one version are one archive. A broken one, or another chart, may have its name.
  const added = new Map(archives.filter(({ path }) => !taken.has(path)).map((archive) => [archive.sha256, archive]));
  const lock = chooseLock(chart, placed, added.size > 0);
  const replaced = new Set(lock ? ['Chart.lock', 'requirements.lock'] : []);
  if (added.size === 0 && lock === undefined) return chart.files;
  return sortTree([...chart.files.filter(({ path }) => !replaced.has(path)), ...added.values(), ...(lock ? [lock] : [])]);
}

/** Named as Helm names archives. */
function createArchive({ name, version, bytes, sha256 }: ResolvedDependency): TreeFile {
  return { path: `charts/${name}-${version}.tgz`, bytes, sha256 };
}

/**
 * A new lock where there is none for what is added, or where the stack's lock chooses another version of the same range. A
 * Chart.lock that Chart.yaml contradicts stays: that is for a rule to judge.
 */
function chooseLock(chart: Chart, placed: readonly Placed[], isChanged: boolean): TreeFile | undefined {
  const entries = placed.flatMap((one) => (one.kind === 'found' ? [one.dependency] : one.kind === 'own' ? [one.entry] : []));
  if (entries.length < placed.length || isChartLock(chart, entries)) return undefined;
  const isOverruled = placed.some((one) => one.kind === 'found' && one.dependency.locked) && agrees(chart);
  const isWanted = chart.lock === undefined ? isChanged : isOverruled;
  return isWanted ? createChartLock(chart, entries) : undefined;
}

/** Whether each version of a chart's lock is one that Chart.yaml asks for. */
function agrees({ lock, dependencies }: Chart): boolean {
  return lock?.dependencies.every(({ name, version }) => dependencies.some((one) => one.name === name && meets(version, one))) ?? true;
}
