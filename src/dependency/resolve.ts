import { acceptsDependency, type Dependency, isExactVersion, parseConstraint } from '../chart/index.ts';
import { ReleaseError } from '../errors.ts';
import type { Cache, Repositories } from '../repository/index.ts';
import { isCleanName } from '../text.ts';
import { sha256Of } from './check-archive.ts';
import type { DownloadChart } from './download.ts';
import type { LockedDependency } from './lock.ts';
import type { PackedChart } from './pack-folder.ts';

export interface ResolvedDependency extends LockedDependency {
  readonly bytes: Buffer;
  /** Where the bytes were found, in the order of the search. */
  readonly origin: 'vendored' | 'folder' | 'cache' | 'repository';
  /** Whether the lock said which they are. */
  readonly locked: boolean;
}

/** The sources of archives. */
export interface ResolveTools {
  readonly repositories: Repositories;
  readonly cache?: Cache | undefined;
  readonly download: DownloadChart;
  /** Nothing is asked of the network. */
  readonly offline: boolean;
  /** Packs the chart folder that a `file://` dependency names. */
  readonly pack: (repository: string, name: string) => Promise<PackedChart>;
}

/** An archive that lies in the chart's `charts/`. */
export interface Vendored {
  /** `charts/cilium-1.17.4.tgz` */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  readonly bytes: Buffer;
}

export interface Wanted {
  /** The chart's folder in the stack's directory. */
  readonly folder: string;
  readonly dependency: Dependency;
  readonly vendored: readonly Vendored[];
  readonly locked?: LockedDependency | undefined;
  /** The version of the chart's own Chart.lock. */
  readonly pinned?: string | undefined;
}

/** A content, before it is known whose it is. */
type Found = Pick<ResolvedDependency, 'version' | 'sha256' | 'bytes' | 'origin'>;

/**
 * The one content that a dependency stands for: as locked, else vendored, else from the cache, else from its repository.
 * Undefined when it is not downloaded and the network must not be used.
 * @throws ReleaseError `dependency`, and what the repository throws
 */
export async function resolveDependency(wanted: Wanted, tools: ResolveTools): Promise<ResolvedDependency | undefined> {
  const { folder, dependency, locked } = wanted;
  const { name, alias } = dependency;
  const repository = locked?.repository ?? tools.repositories.locate(dependency.repository);
  const found = locked ? await resolveLocked(locked, wanted, tools) : await resolveOpen(repository, wanted, tools);
  return (
    found && {
      folder,
      name,
      ...(alias && { alias }),
      repository: repository ?? dependency.repository,
      locked: locked !== undefined,
      ...found,
    }
  );
}

/** Whether a version is what Chart.yaml asks for. Helm takes no dependency without one. */
export function meets(version: string, { version: wanted }: Pick<Dependency, 'version'>): boolean {
  return wanted !== '' && acceptsDependency({ version: wanted }, version);
}

async function resolveOpen(repository: string | undefined, wanted: Wanted, tools: ResolveTools): Promise<Found | undefined> {
  const { folder, dependency, pinned } = wanted;
  const { name, version: range } = dependency;
  const fail = (why: string) => new ReleaseError('dependency', `${name} in ${folder}/Chart.yaml ${why}`);
  // It becomes the name of a file.
  if (/^\.*$|\//.test(name) || !isCleanName(name)) throw fail('is not a chart’s name');
  if (parseConstraint(range) === undefined) {
    throw fail(
      range === ''
        ? 'has no version; write one, Helm takes none for it'
        : `asks for ${JSON.stringify(range)}, which is not a range that Helm can read`,
    );
  }
  const fitting = wanted.vendored.filter((chart) => chart.name === name && meets(chart.version, dependency));
  const own = fitting.find(({ version }) => version === pinned) ?? fitting[0];
  if (own !== undefined) return { version: own.version, sha256: own.sha256, bytes: own.bytes, origin: 'vendored' };
  if (dependency.repository.startsWith('file://')) {
    const packed = await tools.pack(dependency.repository, name);
    if (meets(packed.version, dependency)) return { ...packed, sha256: sha256Of(packed.bytes), origin: 'folder' };
    throw fail(`asks for ${range}, and ${dependency.repository} is ${packed.version}`);
  }
  if (repository === undefined) {
    const alias = dependency.repository.replace(/^(?:@|alias:)/, '');
    throw fail(
      `is from ${dependency.repository}, which your Helm does not know; write its URL, or tell Helm with: helm repo add ${alias} URL`,
    );
  }
  const exact = pinned ?? (isExactVersion(range) ? range : undefined);
  // A name may come to stand for another chart; only the digest in a lock says which one is meant.
  const isName = /^(?:@|alias:)/.test(repository);
  const sha256 = exact && !isName && (await tools.cache?.readVersion(repository, name, exact));
  const bytes = sha256 && (await tools.cache?.readChart(sha256));
  if (exact && sha256 && bytes) return { version: exact, sha256, bytes, origin: 'cache' };
  return tools.offline ? undefined : fetchVersion(repository, wanted, tools);
}

/** As Helm chooses: the first of the list, newest first, that meets the constraint. */
async function fetchVersion(
  repository: string,
  { dependency, pinned }: Pick<Wanted, 'dependency' | 'pinned'>,
  { repositories, download }: ResolveTools,
): Promise<Found> {
  const { name } = dependency;
  const range = pinned ?? dependency.version;
  const versions = await repositories.open(repository).versions(name, range);
  const chosen = versions.find(({ version }) => (pinned === undefined ? meets(version, dependency) : version === pinned));
  if (chosen !== undefined) return { version: chosen.version, ...(await download(repository, chosen)) };
  const newest = versions.slice(0, 3).map(({ version }) => version);
  const known = newest.length === 0 ? 'it has no chart of this name' : `its newest are ${newest.join(', ')}`;
  throw new ReleaseError('dependency', `${repository} has no ${name} ${range}; ${known}`);
}

async function resolveLocked(locked: LockedDependency, { folder, vendored }: Wanted, tools: ResolveTools): Promise<Found | undefined> {
  const { name, version, repository, sha256 } = locked;
  const accept = (found: Omit<Found, 'version'>): Found => {
    if (found.sha256 === sha256) return { ...found, version };
    const isLocal = repository.startsWith('file://');
    const what = isLocal ? `${repository} in ${folder} has changed since it was locked` : `${name} ${version} was republished`;
    const advice = isLocal
      ? 'write a new lock with: clusterstack update'
      : 'find out why; to accept it, delete it from the lock and run: clusterstack update';
    throw new ReleaseError('dependency', `${what}: ${repository} gives ${found.sha256}, and the lock says ${sha256}; ${advice}`);
  };
  const own = vendored.find((chart) => chart.sha256 === sha256);
  if (own !== undefined) return { version, sha256, bytes: own.bytes, origin: 'vendored' };
  const kept = await tools.cache?.readChart(sha256);
  if (kept !== undefined) return { version, sha256, bytes: kept, origin: 'cache' };
  if (repository.startsWith('file://')) {
    const { bytes } = await tools.pack(repository, name);
    return accept({ bytes, sha256: sha256Of(bytes), origin: 'folder' });
  }
  if (tools.offline) return undefined;
  const versions = await tools.repositories.open(repository).versions(name, version);
  const listed = versions.find((chart) => chart.version === version);
  if (listed !== undefined) return accept(await tools.download(repository, listed));
  throw new ReleaseError('dependency', `${name} ${version}, which the lock names, is gone from ${repository}; choose another version`);
}
