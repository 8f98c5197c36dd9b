import { type ClusterInput } from '../../effects/index.js';
import { type Reading } from '../read-subject.js';
import { type End } from './compare-subjects.js';
import type { DiffReport } from './report.js';
export interface DiffOptions {
    /** A minor of Cluster API, `1.12`. */
    readonly clusterApi?: string | undefined;
    /** A Cluster, whose own variables and worker classes are used. */
    readonly cluster?: ClusterInput | undefined;
    /** Whether each place is told for itself. */
    readonly all?: boolean | undefined;
}
/**
 * What differs between two releases, each a reference or a stack's directory, and what clusters live through.
 * @throws ReleaseError for a release that there is not, or that cannot be read
 */
export declare function diff(reading: Reading, from: string, to: string, options: DiffOptions): Promise<DiffReport>;
/** The same for two that were read already. */
export declare function diffEnds(before: End, after: End, { clusterApi, cluster, all }: DiffOptions): Promise<DiffReport>;
