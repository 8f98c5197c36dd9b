import type { Runtime } from '../../request.js';
import { type ReadingOptions } from '../read-subject.js';
import type { PullReport } from './report.js';
export interface PullRequest extends Pick<ReadingOptions, 'source' | 'channel'> {
    readonly references: readonly string[];
    readonly place: PullPlace;
    /** The file that tells of states; those that are found unless given. */
    readonly releases?: string | undefined;
}
/** Where releases are pulled to. */
export type PullPlace = 
/** As `build` writes them, with the record that `publish` needs. */
{
    readonly kind: 'output';
    readonly folder: string;
}
/** As CSO's local mode reads them, `<folder>/cluster-stacks/<release>/`, with nothing else beside them. */
 | {
    readonly kind: 'cluster-stacks';
    readonly folder: string;
};
/**
 * Brings releases to disk, each whole or not at all, with every digest checked. One that fails does not stop the others.
 * @throws ReleaseError `usage` for a request without references
 */
export declare function pull({ references, place, releases: file, ...options }: PullRequest, runtime: Runtime): Promise<PullReport>;
