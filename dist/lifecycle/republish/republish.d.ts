import type { CheckOptions, Runtime } from '../../request.js';
import type { RepublishReport } from './report.js';
export interface RepublishRequest extends CheckOptions {
    readonly reference: string;
    /** Where releases are that are named alone. */
    readonly source: string;
    /** Where the new release goes; where the earlier one is, unless given. */
    readonly targets: readonly string[];
    /** Where release directories are written. */
    readonly output: string;
    readonly verify?: boolean | undefined;
}
export interface PromoteRequest extends RepublishRequest {
    /** The channel that it is brought to; the same names elsewhere, unless given. */
    readonly channel?: string | undefined;
}
/**
 * Rolls a line back by rolling forward, the only way that CSO and Cluster API know: a new version with an earlier release's content.
 * @throws ReleaseError where the earlier one cannot be read, or the request is wrong as a whole
 */
export declare function revert(request: RepublishRequest, runtime: Runtime): Promise<RepublishReport>;
/**
 * Brings a release's content to another channel, under its names, or the release as it is to other places.
 * @throws ReleaseError as `revert`
 */
export declare function promote(request: PromoteRequest, runtime: Runtime): Promise<RepublishReport>;
