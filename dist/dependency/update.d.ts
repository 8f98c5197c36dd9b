import type { Runtime, UpdateRequest } from '../request.js';
import type { UpdateReport } from '../result.js';
/**
 * Moves the versions of stacks to the newest that fit, and writes their locks.
 * @throws ReleaseError, HttpError, OciError; of a stack that fails nothing is written
 */
export declare function update(request: UpdateRequest, runtime: Runtime): Promise<UpdateReport>;
