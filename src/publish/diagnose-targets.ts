import { attempt, describeError } from '../errors.ts';
import type { Runtime } from '../request.ts';
import type { TargetDiagnosis } from '../result.ts';
import type { ReleaseTarget } from './release-target.ts';

/** Finds out what may be read and written at each target, and as whom. Leaves nothing behind there. */
export function diagnoseTargets(
  targets: readonly ReleaseTarget[],
  { describeLogin }: Pick<Runtime, 'describeLogin'>,
): Promise<TargetDiagnosis[]> {
  return Promise.all(
    targets.map(async (target) => {
      const [listed, written] = await Promise.all([attempt(() => target.list()), attempt(() => target.preflight())]);
      const login = await describeLogin?.(target.url).catch((error: unknown) => describeError(error).message);
      return {
        url: target.url,
        read: listed.kind === 'done' ? 'ok' : listed.error,
        write: written.kind === 'done' ? 'ok' : written.error,
        ...(listed.kind === 'done' && { releases: listed.result.length }),
        ...(login !== undefined && { login }),
      };
    }),
  );
}
