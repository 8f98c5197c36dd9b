import type { Cache, ChartVersion, Repositories } from '../repository/index.js';
/** A chart that was fetched or kept, and found good. */
export interface Downloaded {
    readonly bytes: Buffer;
    readonly sha256: string;
    readonly origin: 'cache' | 'repository';
}
/** Gives the archive of a version that a repository lists. */
export type DownloadChart = (repository: string, chart: ChartVersion) => Promise<Downloaded>;
/** Lines that want the same chart share one download. Only what was found good gets into the cache. */
export declare function createDownloader(repositories: Repositories, cache: Cache | undefined): DownloadChart;
