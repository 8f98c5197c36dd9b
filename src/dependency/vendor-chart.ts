import { type Chart, type Dependency, readChart } from '../chart/index.ts';
import { type FileTree, findFile } from '../files/index.ts';
import { createFinding, type Finding, type Place } from '../finding.ts';
import { HttpError, type HttpErrorCode } from '../http/index.ts';
import { LOCK_FILE } from '../stack/index.ts';
import { findLocked } from './find-locked.ts';
import type { LockedDependency, LockedLine } from './lock.ts';
import { type Placed, placeArchives } from './place-archives.ts';
import { meets, type ResolveTools, resolveDependency, type Vendored } from './resolve.ts';

export interface ChartInput {
  /** The folder to show. */
  readonly path: string;
  /** The folder in the stack's directory. */
  readonly folder: string;
  readonly files: FileTree;
  /** Where the versions stand that something else than the chart sets, by dependency. */
  readonly places: ReadonlyMap<string, Place>;
}

export interface ChartTools extends ResolveTools {
  /** The lock's part about the line; undefined where there is no lock. */
  readonly line?: LockedLine | undefined;
  /** False where the charts do not ship: one that the network does not give is missing then, as one that may not be asked for. */
  readonly isNeeded: boolean;
}

export interface VendoredChart {
  readonly files: FileTree;
  readonly placements: readonly Placement[];
}

/** The outcome for one dependency, and what the lock says of it. */
export interface Placement {
  readonly placed: Placed;
  readonly locked?: LockedDependency;
  readonly finding?: Finding;
}

/** Brings a chart's dependencies into its `charts/`. */
export async function vendorChart({ path, folder, files, places }: ChartInput, tools: ChartTools): Promise<VendoredChart> {
  const chart = mayDepend(files) ? await readChart(path, files, { places }) : undefined;
  if (chart === undefined || chart.dependencies.length === 0) return { files, placements: [] };
  const vendored = listVendored(chart);
  const placements = await Promise.all(chart.dependencies.map((_, index) => placeOne(chart, index, folder, vendored, tools)));
  return {
    placements,
    files: placeArchives(
      chart,
      placements.map(({ placed }) => placed),
    ),
  };
}

/** How the network fails where there is none, or a part of it is down. */
const OUT_OF_REACH: ReadonlySet<HttpErrorCode> = new Set(['unreachable', 'timeout', 'server-error']);

/** Most charts can be told from their text to have none, and need not be parsed. */
function mayDepend(files: FileTree): boolean {
  return findFile(files, 'requirements.yaml') !== undefined || findFile(files, 'Chart.yaml')?.bytes.includes('dependencies') === true;
}

async function placeOne(chart: Chart, index: number, folder: string, vendored: readonly Vendored[], tools: ChartTools): Promise<Placement> {
  const dependency = chart.dependencies[index] as Dependency;
  const own = findOwn(chart, dependency);
  if (own !== undefined) return { placed: { kind: 'own', entry: own } };
  const known = tools.line ? findLocked(tools.line, folder, dependency, tools.repositories.locate(dependency.repository)) : {};
  // The lock tells which bytes are meant; what it knows otherwise is not fetched.
  if (known.finding !== undefined) return { ...known, placed: { kind: 'unknown' } };
  const conflict = findConflict(chart, dependency, vendored, known.locked);
  if (conflict !== undefined) return { ...known, ...conflict, placed: { kind: 'unknown' } };
  const pinned = findPinned(chart, index);
  const found = await resolveDependency({ folder, dependency, vendored, locked: known.locked, pinned }, tools).catch((error: unknown) => {
    if (tools.isNeeded || !(error instanceof HttpError) || !OUT_OF_REACH.has(error.code)) throw error;
    return undefined;
  });
  return { ...known, placed: found ? { kind: 'found', dependency: found } : { kind: 'missing', name: dependency.name } };
}

/**
 * Someone put an archive into `charts/` that is not the one that the chart asks for: it is not replaced behind their back.
 * Another version is for a rule to judge; other bytes of the locked version are said here.
 */
function findConflict(
  { dependencies, path }: Chart,
  dependency: Dependency,
  vendored: readonly Vendored[],
  locked: LockedDependency | undefined,
): { readonly finding?: Finding } | undefined {
  const { name } = dependency;
  const same = vendored.filter((one) => one.name === name);
  const changed = same.find(({ version, sha256 }) => version === locked?.version && sha256 !== locked.sha256);
  if (changed !== undefined) {
    const message = `${LOCK_FILE} holds ${locked?.version} as ${locked?.sha256}, and charts/ has it as ${changed.sha256}; find out which is right`;
    return { finding: createFinding('refuse', 'lock-outdated', name, message, { file: `${path}/${changed.path}` }) };
  }
  const fits = same.some(({ version }) => dependencies.some((one) => one.name === name && meets(version, one)));
  return same.length > 0 && !fits ? {} : undefined;
}

/** The archives in a chart's `charts/`. */
export function listVendored({ subcharts, files }: Chart): Vendored[] {
  return subcharts.flatMap(({ path, kind, content }) => {
    const file = kind === 'archive' ? findFile(files, path) : undefined;
    if (file === undefined || content.kind !== 'chart') return [];
    const { name, version } = content.chart;
    return [{ path, name: name.source, version: version.source, sha256: file.sha256, bytes: file.bytes }];
  });
}

/** A dependency that the maintainers keep in `charts/` as a folder, or say so: without a repository it is nowhere else. */
export function findOwn({ subcharts }: Chart, dependency: Dependency) {
  const { name, version, repository } = dependency;
  const folders = subcharts.flatMap(({ kind, content }) => (kind === 'folder' && content.kind === 'chart' ? [content.chart] : []));
  const folder = folders.find((chart) => chart.name.source === name && meets(chart.version.source, dependency));
  if (folder !== undefined) return { name, version: repository === '' ? version : folder.version.source, repository };
  return repository === '' ? { name, version, repository } : undefined;
}

/** The version of the chart's own lock, as `helm dependency build` takes it, where that still fits. */
function findPinned({ lock, dependencies }: Chart, index: number): string | undefined {
  const dependency = dependencies[index];
  if (lock === undefined || dependency === undefined) return undefined;
  const same = (list: readonly Dependency[]) => list.filter(({ name }) => name === dependency.name);
  const version = same(lock.dependencies)[same(dependencies).indexOf(dependency)]?.version;
  return version !== undefined && meets(version, dependency) ? version : undefined;
}
