import { join } from 'node:path';
import { type Chart, type Dependency, readChart } from '../chart/index.ts';
import { ReleaseError } from '../errors.ts';
import { createFile, type FileTree, findFile, selectFolder, sortTree, topFolders, type TreeFile } from '../file-tree.ts';
import { createFinding, type Finding } from '../finding.ts';
import type { Stack } from '../stack/index.ts';
import { formatLine } from '../version/index.ts';
import { formatChartLock } from './chart-lock.ts';
import { LOCK_FILE, type LockedDependency, type StackLock } from './lock.ts';
import { meets, type ResolvedDependency, type ResolveOptions, resolveDependency, type Wanted } from './resolve.ts';

export interface VendorOptions extends Omit<ResolveOptions, 'packFolder'> {
  readonly lock?: StackLock | undefined;
  /** Packs the chart folder that a `file://` dependency names, relative to the chart's own folder. */
  readonly packFolder: (chart: string, path: string) => Promise<Buffer>;
}

export interface VendoredStack {
  /** The stack with the archives of its dependencies in the `charts/` of its addons. */
  readonly stack: Stack;
  readonly dependencies: readonly ResolvedDependency[];
  readonly findings: readonly Finding[];
}

/**
 * Brings the dependencies of a stack's addons into it, so that CSO has nothing to resolve and what was checked is what
 * ships. Charts that lack nothing stay as they are, to the byte.
 * @throws ReleaseError and OciError for a dependency that cannot be had
 */
export async function vendorStack(stack: Stack, options: VendorOptions): Promise<VendoredStack> {
  const dependencies: ResolvedDependency[] = [];
  const findings: Finding[] = [];
  const vendor = async (addon: string, folder: string, files: FileTree): Promise<FileTree> => {
    const chart = await readChart(join(stack.directory, folder), files);
    // What lies in a charts/ without a repository is the maintainers' own.
    const wanted = chart?.dependencies.filter(({ repository }) => repository !== '') ?? [];
    if (chart === undefined || wanted.length === 0) return files;
    const resolved: ResolvedDependency[] = [];
    for (const dependency of wanted) {
      const { locked, finding } = findLocked(stack, options.lock, addon, dependency);
      if (finding !== undefined) findings.push(finding);
      else {
        const found = await resolveDependency(describeWanted(chart, addon, dependency, locked), {
          ...options,
          packFolder: (path) => options.packFolder(chart.path, path),
        });
        if (found !== undefined) resolved.push(found);
      }
    }
    dependencies.push(...resolved);
    return placeArchives(files, chart, resolved);
  };

  if (stack.addons.kind === 'single-stage') {
    const clusterAddon = await vendor('', 'cluster-addon', stack.clusterAddon);
    return { stack: { ...stack, clusterAddon }, dependencies, findings };
  }
  const trees = await Promise.all(
    topFolders(stack.clusterAddon).map(async (folder) => {
      const files = await vendor(folder, `cluster-addon/${folder}`, selectFolder(stack.clusterAddon, folder));
      return files.map((file) => ({ ...file, path: `${folder}/${file.path}` }));
    }),
  );
  const loose = stack.clusterAddon.filter(({ path }) => !path.includes('/'));
  return { stack: { ...stack, clusterAddon: sortTree([...loose, ...trees.flat()]) }, dependencies, findings };
}

function describeWanted(chart: Chart, addon: string, dependency: Dependency, locked: LockedDependency | undefined): Wanted {
  const vendored = chart.subcharts.flatMap((subchart) => {
    const file = subchart.kind === 'archive' ? findFile(chart.files, subchart.path) : undefined;
    return file === undefined ? [] : [{ subchart, file }];
  });
  return { addon, dependency, vendored, locked };
}

/** What the lock says of a dependency; one that it does not know, or otherwise, is a finding. */
function findLocked(
  stack: Stack,
  lock: StackLock | undefined,
  addon: string,
  dependency: Dependency,
): { readonly locked?: LockedDependency; readonly finding?: Finding } {
  if (lock === undefined) return {};
  const line = formatLine(stack.config.line);
  const refuse = (why: string) => ({
    finding: createFinding('refuse', 'lock-outdated', dependency.name, `${why}; write a new lock with: clusterstack update`, dependency.place),
  });
  const known = lock.lines.get(line)?.dependencies.find((one) => one.addon === addon && one.name === dependency.name);
  if (known === undefined) return refuse(`${LOCK_FILE} does not know this dependency of ${line}`);
  if (known.repository !== dependency.repository) return refuse(`is from ${dependency.repository}, and ${LOCK_FILE} says ${known.repository}`);
  if (!meets(known.version, dependency)) return refuse(`${dependency.version} is wanted, and ${LOCK_FILE} holds ${known.version}`);
  return { locked: known };
}

/** Archives of a dependency in another version go, those that are right stay under their names. */
function placeArchives(files: FileTree, chart: Chart, resolved: readonly ResolvedDependency[]): FileTree {
  const added: TreeFile[] = [];
  const removed = new Set<string>();
  for (const { name, version, sha256, bytes } of resolved) {
    const own = chart.subcharts.filter(({ content }) => content.kind === 'chart' && content.chart.name.source === name);
    if (own.some((subchart) => subchart.sha256 === sha256)) continue;
    for (const { path } of own) removed.add(path);
    added.push(createFile(`charts/${name}-${version}.tgz`, bytes));
  }
  const isLocked = chart.lock !== undefined && chart.lock.dependencies.every((locked) => resolved.every(({ name, version }) => name !== locked.name || version === locked.version));
  if (added.length === 0 && (isLocked || chart.lock === undefined)) return files;
  const kept = files.filter(({ path }) => ![...removed].some((gone) => path === gone || path.startsWith(`${gone}/`)) && path !== 'Chart.lock');
  const names = new Set(added.map(({ path }) => path));
  return sortTree([...kept.filter(({ path }) => !names.has(path)), ...added, createFile('Chart.lock', formatChartLock(chart, resolved))]);
}

/** @throws ReleaseError always: for callers that may not go on without */
export function refuseMissing(line: string, missing: readonly string[]): never {
  throw new ReleaseError('dependency', `${line} lacks ${missing.join(', ')}, and --offline asks no repository for it; run once without, or vendor it`);
}
