import { ReleaseError } from '../errors.ts';
import { sortTree, topFolders } from '../files/index.ts';
import { createFinding, type Finding } from '../finding.ts';
import type { Stack } from '../stack/index.ts';
import { formatLine } from '../version/index.ts';
import { findLockedLine, findStale } from './find-locked.ts';
import { listChartInputs } from './list-chart-inputs.ts';
import type { LockedLine, StackLock } from './lock.ts';
import { packFolder } from './pack-folder.ts';
import type { ResolvedDependency, ResolveTools } from './resolve.ts';
import { type Placement, type VendoredChart, vendorChart } from './vendor-chart.ts';

export interface VendorTools extends Omit<ResolveTools, 'pack'> {
  readonly lock?: StackLock | undefined;
  /** False leaves the archives out of what ships. */
  readonly vendor: boolean;
}

export interface VendoredStack {
  /** The stack as it ships. */
  readonly shipped: Stack;
  /** The stack with all archives in the `charts/` of its charts, as clusters will have it: what is checked. The shipped one unless `vendor` is false. */
  readonly full: Stack;
  readonly dependencies: readonly ResolvedDependency[];
  /** Names of what is to ship and is not at hand while the network may not be asked. */
  readonly missing: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Brings the dependencies of a stack's charts into it, so that CSO has nothing to resolve and what was checked is what ships.
 * @throws ReleaseError, HttpError, OciError for a dependency that cannot be fetched
 */
export async function vendorStack(stack: Stack, { lock, vendor, ...tools }: VendorTools): Promise<VendoredStack> {
  const known = lock === undefined ? { findings: [] } : findLockedLine(stack, lock);
  // A lock without the line holds nothing for it.
  const line: LockedLine | undefined = known.line ?? (lock && { kubernetes: '', place: { file: '' }, dependencies: [], images: new Map() });
  const charts = await Promise.all(
    listChartInputs(stack).map((chart) => {
      const pack = (repository: string, name: string) => packFolder(stack, chart.folder, repository, name);
      return vendorChart(chart, { ...tools, line, pack, isNeeded: vendor });
    }),
  );
  const placements = charts.flatMap((chart) => chart.placements);
  const dependencies = placements.flatMap(({ placed }) => (placed.kind === 'found' ? [placed.dependency] : []));
  const full = replaceCharts(stack, charts);
  const added = dependencies.filter(({ origin }) => origin !== 'vendored');
  const missing = placements.flatMap(({ placed }) => (placed.kind === 'missing' ? [placed.name] : []));
  const isLean = !vendor && added.length + missing.length > 0;
  return {
    shipped: isLean ? stack : full,
    full,
    dependencies,
    missing: vendor ? missing : [],
    findings: [...judgeLock(known, placements), ...(isLean ? tellNotVendored(stack, added, missing) : [])],
  };
}

/** @throws ReleaseError `dependency` for a stack that lacks charts; only --offline leaves any out */
export function requireDependencies(vendored: VendoredStack, line: string): VendoredStack {
  if (vendored.missing.length === 0) return vendored;
  const which = vendored.missing.join(', ');
  throw new ReleaseError(
    'dependency',
    `${line} lacks ${which}, and --offline asks no repository; run once without --offline, or put the archives into charts/`,
  );
}

function replaceCharts(stack: Stack, charts: readonly VendoredChart[]): Stack {
  const [clusterClass, ...addons] = charts.map(({ files }) => files);
  if (clusterClass === undefined) return stack;
  if (stack.addons.kind === 'single-stage') return { ...stack, clusterClass, clusterAddon: addons.flat() };
  const folders = topFolders(stack.clusterAddon);
  const inFolders = addons.flatMap((files, index) => files.map((file) => ({ ...file, path: `${folders[index]}/${file.path}` })));
  const loose = stack.clusterAddon.filter(({ path }) => !path.includes('/'));
  return { ...stack, clusterClass, clusterAddon: sortTree([...loose, ...inFolders]) };
}

/** A line that the lock does not know says so once, and only where it has something to lock. */
function judgeLock({ line, findings }: ReturnType<typeof findLockedLine>, placements: readonly Placement[]): readonly Finding[] {
  if (line === undefined) return placements.some(({ finding }) => finding !== undefined) ? findings : [];
  const used = new Set(placements.flatMap(({ locked }) => locked ?? []));
  return [...findings, ...placements.flatMap(({ finding }) => finding ?? []), ...findStale(line, used)];
}

function tellNotVendored(stack: Stack, added: readonly ResolvedDependency[], missing: readonly string[]): readonly Finding[] {
  const charts = [...added.map(({ name, version }) => `${name} ${version}`), ...missing].join(', ');
  const message = `${charts} will not be part of the release: each cluster fetches them when CSO renders, and gets what their repositories have by then; where they cannot be reached they are left out, and CSO reports the addon as ready all the same`;
  const line = formatLine(stack.config.line);
  const place = { file: stack.config.kubernetesPlace.file };
  const unseen = `${missing.join(', ')} could not be fetched, so nothing in it was looked at`;
  return [
    createFinding('warn', 'not-vendored', line, message, place),
    ...(missing.length > 0 ? [createFinding('unknown', 'not-vendored', line, unseen, place)] : []),
  ];
}
