import { readHelmVersion } from './facts/index.ts';
import { diagnoseTargets, openTargets } from './publish/index.ts';
import type { DoctorRequest, Runtime } from './request.ts';
import type { DoctorReport } from './result.ts';
import { TOOL } from './tool.ts';

/**
 * Tells what may be read and written at targets, as whom, and with which helm. Leaves nothing behind there.
 * @throws ReleaseError `invalid-target`, `usage`; whatever is wrong with a target that can be asked is in its diagnosis
 */
export async function doctor(request: DoctorRequest, runtime: Runtime): Promise<DoctorReport> {
  const { all } = openTargets({ ...request, source: undefined }, runtime);
  const [helm, targets] = await Promise.all([readHelmVersion(runtime), diagnoseTargets(all, runtime)]);
  const { node = 'unknown', cache, proxy } = runtime;
  return {
    schemaVersion: 1,
    tool: TOOL,
    node,
    ...(helm !== undefined && { helm }),
    ...(cache !== undefined && { cache }),
    ...(proxy !== undefined && { proxy }),
    targets,
  };
}
