import type { ReleaseSource } from '../../release/index.js';
import type { Runtime } from '../../request.js';
import type { ListReport, ListRequest } from './model.js';
/**
 * Lists the releases of a source. Names alone cost the pages of its tags; a release whose own files cannot be read is in the list
 * with its error.
 * @throws ReleaseError `usage`, `invalid-states`, `source-failed` where there is no such source, and what listing it throws
 */
export declare function listReleases(request: ListRequest, runtime: Runtime): Promise<ListReport>;
/**
 * All names of a source, those of other things included.
 * @throws ReleaseError `source-failed` where there is no such source; one that is there may be empty
 */
export declare function listNames(source: ReleaseSource): Promise<readonly string[]>;
