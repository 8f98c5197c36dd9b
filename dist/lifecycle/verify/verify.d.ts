import type { Runtime } from '../../request.js';
import { type ReadingOptions } from '../read-subject.js';
import type { VerifyReport } from './report.js';
export interface VerifyRequest extends ReadingOptions {
    readonly references: readonly string[];
    /** More places, which are to hold the same. */
    readonly targets: readonly string[];
    /** A stack's directory: building it again is to give the same bytes. */
    readonly sourceDirectory?: string | undefined;
    /** The file that tells of states; those that are found unless given. */
    readonly releases?: string | undefined;
}
/**
 * Holds published releases against the contract of their consumers, against themselves, against other places that have them,
 * against today's rules and, where asked, against their source. One that cannot be read does not stop the others.
 * @throws ReleaseError `usage` for a request without references, and what opening it throws
 */
export declare function verify(request: VerifyRequest, runtime: Runtime): Promise<VerifyReport>;
