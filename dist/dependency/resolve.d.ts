import { type Dependency } from '../chart/index.js';
import type { Cache, Repositories } from '../repository/index.js';
import type { DownloadChart } from './download.js';
import type { LockedDependency } from './lock.js';
import type { PackedChart } from './pack-folder.js';
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
/**
 * The one content that a dependency stands for: as locked, else vendored, else from the cache, else from its repository.
 * Undefined when it is not downloaded and the network must not be used.
 * @throws ReleaseError `dependency`, and what the repository throws
 */
export declare function resolveDependency(wanted: Wanted, tools: ResolveTools): Promise<ResolvedDependency | undefined>;
/** Whether a version is what Chart.yaml asks for. Helm takes no dependency without one. */
export declare function meets(version: string, { version: wanted }: Pick<Dependency, 'version'>): boolean;
