import { ReleaseError } from '../errors.ts';
import type { Cache, ChartVersion, Repositories } from '../repository/index.ts';
import { checkChartArchive, sha256Of } from './check-archive.ts';

/** A chart that was fetched or kept, and found good. */
export interface Downloaded {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly origin: 'cache' | 'repository';
}

/** Gives the archive of a version that a repository lists. */
export type DownloadChart = (repository: string, chart: ChartVersion) => Promise<Downloaded>;

/** Lines that want the same chart share one download. Only what was found good gets into the cache. */
export function createDownloader(repositories: Repositories, cache: Cache | undefined): DownloadChart {
  const running = new Map<string, Promise<Downloaded>>();

  async function download(repository: string, chart: ChartVersion): Promise<Downloaded> {
    const { name, version, sha256: stated } = chart;
    if (stated !== undefined && !/^[0-9a-f]{64}$/.test(stated)) {
      const message = `${name} ${version} from ${repository} cannot be checked: its index gives the digest ${stated}, which is not SHA-256`;
      throw new ReleaseError('dependency', message);
    }
    const kept = stated && (await cache?.readChart(stated));
    if (stated && kept) return { bytes: kept, sha256: stated, origin: 'cache' };
    const bytes = await repositories.open(repository).fetch(chart);
    const sha256 = sha256Of(bytes);
    if (stated !== undefined && stated !== sha256) {
      const message = `${name} ${version} from ${repository} is ${sha256}, and its index says ${stated}: it was cut off, or exchanged`;
      throw new ReleaseError('dependency', message);
    }
    await checkChartArchive(bytes, chart, repository);
    await cache?.writeChart(bytes);
    await cache?.writeVersion(repository, name, version, sha256);
    return { bytes, sha256, origin: 'repository' };
  }

  return (repository, chart) => {
    const key = JSON.stringify([repository, chart.name, chart.version]);
    const found = running.get(key) ?? download(repository, chart);
    running.set(key, found);
    return found;
  };
}
