import type { CheckRequest, PublishRequest, ReleaseRequest, Runtime } from './request.js';
import type { CheckReport, ReleaseReport } from './result.js';
/**
 * Holds the parts of stacks against each other, as far as that needs no network. Writes nothing.
 * @throws ReleaseError when no stack can be selected, as do all functions here
 */
export declare function check(request: CheckRequest, runtime: Runtime): Promise<CheckReport>;
/** What would be released, and why. Reads the targets and writes nothing. */
export declare function plan(request: ReleaseRequest, runtime: Runtime): Promise<ReleaseReport>;
/** Builds release directories on disk. */
export declare function build(request: ReleaseRequest, runtime: Runtime): Promise<ReleaseReport>;
/**
 * All of it: read, resolve, build, publish. A line that fails does not stop the others.
 * @param planned a plan to carry out: lines that would now be released otherwise fail with `plan-outdated`
 */
export declare function release(request: ReleaseRequest, runtime: Runtime, planned?: ReleaseReport): Promise<ReleaseReport>;
/** Publishes what `build` made, as it is. What is read back is checked like what is built anew. */
export declare function publish(request: PublishRequest, runtime: Runtime): Promise<ReleaseReport>;
