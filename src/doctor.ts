import { describeError, type ErrorReport } from './errors.ts';
import { readHelmVersion } from './line/index.ts';
import { openWorld } from './publish/index.ts';
import type { DoctorRequest, Runtime } from './request.ts';
import type { DoctorReport, TargetDiagnosis } from './result.ts';
import { TOOL } from './tool.ts';

/** What a run would meet: helm, and what may be read and written at each target. Leaves nothing behind there. */
export async function doctor(request: DoctorRequest, runtime: Runtime): Promise<DoctorReport> {
  const world = openWorld(request, runtime);
  const [helm, targets] = await Promise.all([
    readHelmVersion(runtime),
    Promise.all(
      world.targets.map(async (target): Promise<TargetDiagnosis> => {
        const [listed, write] = await Promise.all([attempt(() => target.list()), attempt(() => target.preflight())]);
        const login = await runtime.describeLogin?.(target.url).catch((error: unknown) => describeError(error).message);
        return {
          url: target.url,
          read: 'error' in listed ? listed.error : 'ok',
          write: 'error' in write ? write.error : 'ok',
          ...('result' in listed && { releases: listed.result.length }),
          ...(login !== undefined && { login }),
        };
      }),
    ),
  ]);
  return {
    schemaVersion: 1,
    tool: TOOL,
    node: runtime.node ?? 'unknown',
    ...(helm !== undefined && { helm }),
    ...(runtime.cache !== undefined && { cache: runtime.cache }),
    ...(runtime.proxy !== undefined && { proxy: runtime.proxy }),
    targets,
  };
}

async function attempt<Result>(step: () => Promise<Result>): Promise<{ readonly result: Result } | { readonly error: ErrorReport }> {
  try {
    return { result: await step() };
  } catch (error) {
    return { error: describeError(error) };
  }
}
