import { join } from 'node:path';
import { type FileTree, selectFolder, sortTree, topFolders } from '../file-tree.ts';
import { createFinding, type Finding } from '../finding.ts';
import type { Stack } from '../stack/index.ts';
import { formatLine } from '../version/index.ts';
import { findLockedLine, findStale } from './find-locked.ts';
import type { LockedLine, StackLock } from './lock.ts';
import { packFolder } from './pack-folder.ts';
import type { ResolvedDependency, ResolveTools } from './resolve.ts';
import { type Outcome, type VendoredChart, vendorChart } from './vendor-chart.ts';

export interface VendorTools extends Omit<ResolveTools, 'pack'> {
  readonly lock?: StackLock | undefined;
  /** False leaves the archives out of what ships. */
  readonly vendor: boolean;
}

export interface VendoredStack {
  /** The stack as it ships. */
  readonly stack: Stack;
  /** The same with all archives in the `charts/` of its charts: what clusters will have, to be checked. */
  readonly complete: Stack;
  readonly dependencies: readonly ResolvedDependency[];
  /** Names of what is not at hand while the network may not be asked. */
  readonly missing: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Brings the dependencies of a stack's charts into it, so that CSO has nothing to resolve and what was checked is what ships.
 * @throws ReleaseError and OciError for a dependency that cannot be had
 */
export async function vendorStack(stack: Stack, { lock, vendor, ...tools }: VendorTools): Promise<VendoredStack> {
  const known = lock === undefined ? { findings: [] } : findLockedLine(stack, lock);
  // A lock without the line holds nothing for it.
  const line: LockedLine | undefined = known.line ?? (lock && { kubernetes: '', place: { file: '' }, dependencies: [] });
  const run = (folder: string, files: FileTree) =>
    vendorChart(
      { path: join(stack.directory, folder), folder, files, places: listPlaces(stack, folder) },
      { ...tools, line, pack: (repository, name) => packFolder(stack, folder, repository, name) },
    );
  const folders = stack.addons.kind === 'multi-stage' ? topFolders(stack.clusterAddon) : [];
  const clusterClass = await run('cluster-class', stack.clusterClass);
  const addons =
    stack.addons.kind === 'multi-stage'
      ? await Promise.all(folders.map((folder) => run(`cluster-addon/${folder}`, selectFolder(stack.clusterAddon, folder))))
      : [await run('cluster-addon', stack.clusterAddon)];
  const outcomes = [clusterClass, ...addons].flatMap((chart) => chart.outcomes);
  const dependencies = outcomes.flatMap(({ placed }) => (placed.kind === 'found' ? [placed.dependency] : []));
  const complete: Stack = { ...stack, clusterClass: clusterClass.files, clusterAddon: joinAddons(stack, folders, addons) };
  const added = dependencies.filter(({ origin }) => origin !== 'vendored');
  const isLean = !vendor && added.length > 0;
  return {
    stack: isLean ? stack : complete,
    complete,
    dependencies,
    missing: outcomes.flatMap(({ placed }) => (placed.kind === 'missing' ? [placed.name] : [])),
    findings: [...judgeLock(known, outcomes), ...(isLean ? [tellNotVendored(stack, added)] : [])],
  };
}

function joinAddons(stack: Stack, folders: readonly string[], charts: readonly VendoredChart[]): FileTree {
  if (stack.addons.kind === 'single-stage') return charts[0]?.files ?? stack.clusterAddon;
  const inFolders = charts.flatMap(({ files }, index) => files.map((file) => ({ ...file, path: `${folders[index]}/${file.path}` })));
  return sortTree([...stack.clusterAddon.filter(({ path }) => !path.includes('/')), ...inFolders]);
}

/** Where the versions stand that a row of versions.yaml sets. */
function listPlaces({ rowPlaces }: Stack, folder: string): Stack['rowPlaces'] {
  const prefix = `${folder.replace(/^cluster-addon\/?/, '')}/`;
  return new Map([...rowPlaces].filter(([key]) => key.startsWith(prefix)).map(([key, place]) => [key.slice(prefix.length), place]));
}

/** A line that the lock does not know says so once, and only where it has something to lock. */
function judgeLock({ line, findings }: ReturnType<typeof findLockedLine>, outcomes: readonly Outcome[]): readonly Finding[] {
  if (line === undefined) return outcomes.some(({ finding }) => finding !== undefined) ? findings : [];
  const used = new Set(outcomes.flatMap(({ locked }) => locked ?? []));
  return [...findings, ...outcomes.flatMap(({ finding }) => finding ?? []), ...findStale(line, used)];
}

function tellNotVendored(stack: Stack, added: readonly ResolvedDependency[]): Finding {
  const charts = added.map(({ name, version }) => `${name} ${version}`).join(', ');
  const message = `${charts} will not be part of the release: each cluster fetches them when CSO renders, and gets what their repositories have by then; where they cannot be reached they are left out, and CSO reports the addon as ready all the same`;
  return createFinding('warn', 'not-vendored', formatLine(stack.config.line), message, { file: stack.config.kubernetesPlace.file });
}
