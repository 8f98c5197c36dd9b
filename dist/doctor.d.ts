import type { DoctorRequest, Runtime } from './request.js';
import type { DoctorReport } from './result.js';
/**
 * Tells what may be read and written at targets, as whom, and with which helm. Leaves nothing behind there.
 * @throws ReleaseError `invalid-target`, `usage`; whatever is wrong with a target that can be asked is in its diagnosis
 */
export declare function doctor(request: DoctorRequest, runtime: Runtime): Promise<DoctorReport>;
