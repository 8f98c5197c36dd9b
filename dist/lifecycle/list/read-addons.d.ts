import { type Chart } from '../../chart/index.js';
import { type PublishedFile, type PublishedRelease } from '../../release/index.js';
import type { ListedAddon, ListedChart } from './model.js';
/**
 * The archive of a release's addons.
 * @throws ReleaseError `not-a-release`
 */
export declare function findAddonArchive(release: string, files: readonly PublishedFile[]): PublishedFile;
/**
 * Reads which charts the addons of a release have. Fetches one archive, and renders nothing.
 * @throws ReleaseError for an archive that CSO could not read, and what fetching it throws
 */
export declare function readAddons(published: PublishedRelease, archive: PublishedFile): Promise<readonly ListedAddon[]>;
/** What lies in `charts/` is what clusters get; what is not there yet is known by its Chart.yaml alone. */
export declare function listCharts(chart: Chart): readonly ListedChart[];
