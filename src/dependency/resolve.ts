import { acceptsVersion, type Dependency, parseConstraint, parseSemver, type Subchart } from '../chart/index.ts';
import { ReleaseError } from '../errors.ts';
import type { TreeFile } from '../file-tree.ts';
import type { Cache, Repository } from '../repository/index.ts';
import { checkChartArchive, sha256Of } from './check-archive.ts';
import type { LockedDependency } from './lock.ts';

/** Where a dependency's bytes were found, in the order of the search. */
export type Origin = 'lock' | 'vendored' | 'cache' | 'repository' | 'file';

export interface ResolvedDependency {
  readonly addon: string;
  readonly name: string;
  readonly version: string;
  readonly repository: string;
  readonly sha256: string;
  readonly bytes: Buffer;
  readonly origin: Origin;
}

export interface ResolveOptions {
  readonly cache?: Cache | undefined;
  readonly repositories: (url: string) => Repository;
  /** Nothing is asked of the network. */
  readonly offline: boolean;
  /** Packs the chart folder that a `file://` dependency names. */
  readonly packFolder: (path: string) => Promise<Buffer>;
}

export interface Wanted {
  readonly addon: string;
  readonly dependency: Dependency;
  /** What lies in the chart's `charts/`, with the archives' bytes. */
  readonly vendored: readonly { readonly subchart: Subchart; readonly file: TreeFile }[];
  readonly locked?: LockedDependency | undefined;
}

/**
 * The one content that a dependency stands for: as locked, else vendored, else from the cache, else from its repository.
 * Undefined when it is not at hand and the network may not be asked.
 * @throws ReleaseError `dependency` and what the repository throws
 */
export async function resolveDependency(wanted: Wanted, options: ResolveOptions): Promise<ResolvedDependency | undefined> {
  const { addon, dependency, locked, vendored } = wanted;
  const { name, repository } = dependency;
  const found = (version: string, bytes: Buffer, origin: Origin): ResolvedDependency => ({
    addon,
    name,
    version,
    repository,
    sha256: sha256Of(bytes),
    bytes,
    origin,
  });
  if (locked !== undefined) {
    const bytes = await resolveLocked(locked, wanted, options);
    return bytes && found(locked.version, bytes, 'lock');
  }
  for (const { subchart, file } of vendored) {
    if (subchart.content.kind !== 'chart') continue;
    const { chart } = subchart.content;
    if (chart.name.source === name && meets(chart.version.source, dependency)) return found(chart.version.source, file.bytes, 'vendored');
  }
  if (repository.startsWith('file://')) {
    const bytes = await options.packFolder(repository.slice('file://'.length));
    return found(dependency.version, bytes, 'file');
  }
  const exact = parseSemver(dependency.version) === undefined ? undefined : dependency.version;
  const sha256 = exact && (await options.cache?.readVersion(repository, name, exact));
  const cached = sha256 && (await options.cache?.readChart(sha256));
  if (exact && cached) return found(exact, cached, 'cache');
  if (options.offline) return undefined;
  const { version, bytes } = await fetchNewest(dependency, options);
  return found(version, bytes, 'repository');
}

/** Whether a version is what Chart.yaml asks for. */
export function meets(version: string, { version: wanted }: Dependency): boolean {
  if (wanted === version) return true;
  const constraint = parseConstraint(wanted === '' ? '*' : wanted);
  return constraint !== undefined && acceptsVersion(constraint, version);
}

async function resolveLocked(
  locked: LockedDependency,
  { dependency, vendored }: Wanted,
  options: ResolveOptions,
): Promise<Buffer | undefined> {
  const own = vendored.find(({ file }) => file.sha256 === locked.sha256)?.file.bytes ?? (await options.cache?.readChart(locked.sha256));
  if (own !== undefined) return own;
  if (dependency.repository.startsWith('file://')) {
    const bytes = await options.packFolder(dependency.repository.slice('file://'.length));
    if (sha256Of(bytes) === locked.sha256) return bytes;
    throw new ReleaseError(
      'dependency',
      `${dependency.repository} has changed: its chart is ${sha256Of(bytes)}, the lock says ${locked.sha256}; write a new lock with: clusterstack update`,
    );
  }
  if (options.offline) return undefined;
  const repository = options.repositories(locked.repository);
  const listed = (await repository.versions(locked.name, locked.version)).find(({ version }) => version === locked.version);
  if (listed === undefined)
    throw new ReleaseError('dependency', `${locked.name} ${locked.version} is gone from ${locked.repository}; choose another version`);
  const bytes = await repository.fetch(listed);
  if (sha256Of(bytes) !== locked.sha256) {
    throw new ReleaseError(
      'dependency',
      `${locked.name} ${locked.version} was republished: ${locked.repository} gives ${sha256Of(bytes)}, the lock says ${locked.sha256}; find out why, then write a new lock with: clusterstack update`,
    );
  }
  await keep(locked.repository, locked, bytes, options.cache);
  return bytes;
}

/** The newest version that is asked for, as Helm chooses it: the first of the list that meets the constraint. */
async function fetchNewest(
  dependency: Dependency,
  { repositories, cache }: ResolveOptions,
): Promise<{ readonly version: string; readonly bytes: Buffer }> {
  const { name, version: wanted, repository: url } = dependency;
  const repository = repositories(url);
  const versions = await repository.versions(name, wanted);
  const chosen = versions.find(({ version }) => meets(version, dependency));
  if (chosen === undefined) {
    const newest = versions.slice(0, 3).map(({ version }) => version);
    throw new ReleaseError(
      'dependency',
      `${url} has no ${name} ${wanted === '' ? '' : JSON.stringify(wanted)}; ${newest.length === 0 ? 'it has no chart of this name' : `its newest are ${newest.join(', ')}`}`,
    );
  }
  const bytes = await repository.fetch(chosen);
  const sha256 = sha256Of(bytes);
  if (chosen.sha256 !== undefined && chosen.sha256 !== sha256) {
    throw new ReleaseError(
      'dependency',
      `${name} ${chosen.version} from ${url} is ${sha256}, and its index says ${chosen.sha256}: it was cut off, or exchanged`,
    );
  }
  await keep(url, chosen, bytes, cache);
  return { version: chosen.version, bytes };
}

/** Only what was found good gets into the cache. */
async function keep(
  repository: string,
  chart: { readonly name: string; readonly version: string },
  bytes: Buffer,
  cache: Cache | undefined,
): Promise<void> {
  await checkChartArchive(bytes, chart, repository);
  await cache?.writeChart(bytes);
  await cache?.writeVersion(repository, chart.name, chart.version, sha256Of(bytes));
}
