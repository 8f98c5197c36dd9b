import type { Runtime } from '../../request.js';
import { type ReadingOptions } from '../read-subject.js';
import { type StateName } from '../states/index.js';
import type { WithdrawReport } from './report.js';
export interface WithdrawRequest extends Pick<ReadingOptions, 'source'> {
    readonly reference: string;
    readonly state: StateName;
    readonly reason: string | undefined;
    readonly url: string | undefined;
    readonly replacedBy: string | undefined;
    /** The first day of the state; today unless given. */
    readonly since: string | undefined;
    /** The file to write to; the one that is found, or a new one at the repository's root, unless given. */
    readonly releases: string | undefined;
    /** GitHub repositories whose notes of the release say it, beside the one that it was read from. */
    readonly targets: readonly string[];
}
/**
 * Writes into git what a published release is from a day on, and marks its notes on GitHub. What is published stays as it is.
 * @throws ReleaseError `no-successor` where CSO would undo it, `no-release`, `invalid-states`, `unwritable`, `usage`
 */
export declare function withdraw(request: WithdrawRequest, runtime: Runtime): Promise<WithdrawReport>;
