import { type Finding } from '../finding.js';
import type { ReleaseRequest } from '../request.js';
import type { Origin } from './read-origin.js';
type OriginRequest = Pick<ReleaseRequest, 'targets' | 'allowDirty'>;
/**
 * A release that others find by its version must be found in the repository too; a trial on one's own disk need not.
 * A silent git does not mean that nothing was changed.
 */
export declare function judgeOrigin(request: OriginRequest, origin: Origin, directory: string): Finding[];
/** The same for a release that was built before, by what its record keeps. */
export declare function judgeRecorded(request: OriginRequest, recorded: readonly Finding[]): Finding[];
export {};
