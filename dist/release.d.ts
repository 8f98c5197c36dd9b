import type { CheckRequest, PublishRequest, ReleaseRequest, Runtime } from './request.js';
import type { CheckReport, ReleaseReport } from './result.js';
/**
 * Holds the parts of stacks against each other, as far as that needs no network. Writes nothing.
 * @throws ReleaseError when no stack can be selected, as do all functions here
 */
export declare function check(request: CheckRequest, runtime: Runtime): Promise<CheckReport>;
/** Decides what would be released, and why. Reads the targets and writes nothing. */
export declare function plan(request: ReleaseRequest, runtime: Runtime): Promise<ReleaseReport>;
/** Builds release directories on disk. An unchanged release is written as it was published: its directory may be wanted and gone. */
export declare function build(request: ReleaseRequest, runtime: Runtime): Promise<ReleaseReport>;
/**
 * All of it: read, vendor, decide, gather, judge, build, publish, report. A line that fails does not stop the others.
 * @param planned a plan to carry out: lines that would now be released otherwise fail with `plan-outdated`
 */
export declare function release(request: ReleaseRequest, runtime: Runtime, planned?: ReleaseReport): Promise<ReleaseReport>;
/** Publishes what `build` made, as it is: built directories enter the pipeline where facts are gathered. */
export declare function publish(request: PublishRequest, runtime: Runtime): Promise<ReleaseReport>;
